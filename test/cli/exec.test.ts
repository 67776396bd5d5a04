import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { condaFiles, type Home, type Json, misfit, sdkFiles, temporaryHome } from "../support/cli.ts";
import { gvmFiles } from "../support/gvm.ts";

let home: Home;
beforeEach(() => {
	home = temporaryHome({ ...sdkFiles("1.22.5"), ...sdkFiles("1.24.2"), "~/work/.go-version": "1.22.5\n" });
});
afterEach(() => home.remove());

const work = (variables: Record<string, string> = {}) => ({ folder: home.place("~/work"), variables });
const printVariables = [
	process.execPath,
	"-e",
	"console.log(JSON.stringify(process.env, Object.keys(process.env).sort()))",
];
/** A make below another make receives its jobs through two file descriptors. */
const jobs = "all:\n\t@+$(CALL) $(MAKE) below\nbelow:\n\t@echo done\n";
const sh = (script: string, ...more: string[]): string[] => ["exec", "--", "sh", "-c", script, "sh", ...more];

describe("exec", () => {
	it("runs with the Go of the folder", async () => {
		const { status, stdout, stderr } = await home.run(["exec", "--", "go", "version"], work());
		expect(stdout).toBe(`go version go1.22.5 ${home.place("~/sdk/go1.22.5/bin/go")}\n`);
		expect(stderr).toBe("");
		expect(status).toBe(0);
	});

	it("runs with another one this time only, also when the -- is left out", async () => {
		const { stdout } = await home.run(["exec", "--environment", "1.24", "go", "version", "--json", "-x"], work());
		expect(stdout).toContain("go1.24.2");
		expect((await home.run(["exec", "go"], work())).stdout).toContain("go1.22.5");
	});

	it("says which files could not be read, for what runs may not be what they ask for", async () => {
		home.write({ "~/other/mise.toml": '[tools]\ngo = "1.21\n', "~/other/x.go": "" });
		const { status, stderr } = await home.run(["exec", "--", "true"], { folder: home.place("~/other") });
		expect(status).toBe(0);
		expect(stderr).toMatch(/^! .+\n {2}~\/other\/mise\.toml:2/);
	});

	it("passes arguments as they are", async () => {
		const words = ["", "a b", "'", '"', "$HOME", "`id`", "--help", "--", "数\n2"];
		const { stdout } = await home.run(sh('for a; do printf "<%s>" "$a"; done', ...words), work());
		expect(stdout).toBe(words.map((word) => `<${word}>`).join(""));
	});

	it("passes input, output and error through, and stays in the working directory", async () => {
		mkdirSync(home.place("~/work/sub"));
		const options = { folder: home.place("~/work/sub"), input: "hello\n" };
		const { stdout, stderr } = await home.run(sh("cat; pwd; echo oops >&2"), options);
		expect(stdout).toBe(`hello\n${home.place("~/work/sub")}\n`);
		expect(stderr).toBe("oops\n");
	});

	it.skipIf(process.platform !== "linux")("passes on the files that its caller opened, and none of Node's", () => {
		home.write({ "~/a": "a\n", "~/Makefile": jobs });
		const inBash = (script: string) =>
			spawnSync("bash", ["-c", script, process.execPath, home.program], { cwd: home.home, env: home.variables });
		const ge = '"$0" "$1" exec --';
		const read = `${ge} sh -c 'cat <&3 <&5 <&9; echo e >&7' 3< <(echo three) 5<a 9< <(echo nine) 7>made`;
		expect(inBash(`${read}; cat made`).stdout.toString()).toBe("nine\ne\n");
		const numbers = (call: string) => inBash(`${call} ls /proc/self/fd 4<a 12</dev/null 14<a 200<a </dev/null`);
		// the last one is the folder that ls itself reads
		expect(numbers(ge).stdout.toString()).toBe(numbers("").stdout.toString());
		const made = inBash("make -j3 --no-print-directory CALL=\"'$0' '$1' exec --\"");
		expect(made.stderr.toString()).not.toContain("jobserver");
		expect(made.stdout.toString()).toBe("done\n");
	});

	it.each<readonly [string, number | null, string | null]>([
		["exit 0", 0, null],
		["exit 7", 7, null],
		...["SIGTERM", "SIGKILL", "SIGINT", "SIGHUP", "SIGQUIT", "SIGSEGV", "SIGABRT", "SIGUSR1", "SIGPIPE"].map(
			(signal): [string, null, string] => [`kill -${signal.slice(3)} $$`, null, signal],
		),
	])("ends as the program does: %s", async (script, status, signal) => {
		expect(await home.run(sh(`ulimit -c 0; ${script}`), work())).toMatchObject({ status, signal });
	});

	it.skipIf(process.platform !== "linux")("leaves the core file to the program", async () => {
		const script = `ulimit -c unlimited; cd "$1"; exec "$2" "$3" exec -- sh -c 'ulimit -c 0; kill -ABRT $$'`;
		mkdirSync(home.place("~/work/cores"));
		const parameters = [home.place("~/work/cores"), process.execPath, home.program];
		const options = { cwd: home.place("~/work"), env: home.variables };
		expect(spawnSync("sh", ["-c", script, "sh", ...parameters], options).signal).toBe("SIGABRT");
		expect(home.files("~/work/cores")).toEqual([]);
	});

	it("ends with 127 where there is no such program and 126 where it is none, in words", async () => {
		home.write({ "~/work/data": "text", "~/work/folder": null });
		const run = (name: string) => home.run(["exec", "--", name], work());
		expect(await run("no-such-program")).toMatchObject({ status: 127, stdout: "" });
		expect((await run("no-such-program")).stderr).toContain("no-such-program");
		expect(await run("./no-such-program")).toMatchObject({ status: 127 });
		expect(await run("./data")).toMatchObject({ status: 126 });
		expect(await run("./folder")).toMatchObject({ status: 126 });
		const { stdout } = await home.run(["exec", "--json", "--", "./data"], work());
		expect(misfit("fault", JSON.parse(stdout))).toBeUndefined();
	});

	it("finds the program on the PATH of the environment, not on its own", async () => {
		home.write({ "~/bin/go": { program: "#!/bin/sh\necho wrong\n" } });
		const { stdout } = await home.run(["exec", "go"], work({ PATH: `${home.place("~/bin")}:/usr/bin:/bin` }));
		expect(stdout).toContain("go1.22.5");
	});

	it("starts a script without a first line, as a shell does", async () => {
		home.write({ "~/work/script": { program: "echo from a script\n" } });
		expect((await home.run(["exec", "./script"], work())).stdout).toBe("from a script\n");
	});

	it("runs nothing where the selection is missing: 3", async () => {
		home.write({ "~/work/.go-version": "1.19.3\n" });
		const { status, stderr } = await home.run(["exec", "--", "touch", "ran"], work());
		expect(status).toBe(3);
		expect(stderr).toContain("“1.19.3”");
		expect(stderr).toContain("~/work/.go-version:1");
		home.write({ ...sdkFiles("1.19.3"), "~/sdk/go1.19.3/VERSION": "nothing\n", "~/work/.go-version": "go1.19.3\n" });
		expect((await home.run(["exec", "--environment", "~/sdk/go1.19.3", "--", "touch", "ran"], work())).status).toBe(3);
		expect(existsSync(home.place("~/work/ran"))).toBe(false);
	});

	it("runs nothing where the activation fails: 1", async () => {
		home.write(condaFiles("~/miniforge3/envs/ci", "1.23.4", { "a.sh": "exit 3\n" }));
		home.write({ "~/.conda/environments.txt": `${home.place("~/miniforge3/envs/ci")}\n` });
		const { status, stderr } = await home.run(["exec", "--environment", "conda:ci", "--", "touch", "ran"], work());
		expect(stderr).toContain("a.sh");
		expect(status).toBe(1);
		expect(existsSync(home.place("~/work/ran"))).toBe(false);
	});

	it("needs a command", async () => {
		expect((await home.run(["exec"], work())).status).toBe(2);
		expect((await home.run(["exec", "--"], work())).status).toBe(2);
		expect((await home.run(["exec", "--environment"], work())).status).toBe(2);
	});

	it("nested, answers as outside: one environment, the other one, and none", async () => {
		const inner = [process.execPath, home.program, "exec"];
		const twice = await home.run(
			["exec", "--environment", "1.24", "--", ...inner, "sh", "-c", "echo $PATH; go"],
			work(),
		);
		const once = await home.run(sh("echo $PATH; go"), work());
		expect(twice.stdout).toBe(once.stdout);
		await home.run(["use", "inherited"], work());
		const none = await home.run(
			["exec", "--environment", "1.24", "--", ...inner, "sh", "-c", "echo $PATH$GOROOT$GOTOOLCHAIN"],
			work(),
		);
		expect(none.stdout).toBe("/usr/bin:/bin\n");
	});

	it("in a terminal of the editor, whose earlier values are not known, answers as outside", async () => {
		home.write(gvmFiles({ root: home.place("~/.gvm"), gos: ["1.21.13"] }));
		const { stdout: before } = await home.run(
			["exec", "--environment", "gvm:go1.21.13", "--", ...printVariables],
			work(),
		);
		const given = JSON.parse(before) as Record<string, string>;
		// as in a terminal: the same prepended entries, and a mark without the earlier values
		const mark = JSON.parse(given["GO_ENVIRONMENTS_ACTIVE"] ?? "") as { lists: Json; variables: Json };
		const withoutBefore = (values: Json): Json =>
			Object.fromEntries(
				Object.entries(values).map(([name, value]) => [name, { ...(value as Json), before: undefined }]),
			);
		const terminal = { ...mark, lists: withoutBefore(mark.lists), variables: withoutBefore(mark.variables) };
		const variables = { ...given, GO_ENVIRONMENTS_ACTIVE: JSON.stringify(terminal) };
		for (const words of [["list", "--json"], ["show"], ["exec", "--", ...printVariables]]) {
			expect(await home.run(words, work(variables))).toEqual(await home.run(words, work()));
		}
	});

	it("inside, every verb answers as outside", async () => {
		home.write(gvmFiles({ root: home.place("~/.gvm"), gos: ["1.21.13"] }));
		for (const words of [["list", "--json"], ["show", "--json"], ["list"], ["show"]]) {
			const inside = await home.run(
				["exec", "--environment", "gvm:go1.21.13", "--", process.execPath, home.program, ...words],
				work(),
			);
			const outside = await home.run(words, work());
			expect(inside).toEqual(outside);
		}
	});
});

