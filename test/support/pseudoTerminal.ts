import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const driver = join(import.meta.dirname, "pseudoTerminal.py");

/** python3 creates the pseudo terminal. */
export const hasPseudoTerminal = spawnSync("python3", ["-c", "import pty"], { stdio: "ignore" }).status === 0;

export interface PseudoTerminal {
	/** Resolves when the screen contains a text `times` times (default: once). */
	shows(text: string, times?: number): Promise<void>;
	type(keys: string): void;
	close(): void;
	readonly screen: string;
	readonly end: Promise<{ readonly status: number | null; readonly signal: NodeJS.Signals | null }>;
}

const occurrences = (text: string, part: string): number => text.split(part).length - 1;

/** How long a text is awaited. */
const showLimitMs = 15_000;

/** Runs a command as the session leader of its own terminal. */
export function inPseudoTerminal(
	command: readonly string[],
	options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): PseudoTerminal {
	const python = spawn("python3", [driver, ...command], { ...options, stdio: ["pipe", "pipe", "inherit"] });
	let screen = "";
	python.stdout.setEncoding("utf8").on("data", (part: string) => {
		screen += part;
	});
	python.stdin.on("error", () => {}); // it has ended
	const end = new Promise<{ status: number | null; signal: NodeJS.Signals | null }>((done) => {
		python.on("close", (status, signal) => done({ status, signal }));
	});
	return {
		async shows(text, times = 1) {
			const limit = Date.now() + showLimitMs;
			while (occurrences(screen, text) < times) {
				if (Date.now() > limit) throw new Error(`not shown: ${text}\n${screen}`);
				await pause(10);
			}
		},
		type: (keys) => void python.stdin.write(`type ${Buffer.from(keys).toString("hex")}\n`),
		close: () => void python.stdin.write("close\n"),
		get screen() {
			return screen;
		},
		end,
	};
}
