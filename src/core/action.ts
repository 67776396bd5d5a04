/**
 * What a remedy can do at once, as data: the editor makes a button of it, the command line a command to type, JSON passes it
 * on. It is for the folder of its fault.
 */
export type Action =
	/** Select this environment for the folder. */
	| { readonly kind: "use"; readonly reference: string }
	/** Let the user select one of those that exist. */
	| { readonly kind: "select" }
	/** Open a text file; `file` is absolute, `line` counts from 1. */
	| { readonly kind: "open"; readonly file: string; readonly line?: number }
	/** Open a setting by its whole name. */
	| { readonly kind: "setting"; readonly name: string }
	/** Trust what came with the folder: the workspace in the editor, an approval on the command line. */
	| { readonly kind: "trust" }
	/** Run an operation of ours. */
	| ({ readonly kind: "operation" } & OperationCall)
	| { readonly kind: "log" }
	/** Copy a text, for example a command for a shell. It is run nowhere, and is never made from a file's content. */
	| { readonly kind: "copy"; readonly text: string };

/** An operation with what it needs beside the folder: one that needs more has fields of its own here. */
export type OperationCall =
	| { readonly name: "refresh" }
	/** The folder's selection of the user is removed. */
	| { readonly name: "clear" }
	/** A terminal that has the folder's environment and nothing of other extensions. */
	| { readonly name: "openTerminal" };

/** The action that opens a place in a file. */
export const opening = (file: string, line?: number): Action => ({
	kind: "open",
	file,
	...(line === undefined ? {} : { line }),
});
