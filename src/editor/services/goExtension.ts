import { extensions, type Uri, workspace } from "vscode";

/** The identifier of the official Go extension. */
export const goExtensionId = "golang.go";

/** The part of its exports that we use (golang/vscode-go, extension/src/export.d.ts). */
interface GoExtensionExports {
	readonly settings?: {
		getExecutionCommand?(tool: string, resource?: Uri): { readonly binPath?: unknown } | undefined;
	};
}

/** The go program that the official Go extension uses for a folder; undefined if it is not active, or does not tell. */
export function goExtensionProgram(folder: Uri): string | undefined {
	const extension = extensions.getExtension<GoExtensionExports | undefined>(goExtensionId);
	if (extension?.isActive !== true) return undefined;
	try {
		const path = extension.exports?.settings?.getExecutionCommand?.("go", folder)?.binPath;
		return typeof path === "string" && path !== "" ? path : undefined;
	} catch {
		return undefined; // it found no go
	}
}

/** All that decides which Go the official Go extension puts into terminals of a folder. */
export function goExtensionState(folder: Uri): readonly unknown[] {
	const settings = workspace.getConfiguration("go", folder);
	return [
		goExtensionProgram(folder),
		...["goroot", "alternateTools", "terminal.activateEnvironment"].map((name) => settings.get<unknown>(name)),
	];
}
