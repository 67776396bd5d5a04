import { FaultError } from "../core/fault.ts";
import type { Host, Log, Origin, Variables } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { endBySignal } from "../host/endBySignal.ts";
import { homeFolder } from "../host/homeFolder.ts";
import { releasePipes } from "../host/leaveTerminal.ts";
import { currentPlatform, nodeHost } from "../host/nodeHost.ts";
import { withRawBytes } from "../host/rawProcess.ts";
import { withoutLaunch } from "./launched.ts";
import { type Terminal, terminalOf } from "./terminal.ts";

/** One run of the CLI. */
export interface Session {
	readonly host: Host;
	readonly terminal: Terminal;
	/** The variables that are really there: an environment of ours may be active in them. */
	readonly variables: Variables;
	readonly workingFolder: string;
	/** From now on code that lies in workspace folders may run: the user named the environment, or allowed it. */
	trustFolders(): void;
	/** Aborted by Ctrl+C and by what asks us to end. */
	readonly signal: AbortSignal;
	/** From now on signals are for a program in the foreground to take. */
	leaveSignals(): void;
	/** Ends us as a program that we ran was ended. Resolves, to the status that shells show for it, only where that fails. */
	endBySignal(signal: string): Promise<number>;
}

/** What the machine is to the CLI: working directory, variables, open files, and the system's fixed places. */
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
		get workingFolder() {
			return workingFolder();
		},
		trustFolders() {
			trustsFolders = true;
		},
		...endedBySignals(),
		endBySignal: (signal) => {
			releasePipes();
			return endBySignal(process, signal);
		},
	};
}

/**
 * Scripts that an activation runs have a process group of their own, which Ctrl+C does not reach: they are ended by the abort,
 * and then we are, by the signal.
 */
function endedBySignals(): Pick<Session, "signal" | "leaveSignals"> {
	const controller = new AbortController();
	const signals = ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP"] as const;
	const end = (signal: NodeJS.Signals): void => {
		controller.abort();
		leaveSignals();
		releasePipes();
		void endBySignal(process, signal);
	};
	const leaveSignals = (): void => {
		for (const signal of signals) process.off(signal, end);
	};
	for (const signal of signals) process.on(signal, end);
	return { signal: controller.signal, leaveSignals };
}

function workingFolder(): string {
	try {
		return process.cwd();
	} catch (cause) {
		const message = t("The working directory does not exist any more.");
		const remedies = [{ text: t("Change to a folder that exists.") }];
		throw new FaultError({ kind: "not-readable", message, remedies }, { cause });
	}
}

/** `process.env` as it is now, without what our own launcher set; later changes are not seen. */
export function currentVariables(): Variables {
	const set = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
	return withoutLaunch(withRawBytes(Object.fromEntries(set)));
}
