import { spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Activated, applied } from "../../src/core/activation.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import type { Host, Variables } from "../../src/core/host.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { flakeProvider } from "../../src/providers/flake/flakeProvider.ts";
import { discoveredIn } from "../support/discovered.ts";
import { quietLog, temporaryFolder, trustAll } from "../support/machine.ts";
import { direnvMissing, nixes, nixVariables } from "../tools/nix.mjs";

const installed = await nixes();
const tested = installed.length > 0 ? installed : [{ version: "of any version", program: "nix" }];
const why = installed.length > 0 ? "" : " (skipped: there is none, Debian's is nix-bin)";
const noDirenv = direnvMissing();
const whyNoDirenv = noDirenv === undefined ? "" : ` (skipped: ${noDirenv})`;
let root: string;
let work: string;
let base: Variables;
let host: Host;
/** How often our host started a process. */
let started = 0;

function ran(program: string, words: readonly string[], variables = base): Buffer {
	const { status, stdout, stderr, error } = spawnSync(program, words, {
		cwd: work,
		env: variables,
		maxBuffer: 1 << 28,
	});
	if (status !== 0) throw new Error(`${program} ${words.join(" ")}: ${error ?? stderr}`);
	return stdout;
}

/** The hook records that it ran. `slow` builds for long. */
const flake = (more = ""): string => `{
  nixConfig.post-build-hook = "${join(root, "hook.sh")}";
  inputs.nixpkgs.url = "path:${join(root, "nixpkgs")}";
  outputs = { self, nixpkgs }:
    let pkgs = nixpkgs.legacyPackages.x86_64-linux; in {
      devShells.x86_64-linux = {
        default = pkgs.mkShell { packages = [ pkgs.go_1_25 ]; env = { GOTOOLCHAIN = "local"; LINES_OF = "a\\n'b' $c \\\\d"; }; };
        ci = pkgs.mkShell {
          packages = [ pkgs.go_1_26 ];
          env = { GOFLAGS = "-mod=readonly"; CGO_ENABLED = "0"; PKG_CONFIG_PATH = "/x/pc"; LD_LIBRARY_PATH = "/x/lib"; };
          shellHook = "export HOOKED=1";
        };
        "go 1.22" = pkgs.mkShell { packages = [ pkgs.go_1_25 ]; };
        "环境 50%" = pkgs.mkShell { packages = [ pkgs.go_1_25 ]; };
        builds = pkgs.mkShell { packages = [ pkgs.go_1_25 ]; A = builtins.readFile (pkgs.sh "read" { } "echo x > $out"); };
        slow = pkgs.mkShell { packages = [ pkgs.go_1_25 (pkgs.sh "slow" { } "echo waiting >&2; [ -e ${root}/go-on ] || sleep 61.25; mkdir $out") ]; };
        slower = pkgs.mkShell { packages = [ (pkgs.sh "slower" { } "sleep 62.25; mkdir $out") ]; };
        thrown = throw "boo";
        failing = pkgs.mkShell { packages = [ (pkgs.sh "failing-1.2" { } "echo one; echo boom >&2; exit 3") ]; };
        hooked = pkgs.mkShell { packages = [ pkgs.go_1_25 ]; B = pkgs.sh "hooked" { } "echo x > $out"; };
        ${more}
      };
    };
}
`;

async function rowOf(name: string): Promise<GoEnvironment> {
	const row = (await discoveredIn(flakeProvider, host, work)).environments.find((one) => one.name === `#${name}`);
	if (row === undefined) throw new Error(`no ${name}`);
	return row;
}

async function activated(name: string, signal = new AbortController().signal): Promise<Activated> {
	const done = await flakeProvider.activate?.(host, await rowOf(name), base, signal);
	if (done === undefined) throw new Error("no activation");
	return done;
}

/** What describes the derivation and the build: of no use to a program. */
const noise =
	/^(?:out|outputs|builder|stdenv|system|name|\w*[bB]uildInputs|shellHook|dontAddDisableDepTrack|HOST_PATH|A|NIX_(?:BUILD_CORES|STORE|BUILD_TOP|ENFORCE_PURITY|GCROOT|LOG_FD|SSL_CERT_FILE)|SSL_CERT_FILE|HOME|TMPDIR|TEMP|TEMPDIR|TMP|TERM|SHELL|SHLVL|PWD|OLDPWD|_|PS1|IN_NIX_SHELL_NAME|DIRENV_\w+|XDG_DATA_DIRS)$/;

