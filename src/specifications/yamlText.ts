import type { Document, LineCounter, Node } from "yaml";
import { opening } from "../core/action.ts";
import type { Fault } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import { mergeFault } from "../core/selection/mergeMarkers.ts";

/** Bytes. Parsing is done in one go on an event loop that others share; more takes too long (DESIGN.md). */
export const yamlMaxBytes = 32 * 1024;

/** A YAML text as data: every scalar is its text as written (`1.20` stays `1.20`), an empty document is undefined. */
export interface YamlText {
	readonly value: unknown;
	/** The line of the value at a path of keys and indexes; of the last part that is there. */
	lineOf(path: readonly (string | number)[]): number;
}

/** The data of a YAML text, or the fault that says where it is wrong. Never throws. Loads its parser when first used. */
export async function yamlText(file: string, text: string): Promise<YamlText | { readonly fault: Fault }> {
	const merge = mergeFault(file, text);
	if (merge !== undefined) return { fault: merge };
	if (text.length > yamlMaxBytes) {
		const message = t("This file is larger than {0} KB, the limit for YAML files.", yamlMaxBytes / 1024);
		const remedies = [{ text: t("Shorten the file."), action: opening(file) }];
		return { fault: { kind: "too-large", message, file, remedies } };
	}
	const { LineCounter: Counter, parseDocument } = await import("yaml");
	const lineCounter = new Counter();
	const fault = (detail: string, line?: number, column?: number): { fault: Fault } => ({
		fault: {
			kind: "malformed",
			message: t("This file is not valid YAML: “{0}”.", detail),
			file,
			...(line === undefined ? {} : { line }),
			...(column === undefined ? {} : { column }),
		},
	});
	try {
		const document = parseDocument(text.replace(/^\uFEFF/, ""), {
			schema: "failsafe",
			lineCounter,
			logLevel: "silent",
		});
		const [error] = document.errors;
		if (error !== undefined) {
			const [place] = error.linePos ?? [];
			return fault(error.message.replace(/ at line \d+, column \d+:?[\s\S]*$/, "."), place?.line, place?.col);
		}
		// a document in which aliases multiply is refused before it fills the memory
		const value: unknown = document.contents === null ? undefined : document.toJS({ maxAliasCount: 50 });
		return { value, lineOf: (path) => lineOf(document, lineCounter, path) };
	} catch (cause) {
		const place = firstAlias(text);
		return fault(cause instanceof Error ? `${cause.message}.` : String(cause), place?.line, place?.column);
	}
}

/** An alias without its anchor, and those that multiply, are found late, and then without their place. */
function firstAlias(text: string): { readonly line: number; readonly column: number } | undefined {
	const alias = /[\s[,]\*\w/.exec(text);
	if (alias === null) return undefined;
	const before = text.slice(0, alias.index + 1).split("\n");
	return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

function lineOf(document: Document.Parsed, lineCounter: LineCounter, path: readonly (string | number)[]): number {
	for (let length = path.length; length > 0; length--) {
		const node = document.getIn(path.slice(0, length), true) as Node | undefined;
		if (node?.range) return lineCounter.linePos(node.range[0]).line;
	}
	return 1;
}

/** A mapping with text keys. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text of a scalar, or undefined where there is none or it is null as YAML writes it. */
export function scalar(value: unknown): string | undefined {
	return typeof value === "string" && !/^(?:|~|null|Null|NULL)$/.test(value) ? value : undefined;
}
