import { withoutCredentials } from "../../core/activation/secrets.ts";
import type { Homed, Platformed } from "../../core/host.ts";

/** Accounts that exist on many machines: they do not identify a person, and are also ordinary words. */
const commonAccounts = new Set([
	"root",
	"user",
	"vscode",
	"node",
	"coder",
	"codespace",
	"gitpod",
	"ubuntu",
	"runner",
	"go",
]);

/**
 * A text that may be shown to strangers: `~` for the home folder, `<user>` for every name of its owner, no credentials in URLs
 * and headers.
 */
export function redacted(host: Homed & Platformed, users: readonly string[], text: string): string {
	const names = [...new Set([...users, host.path.basename(host.home)])].filter(
		(name) => name !== "" && !commonAccounts.has(name.toLowerCase()),
	);
	const shown = withoutCredentials(withoutHome(host, text));
	return names.reduce(withoutName, names.reduce(withoutShortName, shown));
}

/**
 * Matches the home folder in every notation: with either separator, escaped as in JSON and in file URIs. Only at the start of a
 * path: `/data/home/a` does not contain `/home/a`.
 */
function withoutHome({ home, path, platform }: Homed & Platformed, text: string): string {
	if (path.dirname(home) === home) return text;
	const parts = home.split(/[\\/]/).map(asWritten);
	const separator = platform === "win32" ? String.raw`(?:\\{1,2}|/)` : "/";
	const flags = platform === "linux" ? "g" : "gi";
	const before = String.raw`(?<![\p{L}\p{N}._~-])`;
	return text.replace(new RegExp(`${before}${parts.join(separator)}(?![\\p{L}\\p{N}._-]|~\\d)`, `${flags}u`), "~");
}

/** Also as a part of a URI: `Alice%20Smith`, and `c%3A`, as the editor writes a drive. */
function asWritten(text: string): string {
	const encoded = encodeURIComponent(text);
	return encoded === text ? escaped(text) : `(?:${escaped(text)}|${encoded})`;
}

/** `ALICES~1`, `ALICE~1.SMI`: Windows short names, which TEMP often contains. */
function withoutShortName(text: string, name: string): string {
	const stem = name.replace(/\.[^.]*$/, "");
	const start = stem.replaceAll(/[^\p{L}\p{N}_-]/gu, "").slice(0, 6);
	if (start === "") return text;
	const end = stem === name ? "" : String.raw`(?:\.[\p{L}\p{N}]{1,3})?`;
	return text.replace(new RegExp(String.raw`(?<![\p{L}\p{N}])${start}~\d+${end}`, "giu"), "<user>");
}

/**
 * Matches a short name only as a word, because it may be a part of many words; a longer one also within others (`alice-dev`,
 * `alice2`).
 */
function withoutName(text: string, name: string): string {
	const word = asWritten(name);
	const pattern = name.length > 5 ? word : String.raw`(?<![\p{L}\p{N}])${word}(?![\p{L}\p{N}])`;
	return text.replace(new RegExp(pattern, "giu"), "<user>");
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
