import type { ChildProcess } from "node:child_process";
import { isatty } from "node:tty";
import type { GroupWitness } from "./groupWitness.ts";

/** Signals from a person or a supervisor that are meant for the program in the foreground. */
const passedOn: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM"];

/** Windows sends these to every process of a console: listening is enough to keep us alive until the program has decided. */
const ofConsole: readonly NodeJS.Signals[] = ["SIGINT", "SIGBREAK", "SIGHUP"];

export interface PassedSignals {
	/** Sets the program that receives the signals. */
	to(child: ChildProcess): void;
	end(): void;
}

/**
 * Keeps signals from ending us: one that was sent to us alone is passed to the program, one that was sent to our process group
 * has reached it already. Must start before the program does, which may be interrupted immediately.
 *
 * @param witness Started before the program too: one that is started after a signal to the group would not have received it.
 */
export function passSignals(witness: GroupWitness | undefined): PassedSignals {
	if (process.platform === "win32") return { to: () => {}, end: listening(ofConsole, () => {}) };
	let child: ChildProcess | undefined;
	const forget = listening(passedOn, (signal) => {
		const answer = witness?.wasForGroup() ?? Promise.resolve(undefined);
		void answer.then((wasForGroup) => {
			if (!(wasForGroup ?? isOfKeyboard(signal))) child?.kill(signal);
		});
	});
	return {
		to(program) {
			child = program;
		},
		end: forget,
	};
}

function listening(signals: readonly NodeJS.Signals[], handler: (signal: NodeJS.Signals) => void): () => void {
	for (const signal of signals) process.on(signal, handler);
	return () => {
		for (const signal of signals) process.off(signal, handler);
	};
}

/** The likely case without a witness: keys of a terminal send signals to the whole group. */
const isOfKeyboard = (signal: NodeJS.Signals): boolean =>
	(signal === "SIGINT" || signal === "SIGQUIT") && [0, 1, 2].some(isatty);
