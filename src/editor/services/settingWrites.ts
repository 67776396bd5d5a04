import type { ParseError } from "jsonc-parser";
import { ConfigurationTarget, commands, Uri, window, workspace } from "vscode";
import { opening } from "../../core/action.ts";
import { type Fault, FaultError, faultOrThrow } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { isObject } from "../../core/isObject.ts";
import { t } from "../../core/l10n.ts";
import { lineAt } from "../../core/lineAt.ts";
import { type SettingName, section, settingsFile } from "../../core/settings/settingNames.ts";
import type { FolderSetting } from "../../operations/folderSetting.ts";

/** Space that a settings file may need in addition: the setting, and file system metadata. */
const growthBytes = 8192;

/** A setting that {@link folderSetting} writes. */
export interface WrittenSetting {
	readonly name: SettingName;
	/** Added to the remedies of a failure: what is kept all the same. */
	readonly kept?: string;
}

/**
 * A setting in the folder's own settings file, written by the editor. `write` throws malformed, not-writable, and conflict if
 * the file has unsaved changes, each with the file and a remedy.
 */
export function folderSetting(host: Host, folder: string, { name, kept }: WrittenSetting): FolderSetting {
	const file = settingsFile(host, folder);
	const settings = () => workspace.getConfiguration(section, Uri.file(folder));
	return {
		file,
		value: () => settings().inspect<string>(name)?.workspaceFolderValue,
		async write(value) {
			await requireRoom(host, file, kept);
			// a write that fails leaves the editor's own buffer unsaved
			const wasUnsaved = isUnsaved(isFile(file));
			try {
				await settings().update(name, value, ConfigurationTarget.WorkspaceFolder);
			} catch (cause) {
				if (!wasUnsaved) await revert(file);
				throw new FaultError(await writeFault(host, file, kept, cause), { cause });
			}
		},
		removeEmpty: () => removeEmptySettings(host, file),
	};
}

const withKept = (text: string, kept: string | undefined): string => (kept === undefined ? text : `${text} ${kept}`);

/** The editor writes a settings file in place, and has already truncated it when it finds that the disk is full. */
async function requireRoom(host: Host, file: string, kept: string | undefined): Promise<void> {
	const size = (await host.stat(file))?.size ?? 0;
	if (await host.hasRoom(host.path.dirname(file), size + growthBytes)) return;
	throw new FaultError({
		kind: "not-writable",
		file,
		message: t("The disk of {0} is full, so nothing was written into it.", file),
		remedies: [{ text: withKept(t("Free some space, then try again."), kept) }],
	});
}

/** Removes an empty settings file, for a file that we created. */
async function removeEmptySettings(host: Host, file: string): Promise<void> {
	const text = await host.read(file);
	if (text === undefined || !/^\s*(?:\{\s*\})?\s*$/.test(text)) return;
	await workspace.fs.delete(Uri.file(file));
	const place = host.path.dirname(file);
	if ((await host.names(place))?.length === 0) await workspace.fs.delete(Uri.file(place));
}

/**
 * Adds a path to the user's `goEnvironments.searchPaths`. `isHidden`: the workspace has a list of its own, which overrides the
 * user's. Throws not-writable, and conflict if the file has unsaved changes.
 */
export async function addSearchPath(path: string): Promise<{ readonly isHidden: boolean }> {
	const settings = workspace.getConfiguration(section);
	const { globalValue, workspaceValue } = settings.inspect<unknown>("searchPaths") ?? {};
	const before: readonly unknown[] = Array.isArray(globalValue) ? globalValue : [];
	const isHidden = workspaceValue !== undefined && !(Array.isArray(workspaceValue) && workspaceValue.includes(path));
	if (before.includes(path)) return { isHidden };
	try {
		await settings.update("searchPaths", [...before, path], ConfigurationTarget.Global);
		return { isHidden };
	} catch (cause) {
		if (isUnsaved(({ scheme, path: file }) => scheme === "vscode-userdata" && file.endsWith("/settings.json"))) {
			const message = t("The user settings have unsaved changes, so nothing was written into them.");
			const remedies = [{ text: t("Save the file, then try again.") }];
			throw new FaultError({ kind: "conflict", message, remedies }, { cause });
		}
		const message = t("The user settings cannot be written: {0}", messageOf(cause));
		const text = t("Open them with “Preferences: Open User Settings (JSON)”, correct them, and try again.");
		throw new FaultError({ kind: "not-writable", message, remedies: [{ text }] }, { cause });
	}
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** The editor refuses to write to a file with unsaved changes. */
const isUnsaved = (is: (uri: Uri) => boolean): boolean =>
	workspace.textDocuments.some(({ isDirty, uri }) => isDirty && is(uri));

const isFile =
	(file: string) =>
	({ scheme, fsPath }: Uri): boolean =>
		scheme === "file" && fsPath === file;

/** Drops what a failed write left in the editor's buffer: it would refuse every later write. */
async function revert(file: string): Promise<void> {
	const document = workspace.textDocuments.find(({ isDirty, uri }) => isDirty && isFile(file)(uri));
	if (document === undefined) return;
	const { activeTextEditor } = window;
	await window.showTextDocument(document, { preview: true });
	await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
	if (activeTextEditor !== undefined) await window.showTextDocument(activeTextEditor.document);
}

/** Why the editor could not write: it reports a malformed file like any other failure. */
async function writeFault(host: Host, file: string, kept: string | undefined, cause: unknown): Promise<Fault> {
	if (isUnsaved(isFile(file))) {
		return {
			kind: "conflict",
			file,
			message: t("{0} has unsaved changes, so nothing was written into it.", file),
			remedies: [{ text: withKept(t("Save the file, then try again."), kept), action: opening(file) }],
		};
	}
	const malformed = await malformedLine(host, file);
	if (typeof malformed === "number") {
		return {
			kind: "malformed",
			file,
			line: malformed,
			message: t("{0} is not valid JSON (line {1}), so nothing was written into it.", file, malformed),
			remedies: [{ text: withKept(t("Correct the file, then try again."), kept), action: opening(file, malformed) }],
		};
	}
	return {
		kind: "not-writable",
		file,
		message: malformed?.message ?? t("{0} cannot be written: {1}", file, messageOf(cause)),
		remedies: [{ text: withKept(t("Make the file writable, then try again."), kept), action: opening(file) }],
	};
}

/** The first line that is not JSON with comments; undefined if there is none or the file does not exist. */
async function malformedLine(host: Host, file: string): Promise<number | Fault | undefined> {
	try {
		const text = await host.read(file);
		if (text === undefined || text.trim() === "") return undefined;
		const { parse } = await import("jsonc-parser");
		const errors: ParseError[] = [];
		const value: unknown = parse(text, errors, { allowTrailingComma: true });
		const [first] = errors;
		if (first !== undefined) return lineAt(text, first.offset);
		return isObject(value) ? undefined : 1;
	} catch (cause) {
		return faultOrThrow(cause);
	}
}
