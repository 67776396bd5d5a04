import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { misfit } from "../../support/cli.ts";
import {
	type CondaHome,
	channelFolder,
	channelUrl,
	condaHome,
	condaPlatform,
	condaProgram,
	noConda,
} from "../../support/condaHome.ts";
import { noSmallDisk, smallDisk } from "../../support/smallDisk.ts";
import { webServer } from "../../support/webServer.ts";

const why = noConda === undefined ? "" : `; skipped: ${noConda}`;
const real = describe.skipIf(noConda !== undefined);
const slowMs = 120_000;

let home: CondaHome;
beforeEach(() => {
	home = condaHome();
});
afterEach(() => home.remove());

const environmentYml = (go: string, more = ""): string =>
	`name: app\nchannels: ["${channelUrl}", nodefaults]\ndependencies:\n  - ${go}\n${more}`;
const write = (name: string, text: string): void => writeFileSync(join(home.project, name), text);

real(`create with real conda${why}`, () => {
	it("makes what an environment.yml describes, in the first writable folder, and selects it", {
		timeout: slowMs,
	}, async () => {
		write(
			"environment.yml",
			environmentYml("go=1.22", "  - gotool\nprefix: /home/other/envs/app\nfoo: 1\nvariables: {GOPROXY: off}\n"),
		);
		const created = await home.ge(["create", "--yes"]);
		expect(created).toMatchObject({ status: 0, stderr: "" });
		const prefix = join(home.envs, "app");
		expect(created.stdout).toBe("Created “app”: ~/envs/app\nIt is selected for ~/project.\n");
		expect(home.goIn(prefix)).toBe("go version go1.22.10 linux/amd64");
		expect(existsSync(join(prefix, "bin", "gotool"))).toBe(true);
		expect(JSON.parse(readFileSync(join(prefix, "conda-meta", "state"), "utf8"))).toEqual({
			env_vars: { GOPROXY: "off" },
		});
		expect(home.condaList()).toContain(prefix);
		expect(home.journals()).toEqual([]);
		const { stdout } = await home.ge(["exec", "--", "go", "version"]);
		expect(stdout).toBe("go version go1.22.10 linux/amd64\n");
	});

	it("shows its plan with the real packages, sizes and notes, and does nothing for a dry run", {
		timeout: slowMs,
	}, async () => {
		write("environment.yml", environmentYml("go=1.24", "prefix: /x\n"));
		const { status, stdout } = await home.ge(["create", "--dry-run", "--json"]);
		expect(status).toBe(0);
		const answer = JSON.parse(stdout) as { plan: Record<string, unknown> };
		expect(misfit("create", answer)).toBeUndefined();
		expect(answer.plan).toMatchObject({
			change: "create",
			name: "app",
			location: join(home.envs, "app"),
			tool: condaProgram,
			channels: [channelUrl],
			requested: ["go=1.24"],
			notes: ["“prefix” is a path of the machine that wrote the file, so it is ignored."],
		});
		expect(answer.plan["packages"]).toContainEqual({ name: "go", version: "1.24.11", change: "install" });
		expect(answer.plan["downloadBytes"]).toBeGreaterThan(5000);
		expect(readdirSync(home.envs)).toEqual([]);
	});

	it("takes package files by address, from a file and typed, but not with names", { timeout: slowMs }, async () => {
		const url = `${channelUrl}/${condaPlatform}/go-1.22.10-h0_0.conda`;
		write("environment.yml", environmentYml(url));
		const { stdout } = await home.ge(["create", "--dry-run", "--json"]);
		const { plan } = JSON.parse(stdout) as { plan: Record<string, unknown> };
		expect(plan["packages"]).toEqual([{ name: "go", version: "1.22.10", change: "install" }]);
		for (const words of [["create"], ["create", "typed", url], ["update", "app"]]) {
			expect(await home.ge([...words, "--yes"]), words.join(" ")).toMatchObject({ status: 0, stderr: "" });
		}
		expect(["app", "typed"].map((name) => home.goIn(join(home.envs, name)))).toEqual(
			["app", "typed"].map(() => "go version go1.22.10 linux/amd64"),
		);
		const mixed = await home.ge(["create", "mixed", url, "gotool", "--yes"]);
		expect([mixed.status, mixed.stderr]).toEqual([
			2,
			expect.stringContaining("cannot be combined with packages by name"),
		]);
	});

	it("makes packages, without cgo, or with it where that is named", { timeout: slowMs }, async () => {
		expect(await home.ge(["create", "one", "go=1.26", "gotool", "--yes"])).toMatchObject({ status: 0, stderr: "" });
		expect(readdirSync(join(home.envs, "one", "conda-meta")).filter((name) => name.startsWith("_go"))).toEqual([
			"_go_select-2.2.0-nocgo.json",
		]);
		expect(await home.ge(["create", "two", "go-cgo=1.21", "--yes"])).toMatchObject({ status: 0, stderr: "" });
		expect(home.goIn(join(home.envs, "two"))).toContain("go1.21.13");
		const inside = await home.ge(["create", "--in-workspace", "--yes", "--json"]);
		expect(misfit("create", JSON.parse(inside.stdout))).toBeUndefined();
		expect(home.goIn(join(home.project, ".conda"))).toContain("go1.26.6");
	});

	it("is refused over anything that exists, and leaves it", { timeout: slowMs }, async () => {
		for (const name of ["ci", "empty"]) mkdirSync(join(home.envs, name));
		writeFileSync(join(home.envs, "ci", "mine"), "mine");
		for (const name of ["ci", "empty", "base", "a b", "-x"]) {
			const { status, stderr } = await home.ge(["create", "--yes", "--", name, "go=1.22"]);
			expect(status, name).toBeGreaterThan(0);
			expect(stderr).toMatch(/^✗ /);
		}
		expect(readFileSync(join(home.envs, "ci", "mine"), "utf8")).toBe("mine");
		expect(readdirSync(home.envs).sort()).toEqual(["ci", "empty"]);
		expect(home.journals()).toEqual([]);
	});

	it("makes the packages of an explicit file, and of this platform in a conda-lock.yml", {
		timeout: slowMs,
	}, async () => {
		const file = (subdir: string, name: string): string => {
			const bytes = readFileSync(join(channelFolder, subdir, name));
			return `${channelUrl}/${subdir}/${name}#${createHash("md5").update(bytes).digest("hex")}`;
		};
		const lines = [file("noarch", "_go_select-2.2.0-nocgo.conda"), file(condaPlatform, "go-1.24.11-h0_0.conda")];
		write("explicit.txt", [`# platform: ${condaPlatform}`, "@EXPLICIT", ...lines, ""].join("\n"));
		expect(await home.ge(["create", "one", "--from", "explicit.txt", "--yes"])).toMatchObject({
			status: 0,
			stderr: "",
		});
		expect(home.goIn(join(home.envs, "one"))).toContain("go1.24.11");
		const entry = (line: string, name: string, version: string, platform: string): object => {
			const [url = "", md5 = ""] = line.split("#");
			return {
				name,
				version,
				manager: "conda",
				platform,
				dependencies: {},
				url,
				hash: { md5 },
				category: "main",
				optional: false,
			};
		};
		const [select = "", go = ""] = lines;
		const packages = [
			entry(select, "_go_select", "2.2.0", condaPlatform),
			entry(go, "go", "1.24.11", condaPlatform),
			entry("https://c.example/win-64/go-1.26.6-h0_0.conda#0", "go", "1.26.6", "win-64"),
		];
		const metadata = { content_hash: {}, channels: [], platforms: [condaPlatform, "win-64"], sources: [] };
		write("conda-lock.yml", JSON.stringify({ version: 1, metadata, package: packages }));
		expect(await home.ge(["create", "two", "--from", "conda-lock.yml", "--yes"])).toMatchObject({
			status: 0,
			stderr: "",
		});
		expect(home.goIn(join(home.envs, "two"))).toContain("go1.24.11");
		write("other.yml", JSON.stringify({ version: 1, metadata, package: packages.slice(2) }));
		const other = await home.ge(["create", "three", "--from", "other.yml", "--yes"]);
		expect(other).toMatchObject({ status: 1 });
		expect(other.stderr).toContain(`no packages for ${condaPlatform}, only for: win-64`);
	});

	it("names what cannot be solved, and the channel that refuses", { timeout: slowMs }, async () => {
		const missing = await home.ge(["create", "x", "go=9.9", "--yes"]);
		expect(missing).toMatchObject({ status: 1 });
		expect(missing.stderr).toContain("The channels do not have: go=9.9");
		const unsolvable = await home.ge(["create", "x", "go-nocgo=1.22", "go-cgo=1.22", "--yes"]);
		expect(unsolvable).toMatchObject({ status: 1 });
		expect(unsolvable.stderr).toContain("cannot be installed together");
		const server = await webServer((_, answer) => void answer.writeHead(403).end("no"));
		try {
			write(
				"environment.yml",
				`name: app\nchannels: ["${server.origin.replace("//", "//user:secret@")}/ch", nodefaults]\ndependencies: [go]\n`,
			);
			const refused = await home.ge(["create", "--yes"]);
			expect(refused).toMatchObject({ status: 1 });
			expect(refused.stderr).toMatch(/could not be read: .*403|403/);
			expect(refused.stderr).not.toContain("secret");
		} finally {
			await server.close();
		}
		expect(readdirSync(home.envs)).toEqual([]);
		expect(home.journals()).toEqual([]);
	});

	it("of two that make the same name at once, one does, and the other says so", { timeout: slowMs }, async () => {
		const words = ["create", "ci", "go=1.22", "--yes"];
		const runs = await Promise.all([home.ge(words), home.ge(words)]);
		expect(runs.map(({ status }) => status).sort()).toEqual([0, 1]);
		const [loser] = runs.filter(({ status }) => status === 1);
		expect(loser?.stderr).toMatch(/Another process|already exists/);
		expect(home.goIn(join(home.envs, "ci"))).toContain("go1.22.10");
		expect(home.journals()).toEqual([]);
	});

	it.skipIf(noSmallDisk !== undefined)(
		`leaves nothing on a full disk, and takes the next folder where one is read-only (${noSmallDisk ?? "as root"})`,
		{ timeout: slowMs },
		async () => {
			const place = home.place("~/small");
			const disk = smallDisk(place, 4000);
			try {
				const variables = {
					CONDA_ENVS_DIRS: `${join(place, "envs")}:${home.envs}`,
					CONDA_PKGS_DIRS: home.place("~/pkgs"),
				};
				const full = await home.ge(["create", "big", "ballast", "--yes"], { variables });
				expect(full).toMatchObject({ status: 1 });
				expect(full.stderr).toContain("disk is full");
				expect(existsSync(join(place, "envs", "big"))).toBe(false);
				expect(home.journals()).toEqual([]);
				disk.makeReadOnly();
				const other = await home.ge(["create", "big", "--yes"], { variables });
				expect(other).toMatchObject({ status: 0, stdout: expect.stringContaining("~/envs/big") });
			} finally {
				disk.remove();
			}
		},
	);
});

