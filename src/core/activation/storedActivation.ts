import type { Activated } from "../activation.ts";

// What our store holds is checked where it enters: a file may be half written, another version's, or somebody else's.

export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null;

/** Whether a stored value is a whole activation, each of whose variables a process can be given. */
export function isActivated(value: unknown): value is Activated {
	if (!isRecord(value) || !isRecord(value["activation"]) || !isToolchain(value["toolchain"])) return false;
	const { lists, variables, terminal, left } = value["activation"];
	if (left !== undefined && !isTexts(left)) return false;
	const hasWarnings = Array.isArray(value["warnings"]) && value["warnings"].every(isFault);
	return (
		hasWarnings &&
		isTexts(value["inputs"]) &&
		isTexts(value["scripts"]) &&
		isLists(lists) &&
		isValues(variables) &&
		isValues(terminal)
	);
}

const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every((part) => typeof part === "string");
const isOptional = (value: unknown, type: string): boolean => value === undefined || typeof value === type;

export const isFault = (value: unknown): boolean =>
	isRecord(value) &&
	typeof value["kind"] === "string" &&
	typeof value["message"] === "string" &&
	isOptional(value["remedy"], "string") &&
	isOptional(value["file"], "string") &&
	isOptional(value["line"], "number");

const isToolchain = (value: unknown): boolean =>
	isRecord(value) &&
	["known", "unknown", "none"].includes(String(value["kind"])) &&
	(value["kind"] !== "known" || isTexts([value["version"], value["goroot"], value["program"]]));

const isLists = (value: unknown): boolean =>
	isRecord(value) &&
	Object.values(value).every((list) => isRecord(list) && isTexts(list["prepend"]) && isTexts(list["drop"]));

const isValues = (value: unknown): boolean =>
	isRecord(value) &&
	Object.entries(value).every(
		([name, text]) => !/[=\0]/.test(name) && (text === null || (typeof text === "string" && !text.includes("\0"))),
	);
