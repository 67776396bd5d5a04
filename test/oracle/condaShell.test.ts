import { execFile } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unsetValue } from "../../src/editor/terminals/variables/mutations.ts";
import { type Home, temporaryHome } from "../support/cli.ts";
import { condaInstallation, condaVersion } from "../tools/conda.mjs";
import { goToolchains, smallGoVersions } from "../tools/go.mjs";

const run = promisify(execFile);
const found = await condaInstallation();
const { root, conda } = found.root === undefined ? { root: "", conda: "" } : found;
const why = found.missing === undefined ? "" : `; skipped: ${found.missing}`;
const [newer = "", older = ""] = smallGoVersions;

/** bash as people have it after `conda init`, with environments of conda's: `ci` with a real Go, `dev` with another, `python` without. */
describe.skipIf(found.missing !== undefined)(`a shell with conda ${condaVersion} and real Gos${why}`, () => {
	let home: Home;
	let goroots: Readonly<Record<string, string>>;
	const prefix = (name: string): string => home.place(`~/envs/${name}`);

	beforeAll(async () => {
		goroots = await goToolchains(smallGoVersions);
		home = temporaryHome({
			"~/w/go.mod": "module example.com/w\n\ngo 1.20\n",
			"~/w/main.go":
				'package main\n\nimport (\n\t"fmt"\n\t"runtime"\n)\n\nfunc main() { fmt.Println(runtime.Version()) }\n',
			"~/envs/python/conda-meta/history": "",
			"~/envs/python/bin/python": { program: "#!/bin/sh\necho the python of python\n" },
		});
		for (const [name, version] of [
			["ci", newer],
			["dev", older],
		] as const) {
			mkdirSync(join(prefix(name), "conda-meta"), { recursive: true });
			mkdirSync(join(prefix(name), "bin"));
			writeFileSync(join(prefix(name), "conda-meta", "history"), "");
			writeFileSync(join(prefix(name), "conda-meta", "state"), '{"env_vars": {"GOTOOLCHAIN": "local"}}');
			cpSync(goroots[version] ?? "", join(prefix(name), "go"), { recursive: true });
			symlinkSync("../go/bin/go", join(prefix(name), "bin", "go"));
		}
	}, 300_000);
	afterAll(() => home?.remove());

	/** The lines that bash prints; `ge` is our CLI, `conda` the function of conda's hook. */
	async function inBash(script: string, variables: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
		const program = [
			"set -e",
			`ge() { "${process.execPath}" "${home.program}" "$@"; }`,
			`eval "$("${conda}" shell.bash hook)"`,
			script,
		].join("\n");
		const env = {
			...home.variables,
			PATH: `${goroots[older]}/bin:/usr/bin:/bin`,
			CONDA_ROOT: root,
			CONDA_ENVS_DIRS: home.place("~/envs"),
			CONDA_AUTO_ACTIVATE_BASE: "false",
			GOCACHE: home.place("~/cache"),
			GOENV: "off",
			GOFLAGS: "-mod=mod",
			GOPROXY: "off",
			...variables,
		};
		const options = { env, cwd: home.place("~/w") };
		const { stdout } = await run("bash", ["--noprofile", "--norc", "-c", program], options);
		return stdout.trim().split("\n");
	}

	const goHere = 'go run . && echo "$(go env GOROOT)" && echo "${GOROOT-unset}"';

	it("a full round through conda's own commands leaves the Go that runs with its own GOROOT", async () => {
		const lines = await inBash(
			[
				`eval "$(ge env --environment ${prefix("ci")})"; ${goHere}`,
				`conda activate dev; ${goHere}`,
				`conda deactivate; ${goHere}`,
				`conda deactivate; ${goHere}`,
				'echo "${CONDA_PREFIX-none} $CONDA_SHLVL"',
			].join("\n"),
		);
		const ci = [`go${newer}`, `${prefix("ci")}/go`, "unset"];
		const dev = [`go${older}`, `${prefix("dev")}/go`, "unset"];
		const outside = [`go${older}`, goroots[older], "unset"];
		expect(lines).toEqual([...ci, ...dev, ...ci, ...outside, "none 0"]);
	}, 240_000);

	it("an active environment without Go stays behind an SDK, and one with Go is left and comes back whole", async () => {
		const sdk = goroots[newer] ?? "";
		const state = 'echo "$(go env GOVERSION) ${CONDA_DEFAULT_ENV-none} ${CONDA_SHLVL-none}"';
		const entry = (name: string): string => `case ":$PATH:" in *:${prefix(name)}/bin:*) echo in;; *) echo out;; esac`;
		const lines = await inBash(
			[
				`conda activate python; eval "$(ge env --environment ${sdk})"; ${state}; python`,
				`ge exec --environment ${sdk} -- sh -c 'go env GOVERSION; python'`,
				`conda deactivate; conda activate dev; eval "$(ge env --environment ${sdk})"; ${state}; ${entry("dev")}`,
				`PATH="/mine:$PATH"; eval "$(ge env --environment inherited)"; ${state}; ${entry("dev")}; echo "\${PATH%%:*}"`,
			].join("\n"),
		);
		const [version, other] = [`go${newer}`, `go${older}`];
		expect(lines).toEqual([
			...[`${version} python 1`, "the python of python"],
			...[version, "the python of python"],
			...[`${version} none none`, "out"],
			...[`${other} dev 1`, "in", "/mine"],
		]);
	}, 240_000);

	it("a GOROOT in the user's go/env file does not defeat the selection", async () => {
		home.write({ "~/goenv": `GOROOT=${goroots[older]}\n` });
		const lines = await inBash(
			[
				`for target in ${prefix("ci")} ${goroots[newer]}; do`,
				`  ge exec --environment "$target" -- sh -c 'go env GOROOT; go run .'`,
				"done",
			].join("\n"),
			{ GOENV: home.place("~/goenv") },
		);
		expect(lines).toEqual([`${prefix("ci")}/go`, `go${newer}`, goroots[newer], `go${newer}`]);
	}, 240_000);

	it("a terminal in which conda's variables could not be unset can use conda", async () => {
		const removed = ["CONDA_PREFIX", "CONDA_SHLVL", "CONDA_DEFAULT_ENV", "CONDA_PROMPT_MODIFIER", "CONDA_PREFIX_1"];
		const terminal = Object.fromEntries(removed.map((name) => [name, unsetValue(name) ?? "stays"]));
		const round = 'conda activate python; echo "$CONDA_DEFAULT_ENV"; conda deactivate; echo "$CONDA_SHLVL"';
		expect(await inBash(round, terminal)).toEqual(["python", "0"]);
		// why it must not be empty
		await expect(inBash(round, { ...terminal, CONDA_SHLVL: "" })).rejects.toThrow(/invalid literal|ValueError/);
	}, 120_000);

	it("go takes an empty variable of its own as one that is not set", async () => {
		const names = ["GOROOT", "GOTOOLDIR", "GOPATH", "GOBIN", "GOFLAGS", "CGO_ENABLED", "GOOS", "GOARCH", "GOTOOLCHAIN"];
		const asked = "go env GOROOT GOTOOLDIR GOPATH GOBIN CGO_ENABLED GOOS GOARCH GOTOOLCHAIN; go run .";
		const empty = Object.fromEntries(names.map((name) => [name, unsetValue(name) ?? "stays"]));
		expect(await inBash(asked, empty)).toEqual(await inBash(`unset ${names.join(" ")}; ${asked}`));
	}, 120_000);
});