describe("signals", () => {
	/** A program that prints `ready`, and `got` for each signal that it catches; then it exits with 5. */
	const catching = (name: string): string =>
		`process.on("${name}", () => { console.log("got"); setTimeout(() => process.exit(5), 100); }); console.log("ready"); setInterval(() => {}, 1000);`;
	const waiting = 'console.log("ready"); setInterval(() => {}, 1000);';

	/** Runs a command, or a Node program, with exec, sends something when it is ready, and returns how it ended and what was printed. */
	async function signalled(
		script: string | readonly string[],
		send: (pid: number) => void,
		options: { detached?: boolean } = {},
	) {
		const command = typeof script === "string" ? [process.execPath, "-e", script] : script;
		const child = spawn(process.execPath, [home.program, "exec", "--", ...command], {
			cwd: home.place("~/work"),
			env: home.variables,
			stdio: ["ignore", "pipe", "inherit"],
			...options,
		});
		let output = "";
		child.stdout.setEncoding("utf8").on("data", (part: string) => {
			output += part;
		});
		const end = new Promise<{ status: number | null; signal: NodeJS.Signals | null; output: string }>((done) => {
			child.on("close", (status, signal) => done({ status, signal, output }));
		});
		while (!output.includes("ready")) await pause(10);
		send(child.pid ?? 0);
		return await end;
	}

	it.each(["SIGTERM", "SIGHUP", "SIGUSR2", "SIGINT", "SIGQUIT"])(
		"%s to us alone is passed on, and the program decides",
		async (name) => {
			const ends = await signalled(catching(name), (pid) => process.kill(pid, name));
			expect(ends).toEqual({ status: 5, signal: null, output: "ready\ngot\n" });
		},
	);

	it.each(["SIGTERM", "SIGHUP", "SIGUSR2", "SIGINT", "SIGQUIT"])("%s to the group comes once", async (name) => {
		const options = { detached: true };
		const ends = await signalled(catching(name), (pid) => process.kill(-pid, name), options);
		expect(ends).toEqual({ status: 5, signal: null, output: "ready\ngot\n" });
	});

	it("a signal to the group comes once although it is sent as soon as the program starts", async () => {
		const script = 'trap "echo got" TERM; echo ready; kill -TERM 0; sleep 0.2; sleep 0.2';
		for (let run = 0; run < 5; run++) {
			const { output } = await signalled(["sh", "-c", script], () => {}, { detached: true });
			expect(output).toBe("ready\ngot\n");
		}
	});

	it("a program that a passed signal ends is followed by us, by the same signal", async () => {
		for (const name of ["SIGTERM", "SIGINT", "SIGHUP", "SIGUSR2"] as const) {
			expect((await signalled(waiting, (pid) => process.kill(pid, name))).signal).toBe(name);
		}
	});

	it.each(["SIGINT", "SIGTERM", "SIGQUIT"] as const)("%s ends the scripts of an activation too", async (name) => {
		const script = 'echo $$ > "$HOME/pid.new"; mv "$HOME/pid.new" "$HOME/pid"; sleep 60\n';
		home.write(condaFiles("~/miniforge3/envs/ci", "1.23.4", { "a.sh": script }));
		home.write({ "~/.conda/environments.txt": `${home.place("~/miniforge3/envs/ci")}\n` });
		const words = [home.program, "exec", "--environment", "conda:ci", "--", "true"];
		const child = spawn(process.execPath, words, { cwd: home.place("~/work"), env: home.variables, stdio: "ignore" });
		const end = new Promise((done) => {
			child.on("close", (_, signal) => done(signal));
		});
		await vi.waitFor(() => expect(existsSync(home.place("~/pid"))).toBe(true), 10_000);
		child.kill(name);
		expect(await end).toBe(name);
		const pid = Number(readFileSync(home.place("~/pid"), "utf8"));
		await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), 5000);
	});
});

