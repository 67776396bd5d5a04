import { type Disposable, type Event, EventEmitter, type Uri } from "vscode";
import { type GoEnvironment, versionOf } from "../../core/environment.ts";
import type { Model } from "../../core/model.ts";
import { environmentInUse } from "../../present/selectionText.ts";

/** What other extensions may read. It grows, and changes only with `version`. */
export interface GoEnvironmentsApi {
	readonly version: 1;
	/** Every environment of the machine that is listed so far. */
	environments(): readonly ApiEnvironment[];
	/** What a workspace folder uses; undefined until it was read for the first time, or where it is no workspace folder. */
	selection(folder: Uri): ApiSelection | undefined;
	/** A folder's selection, or whether it is active, may have changed. */
	readonly onDidChangeSelection: Event<Uri>;
}

export interface ApiEnvironment {
	readonly id: string;
	readonly provider: string;
	readonly name: string;
	/** Without `go`; undefined where it is not known, or where there is no Go. */
	readonly version: string | undefined;
	readonly goroot: string | undefined;
	readonly program: string | undefined;
}

export interface ApiSelection {
	readonly kind: "chosen" | "missing" | "inherited";
	readonly reason: "pick" | "setting" | "specification" | "argument" | "none";
	readonly environment: ApiEnvironment | undefined;
	/** Whether new terminals and tasks of the folder have it. */
	readonly isActive: boolean;
}

function apiEnvironment(environment: GoEnvironment): ApiEnvironment {
	const { id, provider, name, toolchain } = environment;
	const known = "goroot" in toolchain ? toolchain : undefined;
	return { id, provider, name, version: versionOf(environment), goroot: known?.goroot, program: known?.program };
}

/** The exports of `activate`: read and events only. */
export function publicApi(model: Model, folderUri: (path: string) => Uri | undefined): GoEnvironmentsApi & Disposable {
	const changed = new EventEmitter<Uri>();
	const subscription = model.onDidChange((change) => {
		const uri = change.kind === "folder" ? folderUri(change.folder) : undefined;
		if (uri !== undefined) changed.fire(uri);
	});
	return {
		version: 1,
		environments: () => model.environments.map(apiEnvironment),
		selection({ fsPath }) {
			const state = model.folder(fsPath);
			if (state === undefined) return undefined;
			const environment = environmentInUse(state.selection);
			return {
				kind: state.selection.kind,
				reason: state.selection.reason.kind,
				environment: environment && apiEnvironment(environment),
				isActive: state.activation.kind === "active",
			};
		},
		onDidChangeSelection: changed.event,
		dispose() {
			subscription.dispose();
			changed.dispose();
		},
	};
}
