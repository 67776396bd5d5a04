import { mergeFault } from "../core/mergeFault.ts";
import type { Specification, SpecificationReader } from "../core/specification.ts";
import { repeated, wordLines } from "./goVersionFile.ts";
import { pinned } from "./pinnedEntry.ts";

const kind = ".tool-versions";

/** `.tool-versions` of asdf and mise: a tool and its versions per line. `golangci-lint` is another tool. */
export const toolVersions: SpecificationReader = {
	kind,
	files: () => [".tool-versions"],
	upwards: true,
	owners: ["asdf", "mise", "vfox"],
	maxBytes: 64 * 1024,
	read: (file, text) => Promise.resolve(readToolVersions(file, text)),
};

function readToolVersions(file: string, text: string): Specification {
	const entries = wordLines(text)
		.map(({ words: [tool = "", ...words], line }) => ({ tool, words, line }))
		// mise accepts `go:` and `core:go` for go (tried with 2026.9.15)
		.filter(({ tool, words }) => /^(?:core:)?(?:go|golang):?$/.test(tool) && words.length > 0);
	const last = entries.at(-1);
	if (last === undefined) return { kind, file, faults: [] };
	const merge = mergeFault(file, text);
	if (merge !== undefined) {
		return { kind, file, unreadable: { text: last.words.join(" "), line: last.line }, faults: [merge] };
	}
	const { faults, ...asked } = pinned(file, last);
	return { kind, file, ...asked, faults: [...repeated(file, entries), ...faults] };
}
