/** What cmd.exe takes as it is outside of quotes, beside letters and digits. */
const plain = /^[A-Za-z0-9#$*+\-./:?@\\_\u00A0-\uFFFF]+$/;

/**
 * The command line of cmd.exe that starts a batch file, in parts that are joined by spaces as they are; undefined where a
 * line break makes it impossible. cmd reads the arguments twice, and `"`, `%` and `&` would end or start commands, so this is
 * the quoting of Rust's standard library (library/std/src/sys/args/windows.rs), made after CVE-2024-24576: `"` doubled, `%`
 * kept from naming a variable by an empty substring of `cd`, no delayed expansion of `!`.
 */
export function batchCommandLine(script: string, parameters: readonly string[]): readonly string[] | undefined {
	if ([script, ...parameters].some((part) => /[\r\n\0]/.test(part)) || script.includes('"')) return undefined;
	const quoted = [`"${script}"`, ...parameters.map(batchArgument)];
	return ["/e:ON", "/v:OFF", "/d", "/s", "/c", `"${quoted.join(" ")}"`];
}

function batchArgument(text: string): string {
	const needsQuotes = !plain.test(text) || text.endsWith("\\");
	const escaped = text.replace(/(\\*)"/g, '$1$1""').replaceAll("%", "%%cd:~,%");
	// backslashes before the closing quote are read as pairs
	return needsQuotes ? `"${escaped.replace(/\\+$/, "$&$&")}"` : escaped;
}
