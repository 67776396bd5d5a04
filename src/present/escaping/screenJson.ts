import { invisible } from "./printable.ts";

/** Characters that JSON does not escape and that control a terminal; direction marks are among the invisible ones. */
const terminalControls = new RegExp(`[\\u007F-\\u009F\\u2028\\u2029]|${invisible.source}`, "gu");

/**
 * JSON for a terminal: characters that would control it, reorder the text or be invisible are written as `\uXXXX`, which has
 * the same meaning in JSON.
 */
export const screenJson = (json: string): string =>
	json.replace(terminalControls, (character) => character.split("").map(escapedUnit).join(""));

const escapedUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
