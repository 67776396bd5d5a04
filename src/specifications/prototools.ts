import { isObject } from "../core/isObject.ts";
import { t } from "../core/l10n.ts";
import type { Specification, SpecificationReader } from "../core/specification.ts";
import { setting } from "../core/variables.ts";
import { pinned } from "./pinnedEntry.ts";
import { tomlText } from "./tomlText.ts";

const kind = ".prototools";

/**
 * proto's `.prototools`: a top-level `go = "1.22"`, a version or one of the aliases of `[tools.go.aliases]`.
 * `.prototools.<PROTO_ENV>` takes precedence (proto crates/core: file_manager.rs, tool_spec.rs).
 */
export const prototools: SpecificationReader = {
	kind,
	files(host) {
		const mode = setting(host, "PROTO_ENV") ?? "";
		return /^[\w-]+$/.test(mode) ? [`.prototools.${mode}`, ".prototools"] : [".prototools"];
	},
	upwards: true,
	owners: ["proto"],
	maxBytes: 64 * 1024,
	read: readPrototools,
};

async function readPrototools(file: string, text: string): Promise<Specification> {
	const read = await tomlText(file, text);
	if ("fault" in read) return { kind, file, faults: [read.fault] };
	const value = read.table["go"];
	if (value === undefined) return { kind, file, faults: [] };
	const line = lineOfGo(text);
	if (typeof value !== "string") {
		const message = t("“{0}” must be a string.", "go");
		return {
			kind,
			file,
			unreadable: { text: (text.split(/\r?\n/)[line - 1] ?? "").trim(), line },
			faults: [{ kind: "malformed", message, file, line }],
		};
	}
	const word = plainRequirement(aliasesOf(read.table)[value.trim()] ?? value.trim());
	return { kind, file, ...pinned(file, { words: [word], line }) };
}

/** For proto `1.22` means `~1.22`, and an empty text or `*` its newest version; other ranges can only be resolved by proto. */
function plainRequirement(text: string): string {
	if (text === "" || text === "*") return "latest";
	return /^(?:=\s*\d+(?:\.\d+)*|~\s*\d+(?:\.\d+)?)$/.test(text) ? text.replace(/^[=~]\s*/, "") : text;
}

const tableIn = (table: unknown, name: string): unknown => (isObject(table) ? table[name] : undefined);

function aliasesOf(table: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
	const aliases = tableIn(tableIn(tableIn(table, "tools"), "go"), "aliases");
	const pairs = isObject(aliases) ? Object.entries(aliases) : [];
	return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}

/** The line of the key `go` above all tables. */
function lineOfGo(text: string): number {
	const lines = text.replace(/^\uFEFF/, "").split("\n");
	return lines.findIndex((line) => /^\s*(?:go|"go"|'go')\s*[.=]/.test(line)) + 1 || 1;
}
