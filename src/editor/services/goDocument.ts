import type { TextDocument } from "vscode";

/** The official Go extension defines languages for go.mod and the like; without it they are plain text. */
export const isGoDocument = (document: TextDocument | undefined): boolean =>
	document !== undefined &&
	(/^go(?:\.|$)/.test(document.languageId) || /(?:^|[\\/])go\.(?:mod|sum|work)$/.test(document.uri.path));
