import type { Document, LineCounter, ParsedNode } from "yaml";
import type { Fault } from "../../core/fault.ts";
import { t } from "../../core/words.ts";

const deepest = 100;

interface Written {
	readonly entries: readonly string[];
	readonly faults: readonly Fault[];
}

/** `envs_dirs` (or its other name `envs_path`) of one rc file, as written. Every exception of the parser becomes a fault. */
export async function envsDirsOf(file: string, text: string): Promise<Written> {
	const refused = refusalBefore(file, text);
	if (refused !== undefined) return { entries: [], faults: [refused] };
	const { LineCounter, parseDocument, visit } = await import("yaml");
	const lines = new LineCounter();
	let firstAlias = 0;
	try {
		const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
		const error = document.errors[0];
		if (error !== undefined) return { entries: [], faults: [malformed(file, lines, error.pos[0], error.message)] };
		visit(document, {
			Alias: (_, node) => {
				firstAlias = node.range?.[0] ?? 0;
				return visit.BREAK;
			},
		});
		const content: unknown = document.toJS(); // throws on aliases that multiply
		return entriesIn(file, content, document, lines);
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		return { entries: [], faults: [malformed(file, lines, firstAlias, why)] };
	}
}

function entriesIn(file: string, content: unknown, document: Document.Parsed<ParsedNode>, lines: LineCounter): Written {
	if (content === null || content === undefined) return { entries: [], faults: [] };
	if (typeof content !== "object" || Array.isArray(content)) {
		return { entries: [], faults: [placedBy(lines, 0, remedied(file, t("{0} must hold names with values.", file)))] };
	}
	const entries: string[] = [];
	const faults: Fault[] = [];
	for (const name of ["envs_dirs", "envs_path"]) {
		const value: unknown = (content as Record<string, unknown>)[name];
		if (value === undefined || value === null) continue;
		const at = (index?: number): number => offsetOf(document, index === undefined ? [name] : [name, index]);
		if (!Array.isArray(value)) {
			faults.push(placedBy(lines, at(), remedied(file, t("{0} in {1} must be a list of folders.", name, file))));
			if (typeof value === "string") entries.push(value);
			continue;
		}
		for (const [index, entry] of value.entries()) {
			if (typeof entry === "string") entries.push(entry);
			else
				faults.push(placedBy(lines, at(index), remedied(file, t("An entry of {0} in {1} is not a path.", name, file))));
		}
	}
	return { entries, faults };
}

function offsetOf(document: Document.Parsed<ParsedNode>, path: readonly (string | number)[]): number {
	const node = document.getIn([...path], true);
	const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
	return Array.isArray(range) && typeof range[0] === "number" ? range[0] : 0;
}

/** What is better said before the parser sees the text: it would run out of stack, or complain about something else. */
function refusalBefore(file: string, text: string): Fault | undefined {
	const marker = /^(?:<{7}|={7}|>{7})(?: |\r?$)/m.exec(text);
	if (marker !== null) return placed(file, text, marker.index, t("{0} has the marks of a merge conflict.", file));
	const nul = text.indexOf("\0");
	if (nul >= 0) return placed(file, text, nul, t("{0} is not a text file in UTF-8.", file));
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		const character = text[at];
		if (character === "[" || character === "{") depth++;
		else if (character === "]" || character === "}") depth = Math.max(depth - 1, 0);
		if (depth > deepest) return placed(file, text, at, t("{0} has more than {1} open brackets.", file, deepest));
	}
	return undefined;
}

function placed(file: string, text: string, offset: number, message: string): Fault {
	const before = text.slice(0, offset).split("\n");
	return { ...remedied(file, message), line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

function malformed(file: string, lines: LineCounter, offset: number, why: string): Fault {
	const reason = (why.split("\n", 1)[0] ?? "").replace(/[.:]$/, "");
	return placedBy(lines, offset, remedied(file, t("{0} cannot be read as YAML: {1}.", file, reason)));
}

function placedBy(lines: LineCounter, offset: number, fault: Fault): Fault {
	const { line, col } = lines.linePos(offset);
	return { ...fault, line: Math.max(line, 1), column: Math.max(col, 1) };
}

const remedied = (file: string, message: string): Fault => ({
	kind: "malformed",
	file,
	message,
	remedy: t("Correct the file; what it names is not searched until then."),
});
