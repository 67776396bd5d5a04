import type { ChildProcess } from "node:child_process";
import { isatty } from "node:tty";
import { type GroupWitness, groupWitness } from "./groupWitness.ts";

/** Signals that a person or a supervisor sends to us and means for the program in the foreground. */
const passedOn: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM"];

/** Windows sends them to every process of a console: listening alone keeps us alive until the program has decided. */
const ofConsole: readonly NodeJS.Signals[] = ["SIGINT", "SIGBREAK", "SIGHUP"];

export interface PassedSignals {
	/** The program that is to get them. */
	to(child: ChildProcess): void;
	end(): void;
}

/**
 * From now on no signal ends us: one that was sent to us alone goes to the program, and one that went to our process group has
 * reached it. Begins before the program does, which may be interrupted as soon as it is there.
 */
export function passSignals(): PassedSignals {
	if (process.platform === "win32") return { to: () => {}, end: listening(ofConsole, () => {}) };
	let child: ChildProcess | undefined;
	let witness: GroupWitness | undefined;
	const forget = listening(passedOn, (signal) => {
		const answer = witness?.wasForGroup() ?? Promise.resolve(undefined);
		void answer.then((wasForGroup) => {
			if (!(wasForGroup ?? isOfKeyboard(signal))) child?.kill(signal);
		});
	});
	return {
		to(program) {
			child = program;
			witness = groupWitness();
		},
		end() {
			forget();
			witness?.end();
		},
	};
}

function listening(signals: readonly NodeJS.Signals[], handler: (signal: NodeJS.Signals) => void): () => void {
	for (const signal of signals) process.on(signal, handler);
	return () => {
		for (const signal of signals) process.off(signal, handler);
	};
}

/** What is most likely where no witness could be started: keys of a terminal reach the whole group. */
const isOfKeyboard = (signal: NodeJS.Signals): boolean =>
	(signal === "SIGINT" || signal === "SIGQUIT") && [0, 1, 2].some(isatty);
