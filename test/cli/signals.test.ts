import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Home, sdkFiles, temporaryHome } from "../support/cli.ts";
import { hasPseudoTerminal, inPseudoTerminal, type PseudoTerminal } from "../support/pseudoTerminal.ts";

let home: Home;
beforeEach(() => {
	home = temporaryHome({ ...sdkFiles("1.22.5"), "~/work/.go-version": "1.22.5\n" });
	home.write({ "~/got": "", "~/input": "" });
	home.write({ "~/ge": { program: `#!/bin/sh\nexec '${process.execPath}' '${home.program}' "$@"\n` } });
	home.write({ "~/catch.mjs": catching });
});
afterEach(() => home.remove());

/**
 * Records each signal that it receives, with the process that waits for it; exits with 5 when a file says so, or when its home
 * is removed.
 */
const catching = `
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
const home = process.env.HOME;
for (const name of ["SIGINT", "SIGQUIT", "SIGHUP", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGALRM"]) {
	process.on(name, () => appendFileSync(home + "/got", name + " "));
}
process.stdout.on("error", () => {});
writeFileSync(home + "/parent", String(process.ppid));
console.log("rea" + "dy");
setInterval(() => (existsSync(home + "/leave") || !existsSync(home + "/got")) && process.exit(5), 20);
`;

/** Two equal signals within a short time are merged; a second one has arrived after this time. */
const settleMs = 300;

const got = (): string => readFileSync(home.place("~/got"), "utf8").trim();
const catcher = (): string => `${process.execPath} ${home.place("~/catch.mjs")}`;
const terminal = (...command: readonly string[]): PseudoTerminal =>
	inPseudoTerminal(command, {
		cwd: home.place("~/work"),
		env: { ...home.variables, PATH: `${home.home}:/usr/bin:/bin`, PS1: "$ ", TERM: "dumb" },
	});
/** An interactive shell, which gives each job a process group and the terminal, as a user's shell does. */
const interactive = (): PseudoTerminal => terminal("bash", "--norc", "--noprofile", "-i");

async function settled(signals: string): Promise<void> {
	await vi.waitFor(() => expect(got()).toBe(signals), 10_000);
	await pause(settleMs);
	expect(got()).toBe(signals);
}

const inputs = { "a terminal": "", "a file": `<${"$HOME/input"}`, "a pipe": "</dev/null" } as const;

