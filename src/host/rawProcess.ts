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

/**
 * The names, with `\x` and a number for each byte that is not UTF-8, of variables of our own process that Node lists but cannot
 * read. Programs that it starts do not get them.
 */
export function unreadableNames(env: NodeJS.ProcessEnv): readonly string[] {
	const unread = Object.getOwnPropertyNames(env).filter(
		(name) => name.includes(replacement) && env[name] === undefined,
	);
	if (unread.length === 0) return [];
	const names = parts("/proc/self/environ").map((part) => part.split("=", 1)[0] ?? "");
	const raw = names.filter(hasRawBytes).map((name) => withEachByte(name, (byte) => `\\x${byte.toString(16)}`));
	return raw.length === 0 ? unread : raw;
}

/** The prefix of our variables for the shell; a number follows. */
const bytesPrefix = "GO_ENVIRONMENTS_BYTES_";

/** Linux allows 131,071 bytes for a variable or an argument. Each character here takes at most four. */
const pieces = (text: string): readonly string[] => text.match(/.{1,30000}/gsu) ?? [];

/**
 * Node encodes everything that it passes to a program as UTF-8. A shell does not: it builds the values and arguments from
 * formats of `printf` in other variables (not in the command line, which every user can read), and then executes the program.
 * What may be longer than the system allows comes in several variables.
 */
export function throughShell(request: ForegroundRequest): ForegroundRequest {
	const { variables } = request;
	const words = [request.program, ...request.arguments];
	const rawNames = Object.keys(variables).filter((name) => hasRawBytes(variables[name] ?? ""));
	const rawWords = words.filter(hasRawBytes);
	if ((rawNames.length === 0 && rawWords.length === 0) || !isKeptByShell(variables)) return request;
	const brought: [name: string, text: string][] = [];
	const bring = (texts: readonly string[]): readonly string[] =>
		texts.map((text) => {
			const name = `${bytesPrefix}${brought.length}`;
			brought.push([name, text]);
			return name;
		});
	/** Lines that set a variable. */
	const setting = (name: string, value: string): readonly string[] => {
		const from = bring(pieces(value).map(printed));
		// `%s`, which prints nothing, as a format may not begin with `-`; `$(…)` removes trailing line breaks, so a dot is appended
		const prints = from.map((piece) => `printf "%s$${piece}" && `).join("");
		return [
			`${bytesPrefix}=$(${prints}printf .) || exit 126`,
			`unset ${from.join(" ")}`,
			`${name}=\${${bytesPrefix}%.}`,
		];
	};
	const lines = rawNames.flatMap((name) => [...setting(name, variables[name] ?? ""), `export ${name}`]);
	lines.push(...rawWords.flatMap((word, index) => setting(`${bytesPrefix}W${index}`, word)));
	let index = 0;
	const command = words.map((word, at) => (hasRawBytes(word) ? `"$${bytesPrefix}W${index++}"` : `"\${${at + 1}}"`));
	lines.push(rawWords.length === 0 ? 'exec "$@"' : `exec ${command.join(" ")}`);
	const script = bring(pieces(lines.join("\n")));
	const rest = Object.entries(variables).filter(([name]) => !rawNames.includes(name));
	return {
		...request,
		program: "/bin/sh",
		arguments: [
			"-c",
			`eval "unset ${script.join(" ")}\n${script.map((piece) => `$${piece}`).join("")}"`,
			"sh",
			...words.map((word) => (hasRawBytes(word) ? "" : word)),
		],
		variables: Object.fromEntries([...rest, ...brought]),
	};
}

/** A format of `printf` that prints a text. */
const printed = (text: string): string =>
	withEachByte(text.replace(/[\\%]/g, "$&$&"), (byte) => `\\${byte.toString(8)}`);

/** Replaces each byte that is not UTF-8. */
const withEachByte = (text: string, replaced: (byte: number) => string): string =>
	text.replace(/[\udc80-\udcff]/gu, (character) => replaced(bytesOf(character)[0] ?? 0));
