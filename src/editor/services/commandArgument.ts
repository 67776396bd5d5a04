import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";

/** What a command of ours is called with: by a row of the views, or by a key binding or a task of the user's. */
export interface CommandArgument {
	/** The path of a workspace folder. */
	readonly folder?: string;
	readonly environment?: GoEnvironment;
	readonly reference?: string;
	/** For a terminal: without what other extensions add. */
	readonly alone?: true;
}

/** Of anything else than an object of ours nothing is taken: menus of the editor pass things of their own. Throws usage. */
export function commandArgument(given: unknown): CommandArgument {
	if (typeof given !== "object" || given === null) return {};
	const { folder, environment, reference, alone } = given as Readonly<Record<string, unknown>>;
	return {
		...(isAbsent(folder) ? {} : { folder: text("folder", folder) }),
		...(isEnvironment(environment) ? { environment } : {}),
		...(isAbsent(reference) ? {} : { reference: text("reference", reference) }),
		...(alone === true ? { alone } : {}),
	};
}

const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;

function text(name: string, value: unknown): string {
	if (typeof value === "string" && value.trim() !== "") return value;
	throw new FaultError({
		kind: "usage",
		message: t("“{0}” of the command's argument must be a string, not {1}.", name, JSON.stringify(value)),
		remedies: [{ text: t("For example: {0}", '{ "reference": "1.22" }') }],
	});
}

/** A row of our own views. */
const isEnvironment = (value: unknown): value is GoEnvironment =>
	typeof value === "object" && value !== null && "id" in value && "toolchain" in value && "provider" in value;
