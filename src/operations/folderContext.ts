import type { FolderKnowledge } from "../core/folderKnowledge.ts";
import type { Host } from "../core/host.ts";
import type { Provider } from "../core/provider.ts";
import type { FolderSettings } from "../core/settings/folderSettings.ts";

/** A folder with all that decides how it is read. */
export interface FolderContext {
	readonly host: Host;
	readonly folder: string;
	readonly settings: FolderSettings;
	/** All providers; the settings select among them. */
	readonly providers: readonly Provider[];
	readonly knowledge: FolderKnowledge;
	readonly signal: AbortSignal;
}
