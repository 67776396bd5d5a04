import { isObject } from "../../../core/isObject.ts";

/**
 * The JSON object in what a tool printed: warnings may be printed before it, and each state of a progress ends with a NUL byte
 * (conda 25.11). Undefined if there is none.
 */
export function toolAnswer(stdout: string): Readonly<Record<string, unknown>> | undefined {
	const rest = stdout.slice(stdout.lastIndexOf("\0") + 1);
	const start = /^\{/m.exec(rest)?.index;
	if (start === undefined) return undefined;
	try {
		const value: unknown = JSON.parse(rest.slice(start));
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}
