import { execFileSync, spawnSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Home, misfit, sdkFiles, temporaryHome } from "../support/cli.ts";
import { gvmFiles } from "../support/gvm.ts";

let home: Home;
beforeEach(() => {
	home = temporaryHome({ "~/work/.go-version": "go1.21.13\n" });
	home.write(gvmFiles({ root: home.place("~/.gvm"), gos: ["1.21.13"] }));
});
afterEach(() => home.remove());

/** Values with characters that are special in a shell. */
const odd = [
	"a b",
	"it's",
	'say "x"',
	"$HOME ${HOME} $(id) `id`",
	"back\\slash\\",
	"two\nlines\n",
	"-n",
	"!! !x",
	"*?[a] {a,b} ~ # ; & | < >",
	"数 é 🦫",
	"",
	"%PATH% ^ \r\t",
];

const setOdd = (): void => {
	const quoted = (text: string): string => `'${text.replaceAll("'", "'\"'\"'")}'`;
	const lines = odd.map((value, index) => `export ODD_${index}; ODD_${index}=${quoted(value)}\n`).join("");
	const file = "~/.gvm/environments/go1.21.13";
	const { [home.place(file)]: text } = gvmFiles({ root: home.place("~/.gvm"), gos: ["1.21.13"] });
	home.write({ [file]: `${String(text)}${lines}` });
};

/** Prints all variables, each terminated by NUL, because their values may contain line breaks. */
const printVariables =
	'process.stdout.write(Object.entries(process.env).sort().map(([n, v]) => n + "=" + v + "\\0").join(""))';

/** Variables that a shell sets for itself. */
const own = /^(?:_|SHLVL|PWD|OLDPWD|USER|LOGNAME)=/;
const variablesIn = (text: string): string[] => text.split("\0").filter((line) => line !== "" && !own.test(line));

/** A shell command that starts a Node program by its path, because PATH is about to change. */
const node = (words: readonly string[]): string =>
	[process.execPath, ...words].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");

interface Evaluation {
	readonly shell: string;
	readonly flags: readonly string[];
	readonly evaluated: (command: string) => string;
}
const evaluations: readonly Evaluation[] = [
	{ shell: "bash", flags: ["--norc", "--noprofile", "-c"], evaluated: (command) => `eval "$(${command})"` },
	{ shell: "zsh", flags: ["-f", "-c"], evaluated: (command) => `eval "$(${command})"` },
	{ shell: "fish", flags: ["--no-config", "-c"], evaluated: (command) => `${command} | source` },
	{ shell: "sh", flags: ["-c"], evaluated: (command) => `eval "$(${command})"` },
];

const isThere = (shell: string): boolean => spawnSync(shell, ["-c", "true"], { stdio: "ignore" }).status === 0;

for (const { shell, flags, evaluated } of evaluations) {
	describe.skipIf(!isThere(shell))(`env in ${shell} (skipped where there is none)`, () => {
		const inShell = (variables: Readonly<Record<string, string>>, ...scripts: string[]): string[] => {
			const script = [...scripts, node(["-e", printVariables])].join("\n");
			const options = {
				cwd: home.place("~/work"),
				env: { ...home.variables, ...variables },
				encoding: "utf8",
			} as const;
			return variablesIn(execFileSync(shell, [...flags, script], options));
		};
		const name = shell === "sh" ? "bash" : shell;
		const env = (...words: string[]): string => evaluated(node([home.program, "env", "--shell", name, ...words]));
		const exec = async (variables: Readonly<Record<string, string>> = {}): Promise<string[]> => {
			const words = ["exec", "--", process.execPath, "-e", printVariables];
			const { stdout } = await home.run(words, { folder: home.place("~/work"), variables });
			return variablesIn(stdout);
		};

		it("gives what exec gives, the mark too, whatever the values are", async () => {
			setOdd();
			const variables = { LD_LIBRARY_PATH: "/lib a:/lib'b", GOROOT: "/old", GOTOOLDIR: "/old/tool" };
			const given = inShell(variables, env());
			expect(given).toEqual(await exec(variables));
			expect(given).toContain(`ODD_5=${odd[5]}`);
			expect(given.some((line) => line.startsWith("GO_ENVIRONMENTS_ACTIVE="))).toBe(true);
			expect(given.some((line) => line.startsWith("GOTOOLDIR="))).toBe(false);
		});

		it("leaves ours first: twice is once, another one is that alone, and inherited is none", async () => {
			setOdd();
			home.write(sdkFiles("1.24.2"));
			const before = inShell({});
			expect(inShell({}, env(), env())).toEqual(inShell({}, env()));
			expect(inShell({}, env(), env("--environment", "sdk:go1.24.2"))).toEqual(
				inShell({}, env("--environment", "sdk:go1.24.2")),
			);
			expect(inShell({}, env(), env("--environment", "inherited"))).toEqual(before);
		});
	});
}

