import type { Fault } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import { mergeFault } from "../core/selection/mergeMarkers.ts";

/** The table of a TOML text, or the fault that says where it is wrong. Never throws. Loads its parser when first used. */
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
		// the class may be renamed by a bundler; its place is what makes it useful
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
 * The line on which a key of a table is given: as `key = …` below `[table]`, as `[table.key]` or `[[table.key]]`, or as
 * `table.key = …`; the last of several. 1 where none is found, for the parser keeps no places.
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
