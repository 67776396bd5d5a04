// What other extensions may read of Go Environments: copy this file, then
//
//     const api = await vscode.extensions.getExtension<GoEnvironmentsApi>("go-environments.go-environments")?.activate();
//
// It grows; what is here changes only with `version`. Nothing of it writes.
import type { Event, Uri } from "vscode";

export interface GoEnvironmentsApi {
	readonly version: 1;
	/** Every environment of the machine that is listed so far, and of a workspace folder where one is named. */
	environments(folder?: Uri): readonly ApiEnvironment[];
	/** What a workspace folder uses; undefined until it was read for the first time, or where it is no workspace folder. */
	selection(folder: Uri): ApiSelection | undefined;
	/** What new terminals and tasks of a workspace folder get; undefined where nothing is active. */
	activation(folder: Uri): ApiActivation | undefined;
	/** A folder's selection or its activation changed. */
	readonly onDidChangeSelection: Event<Uri>;
}

export interface ApiEnvironment {
	readonly id: string;
	/** `conda`, `gvm`, `flake` or `sdk`; others may come. */
	readonly provider: string;
	readonly name: string;
	/** Without `go`; undefined where it is not known, or where there is no Go. */
	readonly version: string | undefined;
	readonly goroot: string | undefined;
	/** The go program: not always `<goroot>/bin/go`. */
	readonly program: string | undefined;
}

export interface ApiSelection {
	readonly kind: "chosen" | "missing" | "inherited";
	readonly reason: "pick" | "setting" | "specification" | "argument" | "none";
	readonly environment: ApiEnvironment | undefined;
	/** Whether new terminals and tasks of the folder have it. */
	readonly isActive: boolean;
}

export interface ApiActivation {
	/** By variable (PATH …): entries to put in front, and entries to take out. */
	readonly lists: Readonly<Record<string, { readonly prepend: readonly string[]; readonly drop: readonly string[] }>>;
	/** Null removes the variable. */
	readonly variables: Readonly<Record<string, string | null>>;
}
