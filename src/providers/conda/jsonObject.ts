import type { ParseError } from "jsonc-parser";
import { opening } from "../../core/action.ts";
import { type Fault, FaultError } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { isObject } from "../../core/isObject.ts";
import { t } from "../../core/l10n.ts";

/**
 * The object in a JSON file; empty if the file does not exist. Throws malformed with line and column, and the host's faults.
 */
export async function objectIn(host: Host, file: string): Promise<Readonly<Record<string, unknown>>> {
	const text = (await host.read(file))?.replace(/^\uFEFF/, "");
	if (text === undefined) return {};
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new FaultError(await malformed(file, text));
	}
	if (isObject(value)) return value;
	throw new FaultError({ ...(await malformed(file, text)), message: t("{0} must contain a JSON object.", file) });
}

/** JSON.parse does not always report a position; a second parser, loaded only here, does. */
async function malformed(file: string, text: string): Promise<Fault> {
	const { parse } = await import("jsonc-parser");
	const errors: ParseError[] = [];
	try {
		parse(text, errors, { disallowComments: true, allowTrailingComma: false });
	} catch (cause) {
		if (!(cause instanceof RangeError)) throw cause; // too many nested brackets
	}
	const before = text.slice(0, errors[0]?.offset ?? 0).split("\n");
	const line = before.length;
	const column = (before.at(-1) ?? "").length + 1;
	const message = t("{0} is not valid JSON (line {1}, column {2}).", file, line, column);
	return {
		kind: "malformed",
		file,
		line,
		column,
		message,
		remedies: [{ text: t("Correct the file. It is ignored until then."), action: opening(file, line) }],
	};
}
