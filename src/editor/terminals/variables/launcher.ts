import { type ExtensionContext, Uri } from "vscode";
import type { Host } from "../../../core/host.ts";
import { writeProgram } from "../../../host/programFile.ts";
import { launcherOf } from "../../../shell/launcherText.ts";

/** A program by which terminals find the CLI of this extension, run by the editor's own Node. */
interface Launcher {
	/** Absolute; holds nothing else, so that it may stand in front of anything in PATH. */
	readonly folder: string;
	/** Writes the program where it is not there as it should be; a failure is logged. */
	ensure(): void;
}

/** It lies in global storage: the extension's own folder changes its name with each version. */
export function launcherIn(
	host: Host,
	{ globalStorageUri, extensionUri }: Pick<ExtensionContext, "globalStorageUri" | "extensionUri">,
): Launcher {
	const folder = Uri.joinPath(globalStorageUri, "bin").fsPath;
	const { name, text } = launcherOf(host.platform, host.path, folder, {
		node: process.execPath,
		isElectron: process.versions["electron"] !== undefined,
		script: Uri.joinPath(extensionUri, "dist", "cli.js").fsPath,
	});
	return {
		folder,
		ensure() {
			writeProgram(host.path.join(folder, name), text).catch((cause: unknown) =>
				host.log.error(`${name} could not be written into ${folder}`, cause),
			);
		},
	};
}
