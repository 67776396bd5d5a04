/** The environment that a terminal was started with: `key` identifies it, the rest is for display. */
export interface Given {
	readonly key: string;
	/** The environment's name; undefined for the inherited Go. */
	readonly name?: string | undefined;
	/** Without `go`, if known. */
	readonly version?: string | undefined;
}

/** The `key` of terminals without an environment of ours. */
export const noEnvironment = "";

interface OpenedTerminal {
	readonly folder: string;
	readonly given: Given;
	/** The process id of its shell, if known. */
	readonly process?: number | undefined;
}

/** Which terminal was started with which environment. Independent of the editor. */
export interface OpenedTerminals<T> {
	opened(terminal: T, folder: string, given: Given): void;
	closed(terminal: T): void;
	/** Reports the process of a terminal's shell; a changed one means that it was restarted with the current environment. */
	runs(terminal: T, process: number | undefined, given: (folder: string) => Given): void;
	/** Reports which Go the folder's terminals without an environment of ours run: those have it whose Go was not known. */
	learned(folder: string, version: string): void;
	/** Reports that we restarted it. */
	relaunched(terminal: T, given: (folder: string) => Given): void;
	of(terminal: T): { readonly folder: string; readonly given: Given } | undefined;
	/** Terminals of the folder that were started with another environment than new ones. */
	stale(folder: string, now: Given): readonly { readonly terminal: T; readonly given: Given }[];
}

export function openedTerminals<T>(): OpenedTerminals<T> {
	const entries = new Map<T, OpenedTerminal>();
	return {
		opened: (terminal, folder, given) => void entries.set(terminal, { folder, given }),
		closed: (terminal) => void entries.delete(terminal),
		runs(terminal, process, given) {
			const entry = entries.get(terminal);
			if (entry === undefined || process === undefined || entry.process === process) return;
			const isAgain = entry.process !== undefined;
			entries.set(terminal, { ...entry, process, given: isAgain ? given(entry.folder) : entry.given });
		},
		learned(folder, version) {
			for (const [terminal, entry] of entries) {
				const { given } = entry;
				const isUnknown = given.key === noEnvironment && given.version === undefined;
				if (entry.folder === folder && isUnknown) entries.set(terminal, { ...entry, given: { ...given, version } });
			}
		},
		relaunched(terminal, given) {
			const entry = entries.get(terminal);
			// the new process id is not known yet
			if (entry !== undefined) entries.set(terminal, { folder: entry.folder, given: given(entry.folder) });
		},
		of: (terminal) => entries.get(terminal),
		stale: (folder, now) =>
			[...entries].flatMap(([terminal, entry]) =>
				entry.folder === folder && entry.given.key !== now.key ? [{ terminal, given: entry.given }] : [],
			),
	};
}
