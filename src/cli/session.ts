import { setTimeout } from "node:timers/promises";
import { FaultError } from "../core/fault.ts";
import type { Host, Log, Origin, SignalOwner, Variables } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { cameAsDebugger } from "../host/debuggerSignal.ts";
import { endBySignal } from "../host/endBySignal.ts";
import { homeFolder } from "../host/homeFolder.ts";
import { releasePipes } from "../host/leaveTerminal.ts";
import { currentPlatform, nodeHost } from "../host/nodeHost.ts";
import { nameableFolder, unreadableNames, withRawArguments, withRawBytes } from "../host/rawProcess.ts";
import { withoutLaunch } from "./launched.ts";
import { type Terminal, terminalOf } from "./terminal.ts";

/** One run of the CLI. */
export interface Session extends SignalOwner {
	readonly host: Host;
	readonly terminal: Terminal;
	/** The actual variables of the process; an environment of ours may be active in them. */
	readonly variables: Variables;
	/** Names of variables of the process that are missing in {@link variables}, because they are not UTF-8; for a text. */
	readonly unreadableNames: readonly string[];
	readonly workingFolder: string;
	/** A name of the working folder that Node can pass on, if the system has one (Linux). */
	readonly nameableFolder: string;
	/** `words`, the last of our own command line, with the bytes that Node replaced, if the system shows them. */
	rawArguments(words: readonly string[]): readonly string[];
	/** Allows code in workspace folders to run from now on: the user named the environment or approved it. */
	trustFolders(): void;
	/** Aborted by Ctrl+C and by signals that ask the process to end. */
	readonly signal: AbortSignal;
	/** Lets work that restores what it changed come to its end, before a signal ends the process. */
	finishing<R>(work: Promise<R>): Promise<R>;
	/** A signal that came before we listened and had another effect than to end us. */
	readonly earlySignal: NodeJS.Signals | undefined;
	/** Ends this process with the signal that ended a child. Resolves only if that fails, to the status that shells use for it. */
	endBySignal(signal: string): Promise<number>;
}

/** The CLI's access to the machine: working directory, variables, inherited files, and the system's fixed paths. */
export function openSession(variables: Variables, log: Log, inheritedFiles: readonly number[]): Session {
	let trustsFolders = false;
	const host = nodeHost({
		variables,
		home: homeFolder(currentPlatform(), variables),
		trust: { allows: ({ kind }: Origin) => kind === "machine" || trustsFolders },
		log,
		inheritedFiles,
	});
	return {
		host,
		terminal: terminalOf(variables, process),
		variables,
		get unreadableNames() {
			return unreadableNames(process.env);
		},
		get workingFolder() {
			return workingFolder();
		},
		get nameableFolder() {
			return nameableFolder(workingFolder());
		},
		rawArguments: withRawArguments,
		trustFolders() {
			trustsFolders = true;
		},
		...endedBySignals(),
		get earlySignal() {
			return cameAsDebugger(process) ? "SIGUSR1" : undefined;
		},
		endBySignal: (signal) => {
			releasePipes();
			return endBySignal(process, signal);
		},
	};
}

/**
 * Scripts of an activation run in their own process group, which Ctrl+C does not reach: the abort ends them, then the signal
 * ends this process.
 */
function endedBySignals(): SignalOwner & Pick<Session, "finishing"> {
	const controller = new AbortController();
	const works = new Set<Promise<unknown>>();
	// SIGUSR1 would open Node's debugger
	const signals = ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP", "SIGUSR1"] as const;
	const end = (signal: NodeJS.Signals): void => {
		controller.abort();
		// another signal ends the process at once
		leaveSignals();
		void Promise.race([Promise.allSettled(works), setTimeout(finishMs)]).then(() => {
			releasePipes();
			return endBySignal(process, signal);
		});
	};
	const leaveSignals = (): void => {
		for (const signal of signals) process.off(signal, end);
	};
	for (const signal of signals) process.on(signal, end);
	return {
		signal: controller.signal,
		leaveSignals,
		finishing(work) {
			works.add(work);
			return work.finally(() => works.delete(work));
		},
	};
}

/** Time for cancelled work to restore what it changed. */
const finishMs = 1000;

function workingFolder(): string {
	try {
		return process.cwd();
	} catch (cause) {
		const message = t("The working directory does not exist any more.");
		const remedies = [{ text: t("Change to a folder that exists.") }];
		throw new FaultError({ kind: "not-readable", message, remedies }, { cause });
	}
}

/** A copy of `process.env` without what our launcher set. */
export function currentVariables(): Variables {
	const set = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
	return withoutLaunch(withRawBytes(Object.fromEntries(set)));
}
