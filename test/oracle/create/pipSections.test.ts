import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CondaHome, channelUrl, condaHome, noConda, processesNaming } from "../../support/condaHome.ts";
import { condaChannel } from "../../tools/condaChannel.mjs";

const why = noConda === undefined ? "" : `; skipped: ${noConda}`;
const { python } = await condaChannel();
const slowMs = 120_000;

let home: CondaHome;
beforeEach(() => {
	home = condaHome();
});
afterEach(() => home.remove());

const environmentYml = (...pip: readonly string[]): string =>
	`name: app\nchannels: ["${channelUrl}", nodefaults]\ndependencies:\n  - go=1.22\n  - pip\n  - pip:\n${pip.map((one) => `      - ${one}\n`).join("")}`;

/** A package whose installation runs no code. */
function writeWheel(folder: string): void {
	mkdirSync(folder, { recursive: true });
	const script = `
import zipfile
with zipfile.ZipFile("demo-1.0-py3-none-any.whl", "w") as wheel:
    wheel.writestr("demo.py", "answer = 42\\n")
    info = "demo-1.0.dist-info/"
    wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: demo\\nVersion: 1.0\\n")
    wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(info + "RECORD", "".join(f"{name},,\\n" for name in wheel.namelist()) + info + "RECORD,,\\n")
`;
	execFileSync(python ?? "", ["-c", script], { cwd: folder });
}

/** The sources of a package that takes a minute to build; building it touches a file. */
function writeSlowSources(folder: string): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(
		join(folder, "pyproject.toml"),
		'[build-system]\nrequires = []\nbuild-backend = "slow"\nbackend-path = ["."]\n[project]\nname = "slow"\nversion = "1"\n',
	);
	const build =
		"import pathlib, time\ndef build_wheel(*_):\n    pathlib.Path(__file__).with_name('begun').touch()\n    time.sleep(60)\n";
	writeFileSync(join(folder, "slow.py"), build);
}

