import { invisible } from "./printable.ts";

/** What JSON leaves as it is and a terminal acts on; the marks of direction are invisible ones. */
const acting = new RegExp(`[\\u007F-\\u009F\\u2028\\u2029]|${invisible.source}`, "gu");

/**
 * JSON for a terminal: characters that would act on it, reorder the text or stay unseen are written as `\uXXXX`, which means
 * the same to whoever reads JSON.
 */
export const screenJson = (json: string): string =>
	json.replace(acting, (character) => character.split("").map(escapedUnit).join(""));

const escapedUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
