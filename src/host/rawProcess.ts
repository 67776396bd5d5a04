import { readFileSync } from "node:fs";
import type { ForegroundRequest, Variables } from "../core/host.ts";
import { bytesOf, hasRawBytes, rawText } from "../core/rawText.ts";
import { isKeptByShell, replacement } from "../core/rawVariables.ts";

/**
 * `variables` of our own process with the bytes that Node replaced, if the system shows them (Linux: /proc). Reads nothing if
 * no byte can have been replaced.
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

/** `words`, the end of our own command line, with the bytes that Node replaced, if the system shows them. */
export function withRawArguments(words: readonly string[]): readonly string[] {
	if (!words.some((word) => word.includes(replacement))) return words;
	const line = parts("/proc/self/cmdline").slice(0, -1); // each part ends with NUL
	return line.length < words.length ? words : line.slice(line.length - words.length);
}

/** Our working directory under a name that Node can pass on: an alias, if there is one (Linux) and the name is not UTF-8. */
export const nameableFolder = (workingFolder: string): string =>
	process.platform === "linux" && workingFolder.includes(replacement) ? "/proc/self/cwd" : workingFolder;

/** The strings of a file in /proc; empty without /proc. */
function parts(file: string): readonly string[] {
	try {
		return rawText(readFileSync(file)).split("\0");
	} catch {
		return [];
	}
}

/** The prefix of our variables for the shell; a number follows. */
const bytesPrefix = "GO_ENVIRONMENTS_BYTES_";

/**
 * Node encodes everything that it passes to a program as UTF-8. A shell does not: it builds the values and arguments from octal
 * numbers in other variables (not in the command line, which every user can read), and then executes the program.
 */
export function throughShell(request: ForegroundRequest): ForegroundRequest {
	const { variables } = request;
	const words = [request.program, ...request.arguments];
	const rawNames = Object.keys(variables).filter((name) => hasRawBytes(variables[name] ?? ""));
	const rawWords = words.filter(hasRawBytes);
	if ((rawNames.length === 0 && rawWords.length === 0) || !isKeptByShell(variables)) return request;
	const brought = [...rawNames.map((name) => variables[name] ?? ""), ...rawWords].map(
		(value, index) => [`${bytesPrefix}${index}`, `${octal(bytesOf(value))}.`] as const,
	);
	const lines = brought.map(([from], index) => {
		const name = rawNames[index];
		// `$(…)` removes trailing line breaks, so a dot is appended
		const made = `${bytesPrefix}=$(printf "$${from}"); unset ${from}`;
		return name === undefined
			? `${made}; ${from}=\${${bytesPrefix}%.}`
			: `${made}; ${name}=\${${bytesPrefix}%.}; export ${name}`;
	});
	let index = rawNames.length;
	const command = words.map((word, at) => (hasRawBytes(word) ? `"$${bytesPrefix}${index++}"` : `"\${${at + 1}}"`));
	const rest = Object.entries(variables).filter(([name]) => !rawNames.includes(name));
	return {
		...request,
		program: "/bin/sh",
		arguments: [
			"-c",
			[...lines, rawWords.length === 0 ? 'exec "$@"' : `exec ${command.join(" ")}`].join("\n"),
			"sh",
			...words.map((word) => (hasRawBytes(word) ? "" : word)),
		],
		variables: Object.fromEntries([...rest, ...brought]),
	};
}

const octal = (bytes: Uint8Array): string =>
	Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
