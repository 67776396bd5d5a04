import { readFileSync } from "node:fs";
import type { ForegroundRequest, Variables } from "../core/host.ts";
import { bytesOf, hasRawBytes, rawText } from "./rawText.ts";

/** What Node makes of a byte that is no UTF-8. */
const replacement = "\uFFFD";

/**
 * `variables` of our own process with the bytes that Node replaced, where the system shows them (Linux: /proc). Nothing is read
 * where nothing can have been replaced.
 */
export function withRawBytes(variables: Variables): Variables {
	if (!Object.values(variables).some((value) => value.includes(replacement))) return variables;
	const raw = new Map(
		parts("/proc/self/environ").map((part) => {
			const at = part.indexOf("=");
			return [part.slice(0, at), part.slice(at + 1)];
		}),
	);
	return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, raw.get(name) ?? value]));
}

/** Whether our own command line has bytes that Node replaced. */
export const hasRawArguments = (words: readonly string[]): boolean =>
	words.some((word) => word.includes(replacement)) && parts("/proc/self/cmdline").some(hasRawBytes);

/** Our working directory by a name that Node can hand over: another one, where there is one (Linux), if its own is not UTF-8. */
export const nameableFolder = (workingFolder: string): string =>
	process.platform === "linux" && workingFolder.includes(replacement) ? "/proc/self/cwd" : workingFolder;

/** Names whose values may have lost bytes: where the system does not show what was there. */
export const lossyNames = (platform: string, variables: Variables): readonly string[] =>
	platform === "linux" ? [] : Object.keys(variables).filter((name) => variables[name]?.includes(replacement));

/** The strings of a file of /proc; none where there is no /proc. */
function parts(file: string): readonly string[] {
	try {
		return rawText(readFileSync(file)).split("\0");
	} catch {
		return [];
	}
}

const usualName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const carrier = "GO_ENVIRONMENTS_BYTES_";

/** Variables that {@link throughShell} cannot give to a program as they are: shells drop names that they cannot assign. */
export function changedNames(variables: Variables): readonly string[] {
	const names = Object.keys(variables);
	const raw = names.filter((name) => hasRawBytes(variables[name] ?? ""));
	return names.every((name) => usualName.test(name)) ? [] : raw;
}

/**
 * Node encodes what it gives to a program as UTF-8. A shell does not: it makes those values from octal numbers, which other
 * variables bring (a command line is everybody's to read), and becomes the program.
 */
export function throughShell(request: ForegroundRequest): ForegroundRequest {
	const { variables } = request;
	const raw = Object.entries(variables).filter(([, value]) => hasRawBytes(value));
	if (raw.length === 0 || changedNames(variables).length > 0) return request;
	const lines = raw.map(([name], index) => {
		const brought = `${carrier}${index}`;
		// `$(…)` takes line breaks from the end: a dot stands behind them
		return `${name}=$(printf "$${brought}"); ${name}=\${${name}%.}; export ${name}; unset ${brought}`;
	});
	const brought = raw.map(([, value], index) => [`${carrier}${index}`, `${octal(bytesOf(value))}.`]);
	const rest = Object.entries(variables).filter(([, value]) => !hasRawBytes(value));
	return {
		...request,
		program: "/bin/sh",
		arguments: ["-c", [...lines, 'exec "$@"'].join("\n"), "sh", request.program, ...request.arguments],
		variables: Object.fromEntries([...rest, ...brought]),
	};
}

const octal = (bytes: Uint8Array): string =>
	Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
