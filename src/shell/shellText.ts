import type { Platform, Variables } from "../core/host.ts";
import { posixQuoted } from "./posixQuoted.ts";
import { type ShellKind, shellKind } from "./shellKind.ts";

/** Variables by name; null removes. */
export type VariableChanges = Readonly<Record<string, string | null>>;

/** Formats a shell's commands that set and remove variables. */
export interface ShellSyntax {
	/** Whether the shell can assign a variable of this name. */
	canAssign(name: string): boolean;
	set(name: string, value: string): string;
	remove(name: string): string;
	/** The command with which a user evaluates the output in the shell. */
	readonly evaluated: string;
}

const assignableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

const named =
	(...readOnly: readonly string[]) =>
	(name: string): boolean =>
		assignableName.test(name) && !readOnly.includes(name);

const posix = (readOnly: readonly string[]): ShellSyntax => ({
	canAssign: named(...readOnly),
	set: (name, value) => `export ${name}=${posixQuoted(value)}`,
	remove: (name) => `unset ${name}`,
	evaluated: 'eval "$(go-environments env)"',
});

/**
 * Writes line breaks as `\n` outside the quotes, because `eval (…)` splits at lines. Escapes quotes and backslashes inside
 * them.
 */
function fishQuoted(text: string): string {
	const parts = text.split("\n").map((part) => `'${part.replace(/[\\']/g, "\\$&")}'`);
	return parts.join("\\n");
}

const fish: ShellSyntax = {
	canAssign: named("FISH_VERSION", "PWD", "SHLVL", "_", "history", "hostname", "status", "version"),
	// fish splits variables whose names end in PATH at colons when it inherits them, but not when they are set
	set: (name, value) => {
		const entries = name === "PATH" ? value.split(":") : [value];
		return `set -gx ${name} ${entries.map(fishQuoted).join(" ")}`;
	},
	// erasing a universal variable would remove it from all shells permanently; an empty global one hides it
	remove: (name) => `set -qU ${name}; and set -gx ${name} ''; or set -e ${name}`,
	evaluated: "go-environments env | source",
};

/**
 * Inside double quotes `$` and the backtick are special, and PowerShell treats typographic quotes as plain ones
 * (about_Quoting_Rules). Line breaks are escaped, because a pipe passes the text line by line.
 */
function powershellQuoted(text: string): string {
	const escaped = text
		.replace(/[`$"\u201C\u201D\u201E]/g, "`$&")
		.replaceAll("\n", "`n")
		.replaceAll("\r", "`r");
	return `"${escaped}"`;
}

/** `${env:…}` accepts every name, such as ProgramFiles(x86); braces and backticks are escaped in it. */
const powershellName = (name: string): string =>
	assignableName.test(name) ? `$env:${name}` : `\${env:${name.replace(/[`{}]/g, "`$&")}}`;

const powershell: ShellSyntax = {
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
} as const satisfies Record<string, ShellSyntax>;

export type ShellName = keyof typeof shells;

export const shellNames = Object.keys(shells) as readonly ShellName[];

/** The differences, sorted by name. */
export function changesBetween(before: Variables, after: Variables): VariableChanges {
	const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort((a, b) => (a < b ? -1 : 1));
	const changed = names.filter((name) => before[name] !== after[name]);
	return Object.fromEntries(changed.map((name) => [name, after[name] ?? null]));
}

export interface ShellText {
	readonly lines: readonly string[];
	/** Names that the shell cannot assign. */
	readonly left: readonly string[];
}

export function shellText(shell: ShellSyntax, changes: VariableChanges): ShellText {
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

/** The syntax for each kind of shell. A plain POSIX shell understands the bash code, which is POSIX syntax. */
const nameOfKind: Readonly<Record<ShellKind, ShellName>> = {
	bash: "bash",
	zsh: "zsh",
	fish: "fish",
	posix: "bash",
	powershell: "powershell",
};

/**
 * The shell of the calling terminal as far as the variables tell: PowerShell on Windows unless a POSIX shell identifies itself.
 */
export function defaultShell(platform: Platform, { SHELL = "", MSYSTEM = "" }: Variables): ShellName {
	const kind = shellKind(SHELL);
	if (kind !== undefined) return nameOfKind[kind];
	// VS Code starts Git Bash without SHELL
	return platform === "win32" && SHELL === "" && MSYSTEM === "" ? "powershell" : "bash";
}
