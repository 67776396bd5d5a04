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

/** `words`, the last of our own command line, with the bytes that Node replaced, where the system shows them. */
export function withRawArguments(words: readonly string[]): readonly string[] {
	if (!words.some((word) => word.includes(replacement))) return words;
	const line = parts("/proc/self/cmdline").slice(0, -1); // each ends with a zero
	return line.length < words.length ? words : line.slice(line.length - words.length);
}

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
/** Our variables of the shell; numbers stand behind it. */
const carrier = "GO_ENVIRONMENTS_BYTES_";

/** Whether {@link throughShell} keeps all of them: shells drop names that they cannot assign. */
export const isKeptByShell = (variables: Variables): boolean =>
	Object.keys(variables).every((name) => usualName.test(name));

/** Variables that {@link throughShell} cannot give to a program as they are. */
export function changedNames(variables: Variables): readonly string[] {
	if (isKeptByShell(variables)) return [];
	return Object.keys(variables).filter((name) => hasRawBytes(variables[name] ?? ""));
}

/**
 * Node encodes what it gives to a program as UTF-8. A shell does not: it makes those values and arguments from octal numbers,
 * which other variables bring (a command line is everybody's to read), and becomes the program.
 */
export function throughShell(request: ForegroundRequest): ForegroundRequest {
	const { variables } = request;
	const words = [request.program, ...request.arguments];
	const rawNames = Object.keys(variables).filter((name) => hasRawBytes(variables[name] ?? ""));
	const rawWords = words.filter(hasRawBytes);
	if ((rawNames.length === 0 && rawWords.length === 0) || !isKeptByShell(variables)) return request;
	const brought = [...rawNames.map((name) => variables[name] ?? ""), ...rawWords].map(
		(value, index) => [`${carrier}${index}`, `${octal(bytesOf(value))}.`] as const,
	);
	const lines = brought.map(([from], index) => {
		const name = rawNames[index];
		// `$(…)` takes line breaks from the end: a dot stands behind them
		const made = `${carrier}=$(printf "$${from}"); unset ${from}`;
		return name === undefined
			? `${made}; ${from}=\${${carrier}%.}`
			: `${made}; ${name}=\${${carrier}%.}; export ${name}`;
	});
	let index = rawNames.length;
	const command = words.map((word, at) => (hasRawBytes(word) ? `"$${carrier}${index++}"` : `"\${${at + 1}}"`));
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
