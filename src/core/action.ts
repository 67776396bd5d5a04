import type { GoVersion } from "./versions/goVersion.ts";

/**
 * What a remedy can do at once, as data: a button in the editor, a command to type on the command line, an object in JSON. It
 * applies to the folder of its fault.
 */
export type Action =
	/** Select this environment for the folder. */
	| { readonly kind: "use"; readonly reference: string }
	/** Let the user select an existing environment. */
	| { readonly kind: "select" }
	/** Open a text file; `file` is absolute, `line` counts from 1. */
	| { readonly kind: "open"; readonly file: string; readonly line?: number }
	/** Open a setting by its full name. */
	| { readonly kind: "setting"; readonly name: string }
	/** Trust content of the folder: the workspace in the editor, an approval on the command line. */
	| { readonly kind: "trust" }
	/** Run an operation of ours. */
	| ({ readonly kind: "operation" } & OperationCall)
	| { readonly kind: "log" }
	/** Copy a text, for example a shell command. It is never run and never built from the content of a file. */
	| { readonly kind: "copy"; readonly text: string };

/** An operation with its arguments beside the folder. */
export type OperationCall =
	| { readonly name: "refresh" }
	/** Remove the user's selection for the folder. */
	| { readonly name: "clear" }
	/** Let go switch by itself in the folder to the Go that its files require. */
	| { readonly name: "letGoSwitch" }
	/** Check what new terminals of the folder run, and say what to do. */
	| { readonly name: "checkTerminal" }
	/** Activate the environment of the folder again, because its files have changed or because it failed. */
	| { readonly name: "activate" }
	/** Remember that activating this environment may build what its definition reads. */
	| { readonly name: "allowBuilds"; readonly reference: string }
	/** Open a terminal with the folder's environment and without changes by other extensions. */
	| { readonly name: "openTerminal" }
	| CreateCall
	| UpdateCall;

/** Create an environment from a file (absolute) or by its name, or get a Go by its version; without any, what the folder asks for. */
export interface CreateCall {
	readonly name: "create";
	readonly file?: string;
	readonly version?: GoVersion;
	readonly environment?: string;
}

/** Install what a file (absolute) asks for into the environment that it names, or into another one; without a file, the folder's own. */
export interface UpdateCall {
	readonly name: "update";
	readonly file?: string;
	readonly reference?: string;
}

/** The creation that an action is; undefined for another one. */
export const createCallOf = (action: Action | undefined): CreateCall | undefined =>
	action?.kind === "operation" && action.name === "create" ? action : undefined;

/** The action that creates what is missing. */
export const creating = (what: Omit<CreateCall, "name">): Action => ({ kind: "operation", name: "create", ...what });

/** The action that opens a file at a line. */
export const opening = (file: string, line?: number): Action => ({
	kind: "open",
	file,
	...(line === undefined ? {} : { line }),
});