it.skipIf(!isThere("fish"))(
	"env in fish hides a universal variable and does not erase it (skipped where there is no fish)",
	() => {
		const env = `${node([home.program, "env", "--shell", "fish"])} | source`;
		const script = `set -Ux GOTOOLDIR /universal; ${env}; ${node(["-e", "console.log(JSON.stringify(process.env.GOTOOLDIR))"])}; set --show GOTOOLDIR`;
		const options = { cwd: home.place("~/work"), env: home.variables, encoding: "utf8" } as const;
		const [inside, ...shown] = execFileSync("fish", ["-c", script], options).split("\n");
		expect(inside).toBe('""');
		expect(shown.join("\n")).toContain("$GOTOOLDIR: set in universal scope, exported, with 1 elements");
	},
);

describe("env", () => {
	const run = (words: readonly string[], variables: Record<string, string> = {}) =>
		home.run(["env", ...words], { folder: home.place("~/work"), variables });

	it("as JSON is the change, relative to what is there", async () => {
		home.write({ ...sdkFiles("1.24.2") });
		const { stdout } = await run(["--json", "--environment", "sdk:go1.24.2"], { GOROOT: "/old" });
		const answer: unknown = JSON.parse(stdout);
		expect(misfit("env", answer)).toBeUndefined();
		expect(answer).toEqual({
			schemaVersion: 1,
			lists: { PATH: { prepend: [home.place("~/sdk/go1.24.2/bin")], drop: [] } },
			variables: { GOROOT: null, GOTOOLCHAIN: "local", GO_ENVIRONMENTS_ACTIVE: expect.any(String) as unknown },
		});
		expect(
			JSON.parse((await run(["--shell", "json", "--environment", "sdk:go1.24.2"], { GOROOT: "/old" })).stdout),
		).toEqual(answer);
	});

	it("speaks the language of the shell that one is in", async () => {
		expect((await run([], { SHELL: "/usr/bin/fish" })).stdout).toContain("set -gx GOPATH ");
		expect((await run([], { SHELL: "/bin/zsh" })).stdout).toContain("export GOPATH=");
		expect((await run([], { SHELL: "/usr/bin/pwsh" })).stdout).toContain("$env:GOPATH = ");
		expect((await run([])).stdout).toContain("export GOPATH=");
	});

	it("leaves out what the shell cannot assign, and says so", async () => {
		const file = "~/.gvm/environments/go1.21.13";
		const { [home.place(file)]: text } = gvmFiles({ root: home.place("~/.gvm"), gos: ["1.21.13"] });
		home.write({ [file]: `${String(text)}export UID; UID=5\n` });
		const { stdout, stderr, status } = await run(["--shell", "bash"]);
		expect(stdout).not.toContain("export UID");
		expect(stderr).toContain("UID");
		expect(status).toBe(0);
	});

	it("does not know every shell, and prints nothing to evaluate then", async () => {
		expect(await run(["--shell", "csh"])).toMatchObject({ status: 2, stdout: "" });
		expect(await run(["--shell", "bash", "--json"])).toMatchObject({ status: 2 });
	});

	it("prints nothing to evaluate where the selection is missing", async () => {
		home.write({ "~/work/.go-version": "1.2.3\n" });
		expect(await run(["--shell", "bash"])).toMatchObject({ status: 3, stdout: "" });
	});
});
