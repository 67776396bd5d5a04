import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { isShellAtPrompt, processesCommand } from "../../../src/shell/shellAtPrompt.ts";

const processes = (...rows: string[]): string => ["  1     0 /sbin/init", "  900     1 node", ...rows, ""].join("\n");
const shell = "/bin/zsh";

it("a shell that runs nothing is at its prompt, also a login shell, and on macOS, which names programs by their path", () => {
	expect(isShellAtPrompt(processes(" 1000   900 zsh"), 1000, shell)).toBe(true);
	expect(isShellAtPrompt(processes(" 1000   900 -zsh"), 1000, shell)).toBe(true);
	expect(isShellAtPrompt(processes(" 1000   900 /bin/zsh"), 1000, shell)).toBe(true);
});

it("one that runs something, that something else took the place of, or that is gone, is not", () => {
	expect(isShellAtPrompt(processes(" 1000   900 zsh", " 1001  1000 tmux: client"), 1000, shell)).toBe(false);
	expect(isShellAtPrompt(processes(" 1000   900 tmux: client"), 1000, shell)).toBe(false);
	expect(isShellAtPrompt(processes(" 1000   900 fish"), 1000, shell)).toBe(false);
	expect(isShellAtPrompt(processes(" 1001   900 zsh"), 1000, shell)).toBe(false);
	expect(isShellAtPrompt("", 1000, shell)).toBe(false);
});

it("real processes are read as this system's ps names them", async () => {
	const list = () => execFileSync(processesCommand.program, processesCommand.arguments, { encoding: "utf8" });
	const waiting = spawn("bash", ["-c", "read line; sleep 5 & wait"], { stdio: ["pipe", "ignore", "ignore"] });
	await once(waiting, "spawn");
	try {
		const { pid = 0 } = waiting;
		await expect.poll(() => isShellAtPrompt(list(), pid, "/bin/bash")).toBe(true);
		waiting.stdin.write("\n");
		await expect.poll(() => isShellAtPrompt(list(), pid, "/bin/bash")).toBe(false);
	} finally {
		waiting.kill("SIGTERM");
	}
});
