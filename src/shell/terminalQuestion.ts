import type { Platform } from "../core/host.ts";
import { shellKind } from "./shellKind.ts";

/** The variable with the file for the answer, in a terminal that is asked. */
export const answerFile = "GO_ENVIRONMENTS_ANSWER";

/** The answer of a shell: what `go` is, its PATH, and GO_ENVIRONMENTS_TIMES (core/activation/activeMark), empty if not set. */
export interface ShellAnswer {
	/** A path, the word `go` for a function, `alias go=…`; empty if not found. */
	readonly go: string;
	readonly path: string;
	readonly times: string;
}

/**
 * Starts with a blank: shells can be configured to keep such lines out of their history. The output of a single command is
 * redirected, because VS Code's integration prints before each command, and that would go into the file too.
 */
const unix = (found: string): string =>
	[
		` printf '%s\\n' "${found}" "$PATH" "$GO_ENVIRONMENTS_TIMES" > "$${answerFile}.part"`,
		// with a umask of 002 the group could write it, and our store refuses such a file
		`command chmod 600 "$${answerFile}.part"`,
		`command mv -f "$${answerFile}.part" "$${answerFile}"`,
	].join("; ");

const question: Readonly<Record<"posix" | "fish" | "powershell", string>> = {
	posix: unix("$(command -v go)"),
	fish: ` set -l found (functions -q go; and echo go; or command -s go);${unix("$found")}`,
	powershell: [
		" $found = Get-Command go -ErrorAction SilentlyContinue | Select-Object -First 1",
		"$go = if ($found -and $found.Source) { $found.Source } elseif ($found) { 'go' } else { '' }",
		`$go, $env:PATH, "$env:GO_ENVIRONMENTS_TIMES" | Set-Content -Encoding utf8 -LiteralPath "$env:${answerFile}.part"`,
		`if ($env:OS -ne 'Windows_NT') { chmod 600 "$env:${answerFile}.part" }`,
		`Move-Item -Force -LiteralPath "$env:${answerFile}.part" -Destination "$env:${answerFile}"`,
	].join("; "),
};

/**
 * The text to type into a terminal of ours to ask it, by its shell's program; undefined for an unsupported shell. The answer is
 * written to a temporary file and renamed, so that it is complete when it exists.
 */
export function questionFor(shell: string, platform: Platform): string | undefined {
	const kind = shellKind(shell);
	if (kind === undefined || kind === "fish" || kind === "powershell") return kind && question[kind];
	return platform === "win32" ? undefined : question.posix;
}

/** Parses the answer in a file; undefined if its format is invalid. */
export function answerIn(text: string): ShellAnswer | undefined {
	const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
	const [go, path, times] = lines;
	if (go === undefined || path === undefined || times === undefined || path === "") return undefined;
	return { go: go.trim(), path, times };
}
