/** What a terminal was started with: `key` tells two apart, the rest names it. */
export interface Given {
	readonly key: string;
	/** The environment; undefined for the Go that was inherited. */
	readonly name?: string | undefined;
	/** Without `go`, where it is known. */
	readonly version?: string | undefined;
}

interface Entry {
	readonly folder: string;
	readonly given: Given;
	/** The process of its shell, as far as it is known. */
	readonly process?: number | undefined;
}

/** Which terminal was started with what. Knows nothing of an editor. */
export interface OpenedTerminals<T> {
	opened(terminal: T, folder: string, given: Given): void;
	closed(terminal: T): void;
	/** The process of a terminal's shell; another one than before means that it was started again, with what is given now. */
	runs(terminal: T, process: number | undefined, given: (folder: string) => Given): void;
	/** Started again by us. */
	relaunched(terminal: T, given: (folder: string) => Given): void;
	of(terminal: T): { readonly folder: string; readonly given: Given } | undefined;
	/** Those of the folder that were started with something else than new ones. */
	stale(folder: string, now: Given): readonly { readonly terminal: T; readonly given: Given }[];
}

export function openedTerminals<T>(): OpenedTerminals<T> {
	const entries = new Map<T, Entry>();
	return {
		opened: (terminal, folder, given) => void entries.set(terminal, { folder, given }),
		closed: (terminal) => void entries.delete(terminal),
		runs(terminal, process, given) {
			const entry = entries.get(terminal);
			if (entry === undefined || process === undefined || entry.process === process) return;
			const isAgain = entry.process !== undefined;
			entries.set(terminal, { ...entry, process, given: isAgain ? given(entry.folder) : entry.given });
		},
		relaunched(terminal, given) {
			const entry = entries.get(terminal);
			// its new process is not known yet
			if (entry !== undefined) entries.set(terminal, { folder: entry.folder, given: given(entry.folder) });
		},
		of: (terminal) => entries.get(terminal),
		stale: (folder, now) =>
			[...entries].flatMap(([terminal, entry]) =>
				entry.folder === folder && entry.given.key !== now.key ? [{ terminal, given: entry.given }] : [],
			),
	};
}
