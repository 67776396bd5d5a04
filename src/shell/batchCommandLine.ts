/** Characters that cmd.exe reads literally outside quotes. */
const plain = /^[A-Za-z0-9#$*+\-./:?@\\_\u00A0-\uFFFF]+$/;

/**
 * The cmd.exe command line that starts a batch file, as parts to join with spaces; undefined if an argument has a line break,
 * which cmd.exe cannot express. cmd.exe parses the arguments twice, and `"`, `%` and `&` would end or start commands, so this
 * follows the quoting of Rust's standard library (library/std/src/sys/args/windows.rs, written after CVE-2024-24576): `"` is
 * doubled, `%` is followed by an empty substring of `cd` so that it names no variable, and `!` is not expanded.
 */
export function batchCommandLine(script: string, parameters: readonly string[]): readonly string[] | undefined {
	if ([script, ...parameters].some((part) => /[\r\n\0]/.test(part)) || script.includes('"')) return undefined;
	const quoted = [`"${script}"`, ...parameters.map(batchArgument)];
	return ["/e:ON", "/v:OFF", "/d", "/s", "/c", `"${quoted.join(" ")}"`];
}

function batchArgument(text: string): string {
	const needsQuotes = !plain.test(text) || text.endsWith("\\");
	const escaped = text.replace(/(\\*)"/g, '$1$1""').replaceAll("%", "%%cd:~,%");
	// backslashes before the closing quote must be doubled
	return needsQuotes ? `"${escaped.replace(/\\+$/, "$&$&")}"` : escaped;
}
