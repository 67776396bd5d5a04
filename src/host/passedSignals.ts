import type { ChildProcess } from "node:child_process";
import { isatty } from "node:tty";
import { groupWitness } from "./groupWitness.ts";

/** Signals that a person or a supervisor sends to us and means for the program in the foreground. */
const passedOn: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM"];

/** Windows sends them to every process of a console: listening alone keeps us alive until the program has decided. */
const ofConsole: readonly NodeJS.Signals[] = ["SIGINT", "SIGBREAK", "SIGHUP"];

/**
 * From now on a signal that was sent to us alone goes to `child` too; one that went to our process group has reached it. The
 * answer ends that.
 */
export function passSignalsOn(child: ChildProcess): () => void {
	if (process.platform === "win32") return listening(ofConsole, () => {});
	const witness = groupWitness();
	const forget = listening(passedOn, (signal) => {
		void witness.wasForGroup().then((wasForGroup) => {
			if (!(wasForGroup ?? isOfKeyboard(signal))) child.kill(signal);
		});
	});
	return () => {
		forget();
		witness.end();
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
