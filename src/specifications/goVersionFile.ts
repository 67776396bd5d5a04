import { opening } from "../core/action.ts";
import type { Fault } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import { mergeFault } from "../core/mergeFault.ts";
import type { Specification, SpecificationReader } from "../core/specification.ts";
import { type PinnedEntry, pinnedInOrder } from "./pinnedEntry.ts";

const kind = ".go-version";

/**
 * `.go-version` in goenv's and mise's form (`1.22.5`, `1.22`, `go-1.22.5`, `v1.22.5`; also searched for in the folders above)
 * and in gvm's (`go1.22.5`; in the folder only). Several words and lines are alternatives in order: goenv and gvm use the
 * first.
 */
export const goVersionFile: SpecificationReader = {
	kind,
	files: () => [".go-version"],
	upwards: true,
	owners: ["gvm", "goenv"],
	maxBytes: 16 * 1024,
	read: (file, text) => Promise.resolve(readGoVersion(file, text)),
};

function readGoVersion(file: string, text: string): Specification {
	const merge = mergeFault(file, text);
	if (merge !== undefined) {
		return { kind, file, unreadable: { text: "<<<<<<<", line: merge.line ?? 1 }, faults: [merge] };
	}
	const entries = wordLines(text);
	if (entries.length === 0) {
		const message = t("This file is empty: it names no Go version.");
		return { kind, file, faults: [{ kind: "malformed", message, file, line: 1 }] };
	}
	const isGvm = entries.every(({ words }) => words.every((word) => /^go\d/.test(word)));
	return { kind, file, ...pinnedInOrder(file, entries), ...(isGvm ? { folderOnly: true } : {}) };
}

/** The words of each non-empty line; `#` starts a comment. */
export function wordLines(text: string): readonly PinnedEntry[] {
	return text
		.replace(/^\uFEFF/, "")
		.split(/\r\n|\r|\n/)
		.map((line, index) => ({
			// goenv does not read more of a line either; a template is one word, including blanks
			words:
				line
					.slice(0, 1024)
					.replace(/#.*$/, "")
					.match(/(?:\{\{.*?\}\}|\{%.*?%\}|\S)+/g) ?? [],
			line: index + 1,
		}))
		.filter(({ words }) => words.length > 0);
}

/** The fault of a file that asks for Go more than once: the last entry is used. */
export function repeated(file: string, entries: readonly PinnedEntry[]): readonly Fault[] {
	const last = entries.at(-1);
	if (last === undefined || entries.length < 2) return [];
	const lines = entries.map(({ line }) => line).join(", ");
	return [
		{
			kind: "conflict",
			message: t("Several lines name a Go version ({0}). The last one is used.", lines),
			file,
			line: last.line,
			remedies: [{ text: t("Remove all but one of them."), action: opening(file, last.line) }],
		},
	];
}
