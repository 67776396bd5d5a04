import { type ExtensionContext, Uri } from "vscode";
import type { Host } from "../../../core/host.ts";
import { launcherOf } from "../../../shell/launcherText.ts";
import { ensureProgram } from "./ensureProgram.ts";

/** The program that starts the CLI of this extension in terminals, run by the editor's own Node. */
interface Launcher {
	/** Absolute; contains nothing else, so that it cannot shadow other programs on PATH. */
	readonly folder: string;
	/** Writes the program if it is missing or differs; a failure is logged. */
	ensure(): void;
}

/** In global storage, because the extension's own folder has another name for each version. */
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
			ensureProgram(host, host.path.join(folder, name), text).catch((cause: unknown) =>
				host.log.error(`${name} could not be written into ${folder}`, cause),
			);
		},
	};
}
