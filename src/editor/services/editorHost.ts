import { workspace } from "vscode";
import type { Host, Log, Variables } from "../../core/host.ts";
import { homeFolder } from "../../host/homeFolder.ts";
import { currentPlatform, nodeHost } from "../../host/nodeHost.ts";
import { editorWatch } from "./editorWatch.ts";

/** A copy of the environment before another extension can change it: call this first. */
export function copiedVariables(): Variables {
	return Object.fromEntries(
		Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
}

/** The editor's access to the machine: starts nothing in Restricted Mode. */
export function editorHost(variables: Variables, log: Log): Host {
	const host: Host = nodeHost({
		variables,
		home: homeFolder(currentPlatform(), variables),
		trust: { allows: () => workspace.isTrusted },
		log,
		watch: editorWatch(() => host, log),
	});
	return host;
}
