import type { ParseError } from "jsonc-parser";
import { ConfigurationTarget, Uri, workspace } from "vscode";
import { type Fault, FaultError, faultOf } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { lineAt } from "../../core/mergeMarkers.ts";
import { t } from "../../core/words.ts";
import { section } from "./editorSettings.ts";

/** The file of a folder's own settings. */
export const settingsFile = ({ path }: Pick<Host, "path">, folder: string): string =>
	path.join(folder, ".vscode", "settings.json");

/** What the folder's own settings file says of `goEnvironments.environment`; undefined where it says nothing. */
export function folderReference(folder: string): string | undefined {
	return workspace.getConfiguration(section, Uri.file(folder)).inspect<string>("environment")?.workspaceFolderValue;
}

/**
 * Writes `goEnvironments.environment` into the folder's own settings file, or takes it out for undefined. Throws malformed
 * and not-writable, each with the file and what to do.
 */
export async function writeFolderReference(host: Host, folder: string, reference: string | undefined): Promise<void> {
	const settings = workspace.getConfiguration(section, Uri.file(folder));
	try {
		await settings.update("environment", reference, ConfigurationTarget.WorkspaceFolder);
	} catch (cause) {
		throw new FaultError(await writeFault(host, settingsFile(host, folder), cause), { cause });
	}
}

/** Adds a place to the user's own `goEnvironments.searchPaths`. Throws not-writable. */
export async function addSearchPath(path: string): Promise<void> {
	const settings = workspace.getConfiguration(section);
	const { globalValue } = settings.inspect<unknown>("searchPaths") ?? {};
	const before: readonly unknown[] = Array.isArray(globalValue) ? globalValue : [];
	if (before.includes(path)) return;
	try {
		await settings.update("searchPaths", [...before, path], ConfigurationTarget.Global);
	} catch (cause) {
		const message = t("The user settings cannot be written: {0}", messageOf(cause));
		const remedy = t("Open them with “Preferences: Open User Settings (JSON)”, correct them, and try again.");
		throw new FaultError({ kind: "not-writable", message, remedy }, { cause });
	}
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** Why the editor could not write: it says that a file is malformed in the same breath as everything else. */
async function writeFault(host: Host, file: string, cause: unknown): Promise<Fault> {
	const malformed = await malformedLine(host, file);
	if (typeof malformed === "number") {
		return {
			kind: "malformed",
			file,
			line: malformed,
			message: t("{0} is not valid JSON (line {1}), so nothing was written into it.", file, malformed),
			remedy: t("Correct the file and save again; the choice is kept."),
		};
	}
	return {
		kind: "not-writable",
		file,
		message: malformed?.message ?? t("{0} cannot be written: {1}", file, messageOf(cause)),
		remedy: t("Make the file writable and save again; the choice is kept."),
	};
}

/** The first line that is no JSON with comments; undefined where all are, or where there is no file. */
async function malformedLine(host: Host, file: string): Promise<number | Fault | undefined> {
	try {
		const text = await host.read(file);
		if (text === undefined || text.trim() === "") return undefined;
		const { parse } = await import("jsonc-parser");
		const errors: ParseError[] = [];
		const value: unknown = parse(text, errors, { allowTrailingComma: true });
		const [first] = errors;
		if (first !== undefined) return lineAt(text, first.offset);
		return typeof value === "object" && value !== null && !Array.isArray(value) ? undefined : 1;
	} catch (cause) {
		const fault = faultOf(cause);
		if (fault === undefined) throw cause;
		return fault;
	}
}