real(`update and remove with real conda${why}`, () => {
	it("installs what a changed file asks for, keeps the rest, and removes all of it", { timeout: slowMs }, async () => {
		write("environment.yml", environmentYml("go=1.22", "  - gotool\n"));
		expect(await home.ge(["create", "--yes"])).toMatchObject({ status: 0 });
		const prefix = join(home.envs, "app");
		write("environment.yml", environmentYml("go=1.26"));
		const dry = await home.ge(["update", "--dry-run", "--json"]);
		const plan = JSON.parse(dry.stdout) as { plan: { packages: readonly object[] } };
		expect(misfit("update", plan)).toBeUndefined();
		expect(plan.plan.packages).toContainEqual({ name: "go", version: "1.22.10", change: "remove" });
		expect(home.goIn(prefix)).toContain("go1.22.10");
		expect(await home.ge(["update", "--yes"])).toMatchObject({ status: 0 });
		expect(home.goIn(prefix)).toContain("go1.26.6");
		expect(existsSync(join(prefix, "bin", "gotool"))).toBe(true);
		const removal = await home.ge(["remove", "app", "--dry-run", "--json"]);
		expect(JSON.parse(removal.stdout)).toMatchObject({ folders: [home.project] });
		expect(misfit("remove", JSON.parse(removal.stdout))).toBeUndefined();
		mkdirSync(join(prefix, "mod"));
		writeFileSync(join(prefix, "mod", "file"), "");
		execFileSync("chmod", ["555", join(prefix, "mod")]);
		const removed = await home.ge(["remove", "app", "--yes"]);
		expect(removed).toMatchObject({ status: 0, stderr: "" });
		expect(removed.stdout).toBe("Removed “app”: ~/envs/app\nIt was selected for ~/project.\n");
		expect(readdirSync(home.envs)).toEqual([]);
		expect(home.condaList()).not.toContain(prefix);
		expect(home.journals()).toEqual([]);
	});

	it("never touches an installation, a frozen environment, or one of pixi", { timeout: slowMs }, async () => {
		expect(await home.ge(["create", "ci", "--yes"])).toMatchObject({ status: 0 });
		const prefix = join(home.envs, "ci");
		const frozen = join(prefix, "conda-meta", "frozen");
		for (const [words, file] of [
			[["remove", "ci"], frozen],
			[["remove", "ci"], join(prefix, "conda-meta", "pixi")],
			[["update", "ci", "--from", "environment.yml"], frozen],
		] as const) {
			write("environment.yml", environmentYml("go=1.22"));
			writeFileSync(file, "{}");
			const { status, stderr } = await home.ge([...words, "--yes"]);
			expect([status, stderr]).toEqual([4, expect.stringMatching(/frozen|pixi/)]);
			execFileSync("rm", [file]);
		}
		const base = await home.ge(["remove", "base", "--yes"]);
		expect([base.status, base.stderr]).toEqual([4, expect.stringContaining("installation")]);
		expect(statSync(condaProgram).isFile()).toBe(true);
		expect(home.goIn(prefix)).toContain("go1.26.6");
	});
});