describe.skipIf(noConda !== undefined)(`the pip section of an environment.yml, with real Python and pip${why}`, () => {
	it("is installed after the packages of conda, with paths that begin at the file", { timeout: slowMs }, async () => {
		const folder = join(home.project, "deploy");
		writeWheel(folder);
		writeFileSync(join(folder, "requirements.txt"), "./demo-1.0-py3-none-any.whl\n");
		writeFileSync(join(folder, "environment.yml"), environmentYml("--no-index", "-r requirements.txt"));
		const created = await home.ge(["create", "--from", "deploy/environment.yml", "--yes"]);
		expect(created).toMatchObject({ status: 0, stderr: "" });
		const prefix = join(home.envs, "app");
		const answer = execFileSync(join(prefix, "bin", "python"), [
			"-c",
			"import demo; print(demo.answer, demo.__file__)",
		]);
		expect(answer.toString()).toMatch(new RegExp(`^42 ${prefix}/lib/python3\\.\\d+/site-packages/demo\\.py\\n$`));
		expect(home.goIn(prefix)).toContain("go1.22.10");
	});

	it("is read as conda reads it, as lines of a requirements file", { timeout: slowMs }, async () => {
		const folder = join(home.project, "deploy #1");
		writeWheel(join(folder, "whl"));
		const wheel = readFileSync(join(folder, "whl", "demo-1.0-py3-none-any.whl"));
		const hash = createHash("sha256").update(wheel).digest("hex");
		writeFileSync(join(folder, "more.txt"), "-r more/again.txt\n");
		mkdirSync(join(folder, "more"));
		writeFileSync(join(folder, "more", "again.txt"), `demo==1.0 --hash=sha256:${hash}\n`);
		const file = join(folder, "environment.yml");
		for (const [index, entries] of [
			["--no-index", "./${SUB}/demo-1.0-py3-none-any.whl  # the wheel"],
			["--no-index --find-links=whl", `demo==1.0 --hash=sha256:${hash}`],
			["--no-index --find-links=whl"],
			["--no-index", "-f whl", "-r more.txt"],
		].entries()) {
			writeFileSync(file, environmentYml(...entries.map((entry) => JSON.stringify(entry))));
			const words = ["create", `app${index}`, "--from", file, "--yes"];
			const created = await home.ge(words, { variables: { SUB: "whl" } });
			expect([created.status, created.stderr], entries.join(", ")).toEqual([0, ""]);
			const demo = execFileSync(join(home.envs, `app${index}`, "bin", "python"), ["-m", "pip", "list"]).toString();
			expect(/^demo +1\.0$/m.test(demo), entries.join(", ")).toBe(entries.length !== 1);
			expect(home.journals()).toEqual([]);
		}
	});

	it("leaves nothing where pip fails, and says why", { timeout: slowMs }, async () => {
		writeFileSync(join(home.project, "environment.yml"), environmentYml("--no-index", "not-there==1.0"));
		const { status, stderr } = await home.ge(["create", "--yes"]);
		expect(status).toBe(1);
		expect(stderr).toContain("pip failed: ERROR: No matching distribution found for not-there==1.0");
		expect(readdirSync(home.envs)).toEqual([]);
		expect(home.journals()).toEqual([]);
	});

	it("leaves nothing, and no process, where it is cancelled while pip builds", { timeout: slowMs }, async () => {
		const slow = join(home.project, "slow");
		writeSlowSources(slow);
		writeFileSync(join(home.project, "environment.yml"), environmentYml("--no-index", "./slow"));
		const stop = new AbortController();
		const running = home.ge(["create", "--yes"], { interrupt: stop.signal });
		await expect.poll(() => existsSync(join(slow, "begun")), { timeout: 60_000 }).toBe(true);
		stop.abort();
		expect(await running).toMatchObject({ signal: "SIGINT" });
		expect(readdirSync(home.envs)).toEqual([]);
		expect(home.journals()).toEqual([]);
		// our own watchdog, which names it, ends just after us
		await expect.poll(() => processesNaming(join(home.envs, "app")), { timeout: 5_000 }).toEqual([]);
	});

	it("leaves no file with its entries where we are killed in an update", { timeout: slowMs }, async () => {
		const slow = join(home.project, "slow");
		writeSlowSources(slow);
		writeFileSync(join(home.project, "environment.yml"), environmentYml("--no-index"));
		expect(await home.ge(["create", "--yes"])).toMatchObject({ status: 0, stderr: "" });
		writeFileSync(join(home.project, "environment.yml"), environmentYml("--no-index", "./slow"));
		const env = { ...home.variables, ...home.condaVariables };
		const child = spawn(process.execPath, [home.program, "update", "--yes"], { cwd: home.project, env });
		await expect.poll(() => existsSync(join(slow, "begun")), { timeout: 60_000 }).toBe(true);
		expect(home.journals().filter((name) => name.endsWith(".txt"))).toHaveLength(1);
		child.kill("SIGKILL");
		await expect.poll(() => home.journals().filter((name) => name.endsWith(".txt")), { timeout: 20_000 }).toEqual([]);
		for (const pid of processesNaming(join(home.envs, "app"))) process.kill(pid, "SIGKILL");
	});

	it("is marked as interrupted where an update fails in it", { timeout: slowMs }, async () => {
		writeWheel(home.project);
		writeFileSync(join(home.project, "environment.yml"), environmentYml("--no-index", "./demo-1.0-py3-none-any.whl"));
		expect(await home.ge(["create", "--yes"])).toMatchObject({ status: 0, stderr: "" });
		writeFileSync(join(home.project, "environment.yml"), environmentYml("--no-index", "not-there==1.0"));
		expect(await home.ge(["update", "--yes"])).toMatchObject({ status: 1 });
		expect((await home.ge(["show"])).stdout).toContain("An update of “app” has not ended, so it may be incomplete.");
	});
});
