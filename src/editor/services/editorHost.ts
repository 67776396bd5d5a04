import { workspace } from "vscode";
import type { Host, Log, Variables } from "../../core/host.ts";
import { homeFolder } from "../../host/homeFolder.ts";
import { currentPlatform, nodeHost } from "../../host/nodeHost.ts";
import { editorWatch } from "./editorWatch.ts";

/** The environment as it was before another extension could change it: to be called first thing. */
export function copiedVariables(): Variables {
	return Object.fromEntries(
		Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
}

/** The door to the machine for the editor: in Restricted Mode nothing is started, whoever asks. */
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
