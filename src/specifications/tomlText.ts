import type { Fault } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import { mergeFault } from "../core/mergeFault.ts";

/** Parses a TOML text; on error, returns a fault with its position. Never throws. The parser is loaded on first use. */
export async function tomlText(
	file: string,
	text: string,
): Promise<{ readonly table: Readonly<Record<string, unknown>> } | { readonly fault: Fault }> {
	const merge = mergeFault(file, text);
	if (merge !== undefined) return { fault: merge };
	const { parse } = await import("smol-toml");
	try {
		return { table: parse(text.replace(/^\uFEFF/, "")) };
	} catch (cause) {
		// checks the properties, because a bundler may rename the class
		const { message, line, column } = cause as { message?: unknown; line?: unknown; column?: unknown };
		const detail = String(message)
			.replace(/^Invalid TOML document: /, "")
			.split("\n", 1)[0];
		return {
			fault: {
				kind: "malformed",
				message: t("This file is not valid TOML: “{0}”.", detail ?? ""),
				file,
				...(typeof line === "number" ? { line } : {}),
				...(typeof column === "number" ? { column } : {}),
			},
		};
	}
}

/**
 * The line of a key of a table: as `key = …` below `[table]`, as `[table.key]` or `[[table.key]]`, or as `table.key = …`; the
 * last of several. 1 if not found. The parser itself gives no positions.
 */
export function lineOfKey(text: string, table: string, key: string): number {
	const quoted = (name: string): string => {
		const literal = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
		return `(?:${literal}|"${literal}"|'${literal}')`;
	};
	const header = new RegExp(`^\\[\\[?\\s*${quoted(table)}\\s*(?:\\.\\s*(${quoted(key)})\\s*)?\\]`);
	const pair = new RegExp(`^${quoted(key)}\\s*[.=]`);
	const dotted = new RegExp(`^${quoted(table)}\\s*\\.\\s*${quoted(key)}\\s*[.=]`);
	let within = false;
	let top = true;
	let found = 1;
	for (const [index, line] of text
		.replace(/^\uFEFF/, "")
		.split("\n")
		.entries()) {
		const trimmed = line.trim();
		if (trimmed.startsWith("[")) {
			const match = header.exec(trimmed);
			if (match?.[1] !== undefined) found = index + 1;
			within = match !== null && match[1] === undefined;
			top = false;
		} else if ((within && pair.test(trimmed)) || (top && dotted.test(trimmed))) found = index + 1;
	}
	return found;
}
