import { opening } from "../../../core/action.ts";
import { type Fault, FaultError } from "../../../core/fault.ts";
import type { Host } from "../../../core/host.ts";
import { isObject } from "../../../core/isObject.ts";
import { t } from "../../../core/l10n.ts";
import { lineAt } from "../../../core/lineAt.ts";
import { mergeFault } from "../../../core/mergeFault.ts";
import { type YamlText, yamlMaxBytes, yamlText } from "../../../specifications/yamlText.ts";
import { isLock } from "./lockFile.ts";

/** Of packages that are parsed in one go: some milliseconds. */
const batchLength = 8 << 10;
const linesPerYield = 4096;

/** A part of the file that is parsed alone: a package, or the value of a top-level key. */
interface LockPart {
	/** Counted from 1. */
	readonly line: number;
	readonly start: number;
	end: number;
}

interface LockLayout {
	readonly sections: ReadonlyMap<string, LockPart>;
	readonly packages: readonly LockPart[];
}

/** Whether a text that is too large for a YAML file may be a lock file. */
export const mayBeLargeLock = (text: string): boolean => isJson(text) || /^package:/m.test(text);

/**
 * A lock file of any size, as data. It is never parsed in one go, which would block the event loop for seconds, or for hours where
 * somebody means it: one that is laid out as conda-lock writes it is parsed package by package. Throws malformed and too-large with
 * line.
 */
export async function largeLock(host: Host, file: string, written: string): Promise<YamlText> {
	const text = written.replace(/^\uFEFF/, "");
	const merge = mergeFault(file, text);
	if (merge !== undefined) throw new FaultError(merge);
	if (isJson(text)) return jsonLock(file, text);
	const { sections, packages } = await layoutOf(host, file, text);
	const values: Record<string, unknown> = {};
	for (const [key, part] of sections) if (key !== "package") values[key] = await sectionValue(file, text, key, part);
	const entries: unknown[] = [];
	for (const batch of batchesOf(packages)) {
		await host.yield();
		entries.push(...(await packagesIn(file, text, batch)));
	}
	const value = { ...values, package: entries };
	if (!isLock(value)) throw otherLayout(file, 1);
	return {
		value,
		lineOf([key, index]) {
			const part = key === "package" && typeof index === "number" ? packages[index] : sections.get(String(key));
			return part?.line ?? 1;
		},
	};
}

const isJson = (text: string): boolean => /^\uFEFF?\s*\{/.test(text);

/** JSON is YAML too; its parser is fast enough. */
function jsonLock(file: string, text: string): YamlText {
	const value = jsonValue(file, text);
	if (!isObject(value) || !Array.isArray(value["package"]) || !isLock(value)) throw otherLayout(file, 1);
	const entries = value["package"].map((entry: unknown) =>
		isObject(entry) ? { ...entry, optional: String(entry["optional"]) } : entry,
	);
	return { value: { ...value, version: String(value["version"]), package: entries }, lineOf: () => 1 };
}

function jsonValue(file: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (cause) {
		const [, place] = /\bposition (\d+)/.exec(String(cause)) ?? [];
		throw otherLayout(file, place === undefined ? 1 : lineAt(text, Number(place)));
	}
}

/**
 * Where the parts of the file are, by its lines alone: the keys of a lock file, each once, and a list of packages with one
 * indentation, none of them long.
 */
async function layoutOf(host: Host, file: string, text: string): Promise<LockLayout> {
	const sections = new Map<string, LockPart>();
	const packages: LockPart[] = [];
	let current: LockPart | undefined;
	let isInPackages = false;
	let indent: number | undefined;
	let line = 0;
	for (let start = 0; start < text.length; ) {
		if (++line % linesPerYield === 0) await host.yield();
		const newline = text.indexOf("\n", start);
		const end = newline < 0 ? text.length : newline + 1;
		// no longer part of a line decides
		const [, blanks = "", rest = ""] = /^( *)(.*)/.exec(text.slice(start, Math.min(end, start + 200))) ?? [];
		const [, key] = /^(version|metadata|package):(?=\s|$)/.exec(blanks === "" ? rest : "") ?? [];
		if (/^(?:#|$)/.test(rest) || (sections.size === 0 && /^---\s*$/.test(rest))) {
			// a comment or a blank line
		} else if (key !== undefined) {
			isInPackages = key === "package";
			if (sections.has(key) || (isInPackages && !/^package:\s*(?:#.*)?$/.test(rest))) throw otherLayout(file, line);
			current = { line, start, end };
			sections.set(key, current);
		} else if (isInPackages && /^-(?:\s|$)/.test(rest) && blanks.length <= (indent ?? blanks.length)) {
			if (blanks.length !== (indent ?? blanks.length)) throw otherLayout(file, line);
			indent = blanks.length;
			current = { line, start, end };
			packages.push(current);
		} else if (current === undefined || blanks.length <= (isInPackages ? (indent ?? Number.POSITIVE_INFINITY) : 0)) {
			// a list may stand under its key without indentation
			const isList = !isInPackages && current !== undefined && /^-\s/.test(rest);
			if (!isList) throw otherLayout(file, line);
		}
		if (current !== undefined) {
			current.end = end;
			if (end - current.start > yamlMaxBytes) throw otherLayout(file, current.line);
		}
		start = end;
	}
	return { sections, packages };
}

async function sectionValue(file: string, text: string, key: string, part: LockPart): Promise<unknown> {
	const value = await parsed(file, text.slice(part.start, part.end), part.line);
	return isObject(value) ? value[key] : undefined;
}

/** Consecutive packages, together not longer than what is parsed in one go, or a single one. */
function* batchesOf(packages: readonly LockPart[]): Iterable<readonly LockPart[]> {
	let batch: LockPart[] = [];
	for (const part of packages) {
		const [first] = batch;
		if (first !== undefined && part.end - first.start > batchLength) {
			yield batch;
			batch = [];
		}
		batch.push(part);
	}
	if (batch.length > 0) yield batch;
}

async function packagesIn(file: string, text: string, batch: readonly LockPart[]): Promise<readonly unknown[]> {
	const [first] = batch;
	const last = batch.at(-1);
	if (first === undefined || last === undefined) return [];
	const value = await parsed(file, text.slice(first.start, last.end), first.line);
	if (!Array.isArray(value) || value.length !== batch.length) throw otherLayout(file, first.line);
	const wrong = value.findIndex((entry) => !isObject(entry));
	if (wrong >= 0) throw otherLayout(file, (batch[wrong] ?? first).line);
	return value;
}

async function parsed(file: string, text: string, line: number): Promise<unknown> {
	const yaml = await yamlText(file, text, { maxBytes: Number.POSITIVE_INFINITY, merges: true });
	if ("fault" in yaml) throw new FaultError(shifted(yaml.fault, line));
	return yaml.value;
}

const shifted = (fault: Fault, line: number): Fault => ({ ...fault, line: (fault.line ?? 1) + line - 1 });

function otherLayout(file: string, line: number): FaultError {
	const message = t(
		"A file of more than {0} KB must be laid out as conda-lock writes it: this line is not.",
		yamlMaxBytes / 1024,
	);
	const remedies = [{ text: t("Shorten the file, or write it with conda-lock."), action: opening(file, line) }];
	return new FaultError({ kind: "too-large", message, file, line, remedies });
}
