import type { Platform, Variables } from "./host.ts";
import { hasRawBytes } from "./rawText.ts";

/** Node's replacement for bytes that are not UTF-8. */
export const replacement = "\uFFFD";

/** Variables whose values may have lost bytes, because the system does not show the original. */
export const lossyNames = (platform: Platform, variables: Variables): readonly string[] =>
	platform === "linux" ? [] : Object.keys(variables).filter((name) => variables[name]?.includes(replacement));

const assignableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether a POSIX shell keeps all of them: shells drop variables whose names they cannot assign. */
export const isKeptByShell = (variables: Variables): boolean =>
	Object.keys(variables).every((name) => assignableName.test(name));

/** Variables that `Host.foreground` cannot pass to a program unchanged, because it needs a shell for bytes that are not UTF-8. */
export function changedNames(variables: Variables): readonly string[] {
	if (isKeptByShell(variables)) return [];
	return Object.keys(variables).filter((name) => hasRawBytes(variables[name] ?? ""));
}
