import { extensions, type Uri, workspace } from "vscode";
import type { Host } from "../../core/host.ts";
import { type GoExtensionPlace, goExtensionGo } from "./goExtensionGo.ts";
import { localFolders } from "./workspaceFolders.ts";

/** The identifier of the official Go extension. */
export const goExtensionId = "golang.go";

/** The part of its exports that we use (golang/vscode-go, extension/src/export.d.ts). */
interface GoExtensionExports {
	readonly settings?: {
		getExecutionCommand?(tool: string, resource?: Uri): { readonly binPath?: unknown } | undefined;
	};
}

/**
 * The go program that the official Go extension uses for a folder, or for a file outside all folders; undefined if it is not
 * active, or does not tell. What it uses elsewhere stays as it is.
 */
export async function goExtensionProgram(host: Host, place: Uri): Promise<string | undefined> {
	const extension = extensions.getExtension<GoExtensionExports | undefined>(goExtensionId);
	if (extension?.isActive !== true) return undefined;
	const all = [null, ...localFolders().map(({ uri }) => uri)].map(placeOf);
	return await goExtensionGo(host, placeOf(place), all, variablesNow(), () => {
		try {
			const path = extension.exports?.settings?.getExecutionCommand?.("go", place)?.binPath;
			return typeof path === "string" && path !== "" ? path : undefined;
		} catch {
			return undefined; // it found no go
		}
	});
}

/** The go programs that it uses in the folders of the window: it puts one of them into the terminals of all folders. */
export async function goExtensionPrograms(host: Host): Promise<readonly string[]> {
	const programs = await Promise.all(localFolders().map(({ uri }) => goExtensionProgram(host, uri)));
	return [...new Set(programs.filter((program) => program !== undefined))];
}

/** All that decides which Go the official Go extension puts into terminals of a folder. */
export async function goExtensionState(host: Host, folder: Uri): Promise<readonly unknown[]> {
	const settings = workspace.getConfiguration("go", folder);
	return [
		await goExtensionPrograms(host),
		...["goroot", "alternateTools", "terminal.activateEnvironment"].map((name) => settings.get<unknown>(name)),
	];
}

/** Null: outside all folders, where the first one stands for `${workspaceFolder}`. */
function placeOf(uri: Uri | null): GoExtensionPlace {
	const tools = workspace.getConfiguration("go", uri).get<Readonly<Record<string, unknown>>>("alternateTools");
	const alternate = tools?.["go"];
	const folder = (uri && workspace.getWorkspaceFolder(uri)) ?? localFolders()[0];
	return { alternate: typeof alternate === "string" ? alternate : "", folder: folder?.uri.fsPath };
}

/** Extensions change the variables of the process that they share. */
const variablesNow = (): Readonly<Record<string, string>> =>
	Object.fromEntries(
		Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
	);