const projectOf = (variables: Variables): Variables =>
	Object.fromEntries(Object.entries(variables).filter(([name]) => !noise.test(name)));

describe.skipIf(installed.length === 0).each(tested)(
	`a devShell in real Nix $version${why}`,
	{ timeout: 60_000 },
	({ program }) => {
		beforeAll(() => {
			root = temporaryFolder();
			work = join(root, "w");
			started = 0;
			base = {
				...nixVariables(join(root, "nix"), program),
				LANG: "C.UTF-8",
				XDG_DATA_DIRS: "/usr/share",
				LD_LIBRARY_PATH: "/old",
			};
			cpSync(join(import.meta.dirname, "../fixtures/nixpkgs"), join(root, "nixpkgs"), { recursive: true });
			writeFileSync(join(root, "hook.sh"), `#!/bin/sh\ntouch ${join(root, "hook-ran")}\n`);
			chmodSync(join(root, "hook.sh"), 0o755);
			mkdirSync(work);
			writeFileSync(join(work, "flake.nix"), flake());
			ran("git", ["init", "-q", "."]);
			ran("git", ["add", "-N", "flake.nix"]);
			ran("nix", ["flake", "lock"]);
			const real = nodeHost({
				variables: base,
				home: base["HOME"] ?? "",
				trust: trustAll,
				log: quietLog,
				storeFolder: join(root, "ours"),
			});
			const run: Host["run"] = (...request) => {
				started++;
				return real.run(...request);
			};
			host = { ...real, run };
		});
		afterAll(() => {
			// files stored by Nix are read-only
			spawnSync("chmod", ["-R", "u+w", root]);
			rmSync(root, { recursive: true, force: true });
		});

		it.each(["default", "ci", "go 1.22", "环境 50%"])("“%s” has the variables that nix develop gives", async (name) => {
			const { activation, toolchain } = await activated(name);
			const ours = projectOf(applied(host, base, activation));
			const attribute = `.#devShells.x86_64-linux."${encodeURIComponent(name)}"`;
			// without its hook, which is not run by us
			const words = [
				"develop",
				"--no-write-lock-file",
				"--no-accept-flake-config",
				attribute,
				"-c",
				"/usr/bin/env",
				"-0",
			];
			const text = ran("nix", words).toString("utf8");
			const entries = text.split("\0").filter((entry) => entry !== "");
			const all = Object.fromEntries(
				entries.map((entry) => [entry.split("=", 1)[0] ?? "", entry.slice(entry.indexOf("=") + 1)]),
			);
			const { HOOKED: _, ...theirs } = projectOf(all);
			expect(ours).toEqual(theirs);
			expect(toolchain).toMatchObject({ kind: "known", version: name === "ci" ? "1.26.2" : "1.25.6" });
		});

		it.skipIf(noDirenv !== undefined)(`has the variables that direnv's \`use flake\` gives${whyNoDirenv}`, async () => {
			const { activation } = await activated("ci");
			writeFileSync(join(work, ".envrc"), "use flake .#ci --no-write-lock-file\n");
			ran("direnv", ["allow", "."]);
			const change = JSON.parse(ran("direnv", ["export", "json"]).toString("utf8")) as Record<string, string | null>;
			const theirs = Object.fromEntries(
				Object.entries({ ...base, ...change }).filter((entry): entry is [string, string] => entry[1] !== null),
			);
			const { HOOKED: _, ...project } = projectOf(theirs);
			expect(projectOf(applied(host, base, activation))).toEqual(project);
		});

		it("is kept from the garbage collection, and evaluated again without its profile", async () => {
			await activated("default");
			ran("nix", ["store", "gc"]);
			const before = started;
			const { toolchain } = await activated("default");
			expect(started).toBe(before);
			if (toolchain.kind !== "known") throw new Error("no Go");
			expect(ran(toolchain.program, ["version"]).toString()).toBe("go version go1.25.6 linux/amd64\n");
			for (const folder of readdirSync(join(root, "ours/flakes"))) {
				for (const name of ["profile", "profile-1-link"])
					rmSync(join(root, "ours/flakes", folder, name), { force: true });
			}
			ran("nix", ["store", "gc"]);
			expect(existsSync(toolchain.program)).toBe(false);
			await activated("default");
			expect(started).toBe(before + 1);
			expect(existsSync(toolchain.program)).toBe(true);
		});

		it("changes with its flake, and keeps only the present result", async () => {
			await activated("ci");
			writeFileSync(join(work, "flake.nix"), flake("# changed").replace('GOFLAGS = "-mod=readonly"', 'GOFLAGS = "-v"'));
			expect((await activated("ci")).activation.variables["GOFLAGS"]).toBe("-v");
			const links = readdirSync(join(root, "ours/flakes"), { recursive: true, encoding: "utf8" });
			const folders = links.filter((name) => /profile-\d+-link$/.test(name)).map((name) => name.split("/")[0]);
			expect(new Set(folders).size).toBe(folders.length);
			writeFileSync(join(work, "flake.nix"), flake());
		});

		it("does not run what the flake configures, even if that was accepted earlier", async () => {
			const data = join(base["HOME"] ?? "", ".local/share/nix");
			mkdirSync(data, { recursive: true });
			const accepted = { "post-build-hook": { [join(root, "hook.sh")]: true } };
			writeFileSync(join(data, "trusted-settings.json"), JSON.stringify(accepted));
			await activated("hooked");
			expect(existsSync(join(root, "hook-ran"))).toBe(false);
			expect((await rowOf("hooked")).notes[0]).toBe("Settings of Nix in the flake are not used: post-build-hook.");
			// Nix alone runs it
			writeFileSync(join(work, "flake.nix"), flake().replace('"hooked"', '"hooked2"'));
			ran("nix", ["print-dev-env", "--no-write-lock-file", "--no-accept-flake-config", ".#hooked"]);
			expect(existsSync(join(root, "hook-ran"))).toBe(true);
			writeFileSync(join(work, "flake.nix"), flake());
		});

		it("builds nothing before it is evaluated unless the user agreed", async () => {
			await expect(activated("builds")).rejects.toMatchObject({ fault: { kind: "not-allowed" } });
			await flakeProvider.allowBuilds?.(host, await rowOf("builds"));
			expect((await activated("builds")).toolchain.kind).toBe("known");
		});

		it("says why it throws, however often it is tried", async () => {
			for (let attempt = 1; attempt <= 3; attempt++) {
				const message = "“#thrown” could not be evaluated: boo";
				await expect(activated("thrown")).rejects.toMatchObject({ fault: { message } });
			}
		});

		it("says what a build wrote that failed", async () => {
			const message = "failing-1.2 could not be built: one / boom";
			await expect(activated("failing")).rejects.toMatchObject({ fault: { message } });
		});

		it("can be evaluated after Nix was killed midway, and ends with all that it started", async () => {
			const stop = new AbortController();
			const killed = flakeProvider.activate?.(host, await rowOf("slow"), base, stop.signal, ({ line }) => {
				if (line?.includes("waiting")) stop.abort();
			});
			await expect(killed).rejects.toMatchObject({ fault: { kind: "cancelled" } });
			const left = (): string => spawnSync("pgrep", ["-fx", "sleep 61.25"], { encoding: "utf8" }).stdout;
			await expect.poll(left).toBe("");
			expect(await flakeProvider.isEvaluated?.(host, await rowOf("slow"))).toBe(false);
			writeFileSync(join(root, "go-on"), "");
			expect((await activated("slow")).toolchain.kind).toBe("known");
		});

		it("does not go on after the program that asked for it was killed", async () => {
			const left = (pattern: string): string => spawnSync("pgrep", ["-f", pattern], { encoding: "utf8" }).stdout;
			const words = [resolve("dist/cli.js"), "use", ".#slower"];
			const child = spawn(process.execPath, words, { cwd: work, env: base, stdio: "ignore", detached: true });
			const ended = new Promise((done) => child.on("close", done));
			await expect.poll(() => left("^sleep 62.25"), { timeout: 20_000 }).not.toBe("");
			process.kill(-(child.pid ?? 0), "SIGKILL");
			await ended;
			await expect.poll(() => left("^sleep 62.25|print-dev-env.*slower"), { timeout: 10_000 }).toBe("");
		});

		it.each([
			["a syntax error", (text: string) => text.replace("outputs =", "outputs = ;"), "activation-failed", 4],
			[
				"an attribute that does not exist",
				(text: string) => text.replace("pkgs.go_1_26", "pkgs.go_1_99"),
				"activation-failed",
				9,
			],
		] as const)("says of %s where it is", async (_, wrong, kind, line) => {
			const row = await rowOf("ci");
			writeFileSync(join(work, "flake.nix"), wrong(flake()));
			const { signal } = new AbortController();
			const done = flakeProvider.activate?.(host, row, base, signal);
			await expect(done).rejects.toMatchObject({ fault: { kind, file: join(work, "flake.nix"), line } });
			writeFileSync(join(work, "flake.nix"), flake());
		});
	},
);
