import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError } from "../../core/fault.ts";
import { isObject } from "../../core/isObject.ts";
import { t } from "../../core/l10n.ts";

/** The argument of our commands: from a row of a view, or from a user's key binding or task. */
export interface CommandArgument {
	/** The path of a workspace folder. */
	readonly folder?: string;
	readonly environment?: GoEnvironment;
	readonly reference?: string;
	/** A file that describes an environment, absolute. */
	readonly file?: string;
	/** Of a Go, with or without `go`. */
	readonly version?: string;
	/** Of an environment to create. */
	readonly name?: string;
	/** For a terminal: without changes by other extensions. */
	readonly alone?: true;
	/** The focus goes to the editor once the picker is closed: a click on the status bar leaves it there. */
	readonly returnsFocus?: true;
}

/** Ignores all other values, because menus of the editor pass their own objects. Throws usage. */
export function commandArgument(given: unknown): CommandArgument {
	if (!isObject(given)) return {};
	const { folder, environment, reference, file, version, name, alone, returnsFocus } = given;
	return {
		...(isAbsent(folder) ? {} : { folder: text("folder", folder) }),
		...(isEnvironment(environment) ? { environment } : {}),
		...(isAbsent(reference) ? {} : { reference: text("reference", reference) }),
		...(isAbsent(file) ? {} : { file: text("file", file) }),
		...(isAbsent(version) ? {} : { version: text("version", version) }),
		...(isAbsent(name) ? {} : { name: text("name", name) }),
		...(alone === true ? { alone } : {}),
		...(returnsFocus === true ? { returnsFocus } : {}),
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

/** A row of our views. */
const isEnvironment = (value: unknown): value is GoEnvironment =>
	isObject(value) && "id" in value && "toolchain" in value && "provider" in value;
