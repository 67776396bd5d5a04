import { Disposable, type Event, EventEmitter } from "vscode";

/** A source of remarks about folders. */
export interface RemarkSource {
	/**
	 * A whole sentence about the folder with this path, or, without a path, about a file outside all folders; undefined if there is
	 * none.
	 */
	text(folder: string | undefined): string | undefined;
	readonly onDidChange: Event<void>;
}

/** Remarks of features about a folder, for example about its terminals. The status item shows them. */
export interface FolderRemarks extends Disposable {
	/** Adds a source; its remarks follow those of earlier sources. */
	add(source: RemarkSource): Disposable;
	of(folder: string | undefined): readonly string[];
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
