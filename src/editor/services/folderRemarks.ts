import { Disposable, type Event, EventEmitter } from "vscode";

/** Where remarks about folders come from. */
export interface RemarkSource {
	/** A whole sentence about the folder with this path; undefined when there is nothing to say. */
	text(folder: string): string | undefined;
	readonly onDidChange: Event<void>;
}

/** What features have to say about a folder, for example about its terminals. The status item shows it. */
export interface FolderRemarks extends Disposable {
	/** Adds a source; its remarks follow those of the sources before. */
	add(source: RemarkSource): Disposable;
	/** The sentences about a folder. */
	of(folder: string): readonly string[];
	readonly onDidChange: Event<void>;
}

export function folderRemarks(): FolderRemarks {
	const sources = new Set<RemarkSource>();
	const changed = new EventEmitter<void>();
	return {
		add(source) {
			sources.add(source);
			return Disposable.from(
				source.onDidChange(() => changed.fire()),
				{ dispose: () => sources.delete(source) },
			);
		},
		of: (folder) => [...sources].map(({ text }) => text(folder)).filter((text) => text !== undefined),
		onDidChange: changed.event,
		dispose: () => changed.dispose(),
	};
}
