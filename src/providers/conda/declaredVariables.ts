import { orReport } from "../../core/attempt.ts";
import type { Problem } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { isObject } from "../../core/isObject.ts";
import { t } from "../../core/l10n.ts";
import { objectIn } from "./jsonObject.ts";

/**
 * The variables that an environment declares: a value, null if conda unsets the variable, or {@link unset}. Names as written.
 */
export type Declared = ReadonlyMap<string, string | null>;

/** The value by which `conda env config vars unset` marks a variable; ignored on activation. */
export const unset = "***unset***";

export const variablesFolder = ({ path }: Pick<Host, "path">, prefix: string): string =>
	path.join(prefix, "etc", "conda", "env_vars.d");
export const stateFile = ({ path }: Pick<Host, "path">, prefix: string): string =>
	path.join(prefix, "conda-meta", "state");

/**
 * The variables that an environment declares: every file of env_vars.d by name, then conda-meta/state, which overrides them
 * (conda's activate.py, _get_environment_env_vars). PATH is reserved. conda stops at a broken file and mamba skips it; here it
 * is a warning, and the others apply.
 */
export async function declaredVariables(
	host: Host,
	prefix: string,
): Promise<{ readonly declared: Declared; readonly warnings: readonly Problem[] }> {
	const declared = new Map<string, string | null>();
	const warnings: Problem[] = [];
	const attempt = (read: () => Promise<void>): Promise<void> => orReport(read, (fault) => warnings.push(fault));
	const take = (file: string, variables: Readonly<Record<string, unknown>>): void => {
		for (const [name, value] of Object.entries(variables)) {
			const text = textOf(value);
			if (text === undefined) warnings.push(notText(file, name));
			else if (isName(name) && name.toUpperCase() !== "PATH") declared.set(name, text);
		}
	};
	await attempt(async () => {
		const folder = variablesFolder(host, prefix);
		for (const { name } of (await host.list(folder)) ?? []) {
			const file = host.path.join(folder, name);
			await attempt(async () => take(file, await objectIn(host, file)));
		}
	});
	const state = stateFile(host, prefix);
	await attempt(async () => {
		const { env_vars: variables = {} } = await objectIn(host, state);
		if (isObject(variables)) take(state, variables);
		else warnings.push(notText(state, "env_vars"));
	});
	return { declared, warnings };
}

/** No system allows `=` or NUL in a name. */
const isName = (name: string): boolean => name !== "" && !/[=\0]/.test(name);

/** As Python writes it; undefined for other types than text, number, boolean and null, and for a NUL. */
function textOf(value: unknown): string | null | undefined {
	if (value === null) return null;
	if (typeof value === "string") return value.includes("\0") ? undefined : value;
	if (typeof value === "number") return String(value);
	return typeof value === "boolean" ? (value ? "True" : "False") : undefined;
}

const notText = (file: string, name: string): Problem => ({
	kind: "malformed",
	message: t("{0}: the value of {1} must be a string. It is ignored.", file, name),
});
