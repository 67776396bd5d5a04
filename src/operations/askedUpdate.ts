import type { GoEnvironment } from "../core/environment.ts";
import { FaultError } from "../core/fault.ts";
import { isInside } from "../core/isInside.ts";
import { t } from "../core/l10n.ts";
import type { FolderState } from "../core/state.ts";
import type { FolderContext } from "./folderContext.ts";
import { missingFault } from "./missingFault.ts";

/** An environment, and the file from which it is updated. */
export interface AskedUpdate {
	readonly environment: GoEnvironment;
	/** Absolute. */
	readonly file: string;
}

/** The file that describes an environment: `asked`, else the folder's own. Throws usage if there is none. */
export function updatingFile({ specifications, folder }: FolderState, asked?: string): string {
	const file = asked ?? specifications.find(({ creates }) => creates === true)?.file;
	if (file !== undefined) return file;
	const message = t("{0} has no file that describes an environment.", folder);
	const remedies = [{ text: t("Name the file, or write an environment.yml.") }];
	throw new FaultError({ kind: "usage", message, remedies });
}

/**
 * What a file updates: the environment that it names, never another one that the folder happens to use; without a name that of the
 * folder itself (`.conda`), which was made from it. Throws usage, and as a selection whose environment is missing.
 */
export function askedUpdate(
	{ host, providers }: Pick<FolderContext, "host" | "providers">,
	state: FolderState,
	asked?: string,
): AskedUpdate {
	const file = updatingFile(state, asked);
	const { environments, specifications, folder } = state;
	const named = specifications.find((one) => one.file === file)?.selection;
	if (named?.kind === "chosen") return { environment: named.environment, file };
	const isUpdatable = ({ provider }: GoEnvironment): boolean =>
		providers.find(({ name }) => name === provider)?.update !== undefined;
	const [own, ...others] = environments.filter((one) => isInside(host, folder, one.location) && isUpdatable(one));
	if (own !== undefined && others.length === 0) return { environment: own, file };
	if (named?.kind === "missing") throw new FaultError(missingFault(named));
	const message = t("{0} does not tell which environment it describes.", file);
	throw new FaultError({ kind: "usage", message, remedies: [{ text: t("Name the environment to update.") }] });
}
