import type { GoVersion } from "../../../core/versions/goVersion.ts";
import { isSameGo } from "../../../goroot/isSameGo.ts";
import { goExtensionPrograms } from "../../services/goExtension.ts";
import { folderAt } from "../../services/workspaceFolders.ts";
import type { TerminalServices } from "../variables/terminalVariables.ts";

/** Whether no environment of ours is active in new terminals of a folder, because it uses the inherited Go. */
export function inherits({ model, variables }: TerminalServices, path: string): boolean {
	const folder = folderAt(path);
	return (
		folder !== undefined && model.folder(path)?.selection.kind === "inherited" && variables.of(folder) === undefined
	);
}

/** The version of the Go in new terminals of a folder that {@link inherits}; undefined if it is not known. */
export async function inheritedVersion(services: TerminalServices, path: string): Promise<GoVersion | undefined> {
	const { host, model, terminalGos } = services;
	const runs = terminalGos.of(path);
	if (runs !== undefined) return runs.version;
	const folder = folderAt(path);
	const selection = model.folder(path)?.selection;
	if (folder === undefined || selection?.kind !== "inherited" || selection.inherited.kind !== "program")
		return undefined;
	const { inherited } = selection;
	// the Go extension may put its Go first, which a check finds some seconds later
	for (const theirs of await goExtensionPrograms(host)) {
		if (!(await isSameGo(host, theirs, inherited.program))) return undefined;
	}
	return inherited.version;
}
