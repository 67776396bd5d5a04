import type { LogOutputChannel } from "vscode";
import type { Log } from "../../core/host.ts";

/** Logs to the editor's channel; the user sets its level there. */
export function editorLog(channel: LogOutputChannel): Log {
	return {
		debug: (message) => channel.debug(message),
		info: (message) => channel.info(message),
		warn: (message) => channel.warn(message),
		error: (message, cause) => channel.error(cause === undefined ? message : `${message}\n${causes(cause)}`),
	};
}

/** An error with its chain of causes, outermost first. */
function causes(cause: unknown): string {
	const texts: string[] = [];
	for (let at = cause; at !== undefined && texts.length < 10; at = at instanceof Error ? at.cause : undefined) {
		texts.push(at instanceof Error ? (at.stack ?? at.message) : String(at));
	}
	return texts.join("\ncaused by ");
}
