import { type Disposable, EventEmitter, type Uri } from "vscode";
import type { ApiEnvironment, GoEnvironmentsApi } from "../../../media/api.d.ts";
import { activatedInUse } from "../../core/activation/activatedInUse.ts";
import { type GoEnvironment, versionOf } from "../../core/environment.ts";
import { environmentInUse } from "../../present/texts/selectionText.ts";
import type { Services } from "../services/services.ts";
import { folderAt } from "../services/workspaceFolders.ts";

function apiEnvironment(environment: GoEnvironment): ApiEnvironment {
	const { id, provider, name, toolchain } = environment;
	const known = "goroot" in toolchain ? toolchain : undefined;
	return { id, provider, name, version: versionOf(environment), goroot: known?.goroot, program: known?.program };
}

/** The exports of `activate` (media/api.d.ts): only reads and events. */
export function register({ model }: Services): GoEnvironmentsApi & Disposable {
	const changed = new EventEmitter<Uri>();
	/** The last reported value by folder: a changed requirement is not reported. */
	const told = new Map<string, string>();
	const subscription = model.onDidChange((change) => {
		if (change.kind !== "folder") return;
		const uri = folderAt(change.folder)?.uri;
		const news = JSON.stringify(uri && [api.selection(uri), api.activation(uri)]);
		if (uri === undefined) told.delete(change.folder);
		if (uri === undefined || told.get(change.folder) === news) return;
		told.set(change.folder, news);
		changed.fire(uri);
	});
	const api: GoEnvironmentsApi = {
		version: 1,
		environments(folder) {
			const own = folder === undefined ? undefined : model.folder(folder.fsPath)?.environments;
			const ids = new Set(own?.map(({ id }) => id));
			// prefer the folder's row over the machine's row with the same id
			return [...model.environments.filter(({ id }) => !ids.has(id)), ...(own ?? [])].map(apiEnvironment);
		},
		selection({ fsPath }) {
			const state = model.folder(fsPath);
			if (state === undefined) return undefined;
			const environment = environmentInUse(state.selection);
			return {
				kind: state.selection.kind,
				reason: state.selection.reason.kind,
				environment: environment && apiEnvironment(environment),
				isActive: activatedInUse(state.activation) !== undefined,
			};
		},
		activation({ fsPath }) {
			const state = model.folder(fsPath);
			const activated = state && activatedInUse(state.activation);
			if (activated === undefined) return undefined;
			const { lists, variables, terminal } = activated.activation;
			return structuredClone({ lists, variables: { ...variables, ...terminal } });
		},
		onDidChangeSelection: changed.event,
	};
	return {
		...api,
		dispose() {
			subscription.dispose();
			changed.dispose();
		},
	};
}
