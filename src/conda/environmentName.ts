import { t } from "../core/l10n.ts";

/** The name of the environment inside a workspace folder. */
export const workspacePrefix = ".conda";

/** The names of the installation itself. */
export const isReservedName = (name: string): boolean => /^(?:base|root)$/i.test(name);

/**
 * Why an environment cannot have a name, as a sentence. Characters that conda refuses (conda.base.context.validate_prefix_name), and
 * what shells and Windows take for something else.
 */
export function nameProblem(name: string): string | undefined {
	if (isReservedName(name)) return t("“{0}” is the name of the installation itself.", name);
	const isPlain =
		/^[^\s/\\:#\p{C}"*<>?|]+$/u.test(name) && !/^[-.]|\.$/.test(name) && new TextEncoder().encode(name).length <= 200;
	if (isPlain && !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name)) return undefined;
	return t("“{0}” is not a valid name of a conda environment.", name);
}

/** A name for the environment of a folder, from the name of the folder; undefined if it gives none. */
export function nameForFolder(folder: string): string | undefined {
	const name = folder
		.replaceAll(/[^\w.-]+/g, "-")
		.replace(/^[-.]+/, "")
		.replace(/\.+$/, "");
	return nameProblem(name) === undefined ? name : undefined;
}
