import { opening } from "../../core/action.ts";
import type { Fault } from "../../core/fault.ts";
import { isObject } from "../../core/isObject.ts";
import { t } from "../../core/l10n.ts";
import { scalar, yamlText } from "../../specifications/yamlText.ts";

const maxDepth = 100;

export interface EnvsDirs {
	/** As written. */
	readonly entries: readonly string[];
	readonly faults: readonly Fault[];
}

/** `envs_dirs` (or its alias `envs_path`) of one rc file. Never throws. */
export async function envsDirsOf(file: string, text: string): Promise<EnvsDirs> {
	if (clearlySetsNeither(text)) return { entries: [], faults: [] };
	const refused = refusalBefore(file, text);
	if (refused !== undefined) return { entries: [], faults: [refused] };
	const yaml = await yamlText(file, text, { merges: true });
	if ("fault" in yaml) return { entries: [], faults: [withRemedy(yaml.fault)] };
	if (yaml.value === undefined) return { entries: [], faults: [] };
	const fault = (line: number, message: string): Fault => withRemedy({ kind: "malformed", file, line, message });
	if (!isObject(yaml.value))
		return { entries: [], faults: [fault(1, t("{0} must be a mapping of names to values.", file))] };
	const entries: string[] = [];
	const faults: Fault[] = [];
	for (const name of ["envs_dirs", "envs_path"]) {
		const value = yaml.value[name];
		if (value === undefined || isNothing(value)) continue;
		if (!Array.isArray(value)) {
			faults.push(fault(yaml.lineOf([name]), t("{0} in {1} must be a list of folders.", name, file)));
			if (typeof value === "string") entries.push(value);
			continue;
		}
		for (const [index, entry] of value.entries()) {
			if (typeof entry === "string" && !isNothing(entry)) entries.push(entry);
			else faults.push(fault(yaml.lineOf([name, index]), t("An entry of {0} in {1} is not a path.", name, file)));
		}
	}
	return { entries, faults };
}

const plain = /[A-Za-z0-9/$][\w./$@+-]*(?::[\w./$@+-]+)*/.source;
const line = new RegExp(`^(?:([a-z_]+):(?: +(${plain}))?|( *)- +${plain})?(?: *| +#.*)$`);

/**
 * Whether a file is so simple that every YAML reader agrees on it, and does not set either name: settings in one line and lists
 * of plain words, as in nearly all rc files. Loading a parser for this would take longer than the rest of a listing.
 */
function clearlySetsNeither(text: string): boolean {
	const names = new Set<string>();
	/** Whether a list may follow, or the indentation of the entries of the current list. */
	let list: "no" | "may" | number = "no";
	for (const written of text.split(/\r?\n/)) {
		const found = line.exec(written.replace(/^ *#.*$/, ""));
		if (found === null) return false;
		const [, name, value, entry] = found;
		if (name !== undefined) {
			if (name === "envs_dirs" || name === "envs_path" || names.has(name)) return false;
			names.add(name);
			list = value === undefined ? "may" : "no";
		} else if (entry !== undefined) {
			if (list === "may") list = entry.length;
			if (list !== entry.length) return false;
		}
	}
	return true;
}

/** Empty, or a YAML null, which a lone `~` is too. */
const isNothing = (value: unknown): boolean => typeof value === "string" && scalar(value) === undefined;

/** Errors that the parser does not find, or only by stack overflow. */
function refusalBefore(file: string, text: string): Fault | undefined {
	const nul = text.indexOf("\0");
	if (nul >= 0) return placed(file, text, nul, t("{0} is not a UTF-8 text file.", file));
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		const character = text[at];
		if (character === "[" || character === "{") depth++;
		else if (character === "]" || character === "}") depth = Math.max(depth - 1, 0);
		if (depth > maxDepth) return placed(file, text, at, t("{0} has more than {1} open brackets.", file, maxDepth));
	}
	return undefined;
}

function position(text: string, offset: number): { line: number; column: number } {
	const before = text.slice(0, offset).split("\n");
	return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

const placed = (file: string, text: string, offset: number, message: string): Fault =>
	withRemedy({ kind: "malformed", file, message, ...position(text, offset) });

/** A fault with a more specific remedy keeps it. */
function withRemedy(fault: Fault): Fault {
	const { file, line } = fault;
	const text = t("Correct the file. The folders it names are not searched until then.");
	const action = file === undefined ? {} : { action: opening(file, line) };
	return { remedies: [{ text, ...action }], ...fault };
}
