import type { Host } from "../core/host.ts";
import { withoutCredentials } from "./maskedVariables.ts";

/** Accounts that many machines have: they tell nothing about a person, and are words of their own. */
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

type Places = Pick<Host, "home" | "path" | "platform">;

/**
 * A text that may be shown to strangers: `~` for the home folder, `<user>` for the names of its owner wherever they stand,
 * no credentials in URLs.
 */
export function redacted(host: Places, users: readonly string[], text: string): string {
	const names = [...new Set([...users, host.path.basename(host.home)])].filter(
		(name) => name !== "" && !commonAccounts.has(name.toLowerCase()),
	);
	return names.reduce(withoutName, withoutCredentials(withoutHome(host, text)));
}

/** In every way of writing it: with either separator, and as JSON escapes it. */
function withoutHome({ home, path, platform }: Places, text: string): string {
	if (path.dirname(home) === home) return text;
	const parts = home.split(/[\\/]/).map(escaped);
	const separator = platform === "win32" ? String.raw`(?:\\{1,2}|/)` : "/";
	const flags = platform === "linux" ? "g" : "gi";
	return text.replace(new RegExp(`${parts.join(separator)}(?![\\p{L}\\p{N}._-])`, `${flags}u`), "~");
}

/** A short name is found as a word only, for it may be a part of many; a longer one also within others (`alice-dev`, `alice2`). */
function withoutName(text: string, name: string): string {
	const word = escaped(name);
	const pattern = name.length > 5 ? word : String.raw`(?<![\p{L}\p{N}])${word}(?![\p{L}\p{N}])`;
	return text.replace(new RegExp(pattern, "giu"), "<user>");
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
