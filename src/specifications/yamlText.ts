import type { Document, LineCounter, Node } from "yaml";
import { opening } from "../core/action.ts";
import type { Fault } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import { mergeFault } from "../core/mergeFault.ts";

/** Parsing blocks the event loop, which others share; larger files take too long (DESIGN.md). */
export const yamlMaxBytes = 32 * 1024;

/** A YAML text as data: every scalar is its text as written (`1.20` stays `1.20`), an empty document is undefined. */
export interface YamlText {
	readonly value: unknown;
	/** The line of the value at a path of keys and indexes, or of the last part that exists. */
	lineOf(path: readonly (string | number)[]): number;
}

export interface YamlReading {
	/** Larger only for what a user has started. */
	readonly maxBytes?: number;
	/** Merges mappings with the key `<<`, as in YAML 1.1: conda's reader (ruamel.yaml) does. Without it, `<<` is a key. */
	readonly merges?: boolean;
}

/** Parses a YAML text; on error, returns a fault with its position. Never throws. The parser is loaded on first use. */
export async function yamlText(
	file: string,
	text: string,
	{ maxBytes = yamlMaxBytes, merges = false }: YamlReading = {},
): Promise<YamlText | { readonly fault: Fault }> {
	const merge = mergeFault(file, text);
	if (merge !== undefined) return { fault: merge };
	if (text.length > maxBytes) {
		const message = t("This file is larger than {0} KB, the limit for YAML files.", maxBytes / 1024);
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
			merge: merges,
			lineCounter,
			logLevel: "silent",
		});
		const [error] = document.errors;
		if (error !== undefined) {
			const [place] = error.linePos ?? [];
			return fault(error.message.replace(/ at line \d+, column \d+:?[\s\S]*$/, "."), place?.line, place?.col);
		}
		// refuse a document whose aliases multiply before it fills the memory
		const value: unknown = document.contents === null ? undefined : document.toJS({ maxAliasCount: 50 });
		return { value, lineOf: (path) => lineOf(document, lineCounter, path) };
	} catch (cause) {
		const place = firstAlias(text);
		return fault(cause instanceof Error ? `${cause.message}.` : String(cause), place?.line, place?.column);
	}
}

/** An alias without its anchor, and multiplying aliases, are detected late and without their position. */
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

/** The text of a scalar, or undefined if it is missing or a YAML null. */
export function scalar(value: unknown): string | undefined {
	return typeof value === "string" && !/^(?:|~|null|Null|NULL)$/.test(value) ? value : undefined;
}
