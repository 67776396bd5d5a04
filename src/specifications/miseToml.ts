import { opening } from "../core/action.ts";
import type { Fault } from "../core/fault.ts";
import type { Host, Platform } from "../core/host.ts";
import { isObject } from "../core/isObject.ts";
import { t } from "../core/l10n.ts";
import type { ReadingContext, Specification, SpecificationReader } from "../core/specification.ts";
import { setting } from "../core/variables.ts";
import { matchesGoVersion, parseGoVersion } from "../core/versions/goVersion.ts";
import { pinned } from "./pinnedEntry.ts";
import { pinnedVersion } from "./pinnedVersion.ts";
import { lineOfKey, tomlText } from "./tomlText.ts";

const kind = "mise.toml";

/**
 * mise's configuration files: `[tools] go = …` in all its forms. The order of files, keys and versions, and the effect of
 * mise.lock, were tried with mise 2026.9.15. `go:…` keys are programs built by `go install`, not Go.
 */
export const miseToml: SpecificationReader = {
	kind,
	files: miseFilesFor,
	upwards: true,
	owners: ["asdf", "mise"],
	maxBytes: 128 * 1024,
	companion: lockOf,
	read: readMise,
};

/** mise's files below a folder, in order of precedence. */
export function miseFilesFor(host: Pick<Host, "platform" | "variables">): readonly string[] {
	return miseFiles((setting(host, "MISE_ENV") ?? "").split(",").filter(isName));
}

const isName = (name: string): boolean => /^[\w-]+$/.test(name);

/** `environments`: the names in MISE_ENV, of which the last takes precedence. */
function miseFiles(environments: readonly string[]): readonly string[] {
	const at = (suffix: string): string[] =>
		[".mise", ".mise/config", "mise", "mise/config", ".config/mise", ".config/mise/config"].map(
			(name) => `${name}${suffix}.toml`,
		);
	const names = [...environments].reverse();
	return [
		...names.flatMap((name) => [...at(`.${name}.local`), ...at(`.${name}`)]),
		".mise.local.toml",
		"mise.local.toml",
		"mise/config.local.toml",
		".mise/config.local.toml",
		".config/mise.local.toml",
		".config/mise/mise.local.toml",
		".config/mise/config.local.toml",
		".mise.toml",
		"mise.toml",
		"mise/config.toml",
		"mise/conf.d/*.toml",
		".mise/config.toml",
		".mise/conf.d/*.toml",
		".config/mise.toml",
		".config/mise/mise.toml",
		".config/mise/config.toml",
		".config/mise/conf.d/*.toml",
	];
}

/** `mise.lock`, or `mise.local.lock` and the like, beside the file; files of a conf.d share the one above it. */
function lockOf(file: string): string {
	const parts = file.split("/");
	const isFragment = parts.at(-2) === "conf.d";
	const folder = parts.slice(0, isFragment ? -2 : -1);
	const suffix = (parts.at(-1) ?? "").replace(/^\.?[^.]+/, "").replace(/\.toml$/, "");
	return [...folder, `mise${isFragment ? "" : suffix}.lock`].join("/");
}

async function readMise(file: string, text: string, context: ReadingContext): Promise<Specification> {
	const read = await tomlText(file, text);
	if ("fault" in read) return { kind, file, faults: [read.fault] };
	const tools = tableOf(read.table["tools"]);
	const keys = Object.keys(tools).filter((key) => /^(?:(?:core:)?(?:go|golang)|aqua:golang\/go)$/.test(key));
	const key = keys.at(-1);
	if (key === undefined) return { kind, file, faults: [] };
	const line = lineOfKey(text, "tools", key);
	const wrong = wrongSwitch(file, text, tableOf(read.table["settings"]));
	if (wrong !== undefined) return { kind, file, faults: [wrong] };
	const repeated: Fault[] =
		keys.length === 1
			? []
			: [
					{
						kind: "conflict",
						message: t("Several keys name a Go version ({0}). The last one is used.", keys.join(", ")),
						file,
						line,
						remedies: [{ text: t("Remove all but one of them."), action: opening(file, line) }],
					},
				];
	const entries = entriesOf(tools[key]);
	const here = entries.filter((entry) => appliesTo(context.platform, entry));
	if (entries.length > 0 && here.length === 0) return { kind, file, faults: repeated };
	const words = here.flatMap((entry) => wordOf(entry) ?? []);
	if (words.length < here.length || words.length === 0) {
		const message = t("The version of “{0}” in [tools] must be a string.", key);
		const written = textLine(text, line);
		const faults: readonly Fault[] = [...repeated, { kind: "malformed", message, file, line }];
		return { kind, file, unreadable: { text: written, line }, faults };
	}
	const locked = isLocking(read.table) ? await lockedVersions(context.companion) : [];
	const aliases = aliasesOf(read.table);
	const meant = words.map((word) => lockedFor(aliases[word] ?? word, locked));
	const { faults, ...asked } = pinned(file, { words: meant, line });
	return { kind, file, ...asked, faults: [...repeated, ...foreignForms(file, line, meant), ...faults] };
}

