import type { Disposable, ExtensionContext, LogOutputChannel } from "vscode";
import type { ProviderName } from "../../core/environment.ts";
import type { FolderKnowledge } from "../../core/folderKnowledge.ts";
import type { Host } from "../../core/host.ts";
import type { Model } from "../../core/model/model.ts";
import type { Provider } from "../../core/provider.ts";
import { type Boundary, boundary } from "./boundary.ts";
import { contextKeys, type SetContextKey } from "./contextKeys.ts";
import { type FolderRemarks, folderRemarks } from "./folderRemarks.ts";
import { type ActiveFolder, activeFolder } from "./workspaceFolders.ts";

/** What extension.ts makes: the editor's context, the machine and the model. */
export interface ServiceParts {
	readonly extension: ExtensionContext;
	readonly channel: LogOutputChannel;
	readonly host: Host;
	readonly model: Model;
	readonly knowledge: FolderKnowledge;
	readonly providers: readonly Provider[];
}

/**
 * What features know. They do not know each other: a feature reaches another through one of these services, or runs a public
 * command of it.
 */
export interface Services extends Omit<ServiceParts, "providers"> {
	/** The names of providers on screen. */
	readonly titles: ReadonlyMap<ProviderName, string>;
	readonly bounds: Boundary;
	readonly active: ActiveFolder;
	readonly remarks: FolderRemarks;
	readonly setContextKey: SetContextKey;
}

export function editorServices({ providers, ...parts }: ServiceParts): Services & Disposable {
	const active = activeFolder();
	const remarks = folderRemarks();
	return {
		...parts,
		titles: new Map(providers.map(({ name, title }) => [name, title])),
		bounds: boundary(parts.host.log),
		active,
		remarks,
		setContextKey: contextKeys(),
		dispose() {
			active.dispose();
			remarks.dispose();
		},
	};
}
