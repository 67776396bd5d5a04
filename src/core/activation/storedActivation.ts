import type { Action, OperationCall } from "../action.ts";
import type { Activated } from "../activation.ts";
import { isObject } from "../isObject.ts";

// Data from our store is validated on reading: a file may be truncated, from another version, or written by others.

/** Whether a stored value is a complete activation whose variables can all be set for a process. */
export function isActivated(value: unknown): value is Activated {
	if (!isObject(value) || !isObject(value["activation"]) || !isToolchain(value["toolchain"])) return false;
	const { lists, variables, terminal, left, groups } = value["activation"];
	if (left !== undefined && !isTexts(left)) return false;
	if (groups !== undefined && !(Array.isArray(groups) && groups.every(isGroup))) return false;
	const hasWarnings = Array.isArray(value["warnings"]) && value["warnings"].every(isFault);
	return (
		hasWarnings &&
		isTexts(value["inputs"]) &&
		(value["hasMoreInputs"] === undefined || value["hasMoreInputs"] === true) &&
		isTexts(value["scripts"]) &&
		isLists(lists) &&
		isValues(variables) &&
		isValues(terminal)
	);
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((part) => typeof part === "string");
const isOptional = (value: unknown, type: string): boolean => value === undefined || typeof value === type;

export const isFault = (value: unknown): boolean =>
	isObject(value) &&
	typeof value["kind"] === "string" &&
	typeof value["message"] === "string" &&
	(value["remedies"] === undefined || isRemedies(value["remedies"])) &&
	isOptional(value["file"], "string") &&
	isOptional(value["line"], "number");

const isRemedies = (value: unknown): boolean =>
	Array.isArray(value) &&
	value.every(
		(remedy) =>
			isObject(remedy) &&
			typeof remedy["text"] === "string" &&
			(remedy["action"] === undefined || isAction(remedy["action"])),
	);

/** The string fields of each kind. They are validated, because a click may run a stored action. */
const actionTexts: Readonly<Record<Action["kind"], readonly string[]>> = {
	use: ["reference"],
	select: [],
	open: ["file"],
	setting: ["name"],
	trust: [],
	operation: ["name"],
	log: [],
	copy: ["text"],
};
const operations: Readonly<Record<OperationCall["name"], true>> = {
	refresh: true,
	clear: true,
	letGoSwitch: true,
	checkTerminal: true,
	activate: true,
	allowBuilds: true,
	openTerminal: true,
	create: true,
	update: true,
};

function isAction(value: unknown): boolean {
	if (!isObject(value) || !Object.hasOwn(actionTexts, String(value["kind"]))) return false;
	const { kind, line, name, file, version } = value as Record<string, unknown> & { readonly kind: Action["kind"] };
	if (kind === "operation" && !Object.hasOwn(operations, String(name))) return false;
	if (name === "allowBuilds" && typeof value["reference"] !== "string") return false;
	const isCall = [file, version, value["reference"], value["environment"]].every((one) => isOptional(one, "string"));
	if (kind === "operation" && !isCall) return false;
	return isOptional(line, "number") && isTexts(actionTexts[kind].map((field) => value[field]));
}

const isToolchain = (value: unknown): boolean =>
	isObject(value) &&
	["known", "unknown", "none"].includes(String(value["kind"])) &&
	(value["kind"] !== "known" || isTexts([value["version"], value["goroot"], value["program"]]));

const isLists = (value: unknown): boolean =>
	isObject(value) &&
	Object.values(value).every((list) => isObject(list) && isTexts(list["prepend"]) && isTexts(list["drop"]));

const isGroup = (value: unknown): boolean =>
	isObject(value) &&
	isTexts(value["state"]) &&
	isTexts(value["variables"]) &&
	isObject(value["entries"]) &&
	Object.values(value["entries"]).every(isTexts);

const isValues = (value: unknown): boolean =>
	isObject(value) &&
	Object.entries(value).every(
		([name, text]) => !/[=\0]/.test(name) && (text === null || (typeof text === "string" && !text.includes("\0"))),
	);