/** A switch that is not a list of strings, for which mise refuses the whole file. */
function wrongSwitch(file: string, text: string, settings: Readonly<Record<string, unknown>>): Fault | undefined {
	const isList = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === "string");
	const name = ["enable_tools", "disable_tools"].find(
		(candidate) => settings[candidate] !== undefined && !isList(settings[candidate]),
	);
	if (name === undefined) return undefined;
	const message = t("“{0}” in [settings] must be a list of strings.", name);
	return { kind: "malformed", message, file, line: lineOfKey(text, "settings", name) };
}

const textLine = (text: string, line: number): string => (text.split(/\r?\n/)[line - 1] ?? "").trim();

const tableOf = (value: unknown): Readonly<Record<string, unknown>> => (isObject(value) ? value : {});
const entriesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** `os = ["linux", "macos/arm64"]` of an entry. */
function appliesTo(platform: Platform, entry: unknown): boolean {
	const names = tableOf(entry)["os"];
	if (!Array.isArray(names)) return true;
	const own = { linux: "linux", darwin: "macos", win32: "windows" }[platform];
	return names.some((name) => typeof name === "string" && name.split("/", 1)[0] === own);
}

/** The version of an entry in mise's form: a string, or a table with `version`, `prefix`, `path` or `ref`. */
function wordOf(entry: unknown): string | undefined {
	if (typeof entry === "string") return entry.trim() === "" ? undefined : entry.trim();
	const table = tableOf(entry);
	const [name, value] =
		["version", "prefix", "path", "ref", "tag", "branch", "rev"]
			.map((key) => [key, table[key]] as const)
			.find(([, candidate]) => typeof candidate === "string" && candidate.trim() !== "") ?? [];
	if (name === undefined) return undefined;
	return name === "version" ? String(value).trim() : `${name}:${String(value).trim()}`;
}

/** `[tool_alias.go.versions]`, formerly `[alias.go.versions]`: the project's own names for versions. */
function aliasesOf(table: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
	const pairs = ["alias", "tool_alias"].flatMap((name) =>
		["golang", "go"].flatMap((tool) => {
			const versions = tableOf(tableOf(tableOf(table[name])[tool])["versions"]);
			return Object.entries(versions).filter((pair): pair is [string, string] => typeof pair[1] === "string");
		}),
	);
	return Object.fromEntries(pairs);
}

const isLocking = (table: Readonly<Record<string, unknown>>): boolean =>
	tableOf(table["settings"])["lockfile"] !== false;

/** The versions of Go in mise.lock; empty if its format is invalid, because mise then ignores it. */
async function lockedVersions(text: string | undefined): Promise<readonly string[]> {
	if (text === undefined) return [];
	const read = await tomlText("", text);
	const entries = "fault" in read ? undefined : tableOf(read.table["tools"])["go"];
	if (!Array.isArray(entries)) return [];
	return entries.map((entry) => tableOf(entry)["version"]).filter((version) => typeof version === "string");
}

/** The locked version that matches a request, or the request itself. */
function lockedFor(word: string, locked: readonly string[]): string {
	if (word === "latest") return locked[0] ?? word;
	const meaning = pinnedVersion(word);
	const wanted = meaning.kind === "reference" ? parseGoVersion(meaning.reference) : undefined;
	if (wanted === undefined) return word;
	return (
		locked.find((text) => {
			const version = parseGoVersion(text);
			return version !== undefined && matchesGoVersion(version, wanted);
		}) ?? word
	);
}

/** `go1.22.5` is Go's own form; mise does not find it. */
function foreignForms(file: string, line: number, words: readonly string[]): readonly Fault[] {
	return words
		.filter((word) => /^go-?\d/.test(word))
		.map((word) => ({
			kind: "malformed",
			message: t("mise and asdf do not know “{0}”. They write the version without “go”.", word),
			file,
			line,
		}));
}