describe.skipIf(!hasPseudoTerminal)("signals in a terminal (skipped without python3)", () => {
	describe.each(Object.entries(inputs))("with %s as input", (kind, redirection) => {
		const line = (): string =>
			kind === "a pipe" ? `sleep 30 | ge exec -- ${catcher()}\n` : `ge exec -- ${catcher()} ${redirection}\n`;

		it.each([
			["Ctrl+C", "\u0003", "SIGINT"],
			["Ctrl+\\", "\u001c", "SIGQUIT"],
		])("%s comes once, each time", async (_, key, signal) => {
			const shell = interactive();
			shell.type(line());
			await shell.shows("ready");
			for (const times of [1, 2, 3]) {
				shell.type(key);
				await settled(Array.from({ length: times }, () => signal).join(" "));
			}
			home.write({ "~/leave": "" });
			await shell.shows("$ ", 2);
			shell.type("echo status=$?\n");
			await shell.shows("status=5");
			shell.type("exit\n");
			await shell.end;
		});
	});

	it.each(["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM"])(
		"%s that is sent to us alone is passed on, though a terminal is there, each time",
		async (signal) => {
			const shell = interactive();
			shell.type(`ge exec -- ${catcher()}\n`);
			await shell.shows("ready");
			const us = Number(readFileSync(home.place("~/parent"), "utf8"));
			for (const times of [1, 2, 3]) {
				process.kill(us, signal);
				await settled(Array.from({ length: times }, () => signal).join(" "));
			}
			home.write({ "~/leave": "" });
			await shell.shows("$ ", 2);
			shell.type("exit\n");
			await shell.end;
		},
	);

	it("Ctrl+C comes once, and then SIGINT to us alone is passed on, in turn", async () => {
		const shell = interactive();
		shell.type(`ge exec -- ${catcher()}\n`);
		await shell.shows("ready");
		const us = Number(readFileSync(home.place("~/parent"), "utf8"));
		for (const times of [1, 3]) {
			shell.type("\u0003");
			await settled(Array.from({ length: times }, () => "SIGINT").join(" "));
			process.kill(us, "SIGINT");
			await settled(Array.from({ length: times + 1 }, () => "SIGINT").join(" "));
		}
		home.write({ "~/leave": "" });
		await shell.shows("$ ", 2);
		shell.type("exit\n");
		await shell.end;
	});

	it("the end of the terminal comes once where we are its session's leader", async () => {
		// not a Node program, which aborts at its end if the terminal is gone
		const script =
			'trap "printf %s SIGHUP >>\\"$HOME/got\\"" HUP; echo ready; until [ -e "$HOME/leave" ]; do sleep 0.05; done; exit 5';
		const session = terminal("ge", "exec", "--", "sh", "-c", script);
		await session.shows("ready");
		session.close();
		await settled("SIGHUP");
		home.write({ "~/leave": "" });
		expect(await session.end).toEqual({ status: 5, signal: null });
	});

	it("the end of the terminal comes once below a shell, whose end tells the group", async () => {
		const shell = terminal("sh", "-c", `ge exec -- ${catcher()}; true`);
		await shell.shows("ready");
		shell.close();
		await settled("SIGHUP");
		home.write({ "~/leave": "" });
		await shell.end;
	});

	it("what a program changed of the terminal stays", async () => {
		const shell = terminal("sh", "-c", "ge exec -- stty -echo; stty -a; stty echo");
		expect(await shell.end).toEqual({ status: 0, signal: null });
		expect(shell.screen).toContain(" -echo ");
	});

	it("Ctrl+C ends a loop of the shell, as it does without us", async () => {
		const shell = interactive();
		shell.type("for i in 1 2 3; do echo round-$i; ge exec -- sh -c 'echo rea''dy; exec sleep 20'; done\n");
		await shell.shows("ready");
		shell.type("\u0003");
		await shell.shows("$ ", 2);
		shell.type("echo status=$?\n");
		await shell.shows("status=130");
		expect(shell.screen).not.toContain("round-2");
		shell.type("exit\n");
		await shell.end;
	});

	it("a program that takes Ctrl+C and ends with 0 lets a loop go on, as it does without us", async () => {
		const shell = interactive();
		shell.type(
			"for i in 1 2; do ge exec -- sh -c 'trap \"exit 0\" INT; echo rea''dy; while :; do sleep 0.1; done'; done\n",
		);
		await shell.shows("ready");
		shell.type("\u0003");
		await shell.shows("ready", 2);
		shell.type("\u0003");
		await shell.shows("$ ", 2);
		shell.type("echo status=$?\n");
		await shell.shows("status=0");
		shell.type("exit\n");
		await shell.end;
	});

	it("Ctrl+Z stops, fg goes on, and signals come once as before", async () => {
		const shell = interactive();
		shell.type(`ge exec -- ${catcher()}\n`);
		await shell.shows("ready");
		shell.type("\u001a");
		await shell.shows("Stopped");
		shell.type("fg\n");
		await pause(settleMs);
		shell.type("\u0003");
		await settled("SIGINT");
		home.write({ "~/leave": "" });
		await shell.shows("$ ", 3);
		shell.type("exit\n");
		await shell.end;
	});
});

describe.skipIf(process.platform === "win32")("a signal that comes just before the command starts", () => {
	/** Runs `exec` where the signal comes while Node is busy, at a call of `object`'s function `name`. */
	const sent = (signal: string, object: string, name: string, condition: string) => {
		const before = `const { ${name} } = ${object};
			let isSent = false;
			${object}.${name} = function (...words) {
				if (!isSent && ${condition}) isSent = process.kill(process.pid, "${signal}");
				return ${name}.apply(this, words);
			};`;
		home.write({ "~/before.cjs": before });
		return home.run(["exec", "--", "sh", "-c", "echo start; sleep 1; echo end"], {
			folder: home.place("~/work"),
			variables: { NODE_OPTIONS: `--require ${home.place("~/before.cjs")}` },
		});
	};

	it.each(["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP", "SIGUSR1"])(
		"ends us by it, and nothing starts: %s",
		async (signal) => {
			const run = await sent(signal, 'require("node:fs")', "statSync", 'words[0].endsWith("/sh")');
			expect(run).toEqual({ status: null, signal, stdout: "", stderr: "" });
		},
	);

	it("ends us by it where Node opened its debugger for it, before our code ran: SIGUSR1", async () => {
		const start = `const inspector = require("node:inspector");
			process.debugPort = 0;
			process.kill(process.pid, "SIGUSR1");
			while (inspector.url() === undefined);
			process.argv[1] = ${JSON.stringify(home.program)};
			require(process.argv[1]);`;
		home.write({ "~/start.cjs": start });
		const words = [home.place("~/start.cjs"), "exec", "--", "echo", "ran"];
		const { signal, stdout } = spawnSync(process.execPath, words, {
			cwd: home.place("~/work"),
			env: home.variables,
			encoding: "utf8",
		});
		expect({ signal, stdout }).toEqual({ signal: "SIGUSR1", stdout: "" });
	});

	it.each(["SIGINT", "SIGTERM"])("is passed on where the command gets the signals: %s", async (signal) => {
		const run = await sent(signal, "process", "off", `words[0] === "${signal}"`);
		expect(run).toMatchObject({ status: null, signal, stderr: "" });
		expect(run.stdout).not.toContain("end");
	});
});
