import type { Node, ParseError } from "jsonc-parser";
import { opening } from "../core/action.ts";
import { type Fault, faultOrThrow } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { lineAt } from "../core/lineAt.ts";
import { mergeFault } from "../core/mergeFault.ts";
import type { RawSetting, RawSettings } from "../core/settings/folderSettings.ts";
import { type SettingName, section, settingNames, settingsFile } from "../core/settings/settingNames.ts";

/**
 * Reads the raw settings in the folder's .vscode/settings.json; user settings belong to an editor and are not read. A malformed
 * file is used as far as it can be parsed, as in the editor, and reported as a fault. Throws only for programming errors.
 */
export async function writtenSettings(host: Host, folder: string): Promise<RawSettings> {
	const file = settingsFile(host, folder);
	try {
		const text = await host.read(file);
		return { base: folder, ...(text === undefined ? nothing : await parsed(file, text)) };
	} catch (cause) {
		return { base: folder, ...nothing, faults: [{ ...faultOrThrow(cause), file }] };
	}
}

const nothing: Pick<RawSettings, "setting"> = { setting: () => undefined };

/** If a setting occurs several times, the last one wins, as in the editor. */
async function parsed(file: string, text: string): Promise<Omit<RawSettings, "base">> {
	const { getNodeValue, parseTree, printParseErrorCode } = await import("jsonc-parser");
	const errors: ParseError[] = [];
	try {
		const root = parseTree(text.replace(/^\uFEFF/, " "), errors, { allowTrailingComma: true, allowEmptyContent: true });
		const [first] = errors;
		const wrong =
			mergeFault(file, text) ?? (first && malformed(file, printParseErrorCode(first.error), text, first.offset));
		const settings = new Map<SettingName, RawSetting>();
		for (const name of settingNames) {
			const node = settingNode(root, `${section}.${name}`);
			if (node) settings.set(name, { value: getNodeValue(node), file, line: lineAt(text, node.offset) });
		}
		return { setting: (name) => settings.get(name), faults: wrong === undefined ? [] : [wrong] };
	} catch (cause) {
		// the parser is recursive: 60,000 open brackets are a RangeError
		if (!(cause instanceof RangeError)) throw cause;
		return { ...nothing, faults: [malformed(file, "TooDeep", text, 0)] };
	}
}

/** The last value of a setting: under its whole name, or in nested objects, as the editor reads it too. */
function settingNode(object: Node | undefined, name: string): Node | undefined {
	const properties = object?.type === "object" ? (object.children ?? []) : [];
	for (const { children = [] } of properties.toReversed()) {
		const [key, value] = children;
		if (value === undefined) continue;
		if (key?.value === name) return value;
		const nested = name.startsWith(`${key?.value}.`)
			? settingNode(value, name.slice(`${key?.value}.`.length))
			: undefined;
		if (nested !== undefined) return nested;
	}
	return undefined;
}

function malformed(file: string, code: string, text: string, offset: number): Fault {
	const line = lineAt(text, offset);
	return {
		kind: "malformed",
		message: t("{0} is not valid JSON with comments ({1}).", file, code),
		remedies: [{ text: t("Correct the file. Only its readable part is used."), action: opening(file, line) }],
		file,
		line,
		column: offset - text.lastIndexOf("\n", offset - 1),
	};
}
