import type { Variables } from "../core/host.ts";

/** Variables by name; null removes. */
export type Changes = Readonly<Record<string, string | null>>;

/** How a shell is told what to set and to remove. */
export interface Shell {
	/** Whether it can assign a variable of this name at all. */
	canAssign(name: string): boolean;
	set(name: string, value: string): string;
	remove(name: string): string;
	/** What is typed to get it all into the shell. */
	readonly evaluated: string;
}

const usualName = /^[A-Za-z_][A-Za-z0-9_]*$/;

const named =
	(...readOnly: readonly string[]) =>
	(name: string): boolean =>
		usualName.test(name) && !readOnly.includes(name);

/** In single quotes nothing has a meaning but the quote itself; line breaks stay, for `eval "$(…)"` keeps them. */
const posixQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const posix = (readOnly: readonly string[]): Shell => ({
	canAssign: named(...readOnly),
	set: (name, value) => `export ${name}=${posixQuoted(value)}`,
	remove: (name) => `unset ${name}`,
	evaluated: 'eval "$(go-environments env)"',
});

/** Line breaks as `\n` outside of the quotes: `eval (…)` splits at lines. A quote and a backslash are escaped in quotes. */
function fishQuoted(text: string): string {
	const parts = text.split("\n").map((part) => `'${part.replace(/[\\']/g, "\\$&")}'`);
	return parts.join("\\n");
}

const fish: Shell = {
	canAssign: named("FISH_VERSION", "PWD", "SHLVL", "_", "history", "hostname", "status", "version"),
	// fish splits names that end in PATH at colons by itself when it takes them from its environment, not when they are set
	set: (name, value) => {
		const entries = name === "PATH" ? value.split(":") : [value];
		return `set -gx ${name} ${entries.map(fishQuoted).join(" ")}`;
	},
	// erasing a universal variable would take it from all shells and for good: an empty one hides it
	remove: (name) => `set -qU ${name}; and set -gx ${name} ''; or set -e ${name}`,
	evaluated: "go-environments env | source",
};

/**
 * In double quotes `$` and the backtick have a meaning, and PowerShell takes typographic quotes for plain ones
 * (about_Quoting_Rules). Line breaks are escaped: a pipe would hand over line by line.
 */
function powershellQuoted(text: string): string {
	const escaped = text
		.replace(/[`$"\u201C\u201D\u201E]/g, "`$&")
		.replaceAll("\n", "`n")
		.replaceAll("\r", "`r");
	return `"${escaped}"`;
}

/** `${env:…}` takes every name (ProgramFiles(x86) is one); braces and the backtick are escaped in it. */
const powershellName = (name: string): string =>
	usualName.test(name) ? `$env:${name}` : `\${env:${name.replace(/[`{}]/g, "`$&")}}`;

const powershell: Shell = {
	canAssign: (name) => !/[=*?[\]]/.test(name),
	set: (name, value) => `${powershellName(name)} = ${powershellQuoted(value)}`,
	remove: (name) => `Remove-Item -LiteralPath ${powershellQuoted(`Env:${name}`)} -ErrorAction SilentlyContinue`,
	evaluated: "go-environments env | Out-String | Invoke-Expression",
};

export const shells = {
	bash: posix(["BASHOPTS", "BASH_VERSINFO", "EUID", "PPID", "SHELLOPTS", "UID"]),
	zsh: posix(["ARGC", "EGID", "EUID", "GID", "HISTCMD", "LINENO", "PPID", "TTYIDLE", "UID", "status"]),
	fish,
	powershell,
} as const satisfies Record<string, Shell>;

export type ShellName = keyof typeof shells;

export const shellNames = Object.keys(shells) as readonly ShellName[];

/** What differs, by name, in the order of names. */
export function changesBetween(before: Variables, after: Variables): Changes {
	const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort((a, b) => (a < b ? -1 : 1));
	const changed = names.filter((name) => before[name] !== after[name]);
	return Object.fromEntries(changed.map((name) => [name, after[name] ?? null]));
}

export interface ShellText {
	readonly lines: readonly string[];
	/** Names that the shell cannot assign. */
	readonly left: readonly string[];
}

export function shellText(shell: Shell, changes: Changes): ShellText {
	const names = Object.keys(changes);
	const left = names.filter((name) => !shell.canAssign(name));
	const lines = names
		.filter((name) => !left.includes(name))
		.map((name) => {
			const value = changes[name] ?? null;
			return value === null ? shell.remove(name) : shell.set(name, value);
		});
	return { lines, left };
}

/** The shell that one is in, as far as the variables tell: on Windows PowerShell, unless a POSIX one says itself. */
export function usualShell(platform: string, { SHELL = "", MSYSTEM = "" }: Variables): ShellName {
	const name = /([a-z]+)(?:\.exe)?$/i.exec(SHELL)?.[1]?.toLowerCase();
	const known = shellNames.find((candidate) => candidate === name);
	if (known !== undefined) return known;
	// VS Code starts Git Bash without SHELL
	return platform === "win32" && SHELL === "" && MSYSTEM === "" ? "powershell" : "bash";
}