describe.skipIf(process.platform === "win32")("a pipe that other programs write to as well", () => {
	const answers = {
		"after an answer": ["list"],
		"after a program": sh("echo ran"),
		"after a program that a signal ended": sh("echo ran; kill -9 $$"),
	};

	it.each(Object.entries(answers))("blocks as before %s, so that nothing is lost", (_, words) => {
		// a write to a full non-blocking pipe fails; the next program must wait instead
		const script = '("$0" "$@"; head -c 1000000 /dev/zero) | (sleep 1; wc -c)';
		const { stdout, stderr } = spawnSync("sh", ["-c", script, process.execPath, home.program, ...words], {
			cwd: home.place("~/work"),
			env: home.variables,
		});
		expect(stderr.toString()).not.toContain("unavailable");
		expect(Number(stdout.toString())).toBeGreaterThan(1_000_000);
	});
});

describe("an answer that is not whole", () => {
	it("list into a pipe that is closed early ends quietly", async () => {
		const { stderr } = await home.run(
			sh('"$1" "$2" list | head -c 1 >/dev/null', process.execPath, home.program),
			work(),
		);
		expect(stderr).toBe("");
	});

	it("JSON of exec is only for its own faults", async () => {
		const { stdout, status } = await home.run(["exec", "--json", "--environment", "nowhere", "--", "true"], work());
		const answer = JSON.parse(stdout) as Json;
		expect(misfit("fault", answer)).toBeUndefined();
		expect(answer).toMatchObject({ faults: [{ kind: "reference-unknown" }] });
		expect(status).toBe(3);
	});
});
