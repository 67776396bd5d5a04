import type { Host, Variables } from "./host.ts";

/** The key of `name` in `variables`: `name` itself, or on Windows the key that differs only in case. */
export function nameIn(
	{ platform }: Pick<Host, "platform">,
	variables: Readonly<Record<string, unknown>>,
	name: string,
): string {
	if (platform !== "win32" || Object.hasOwn(variables, name)) return name;
	const wanted = name.toUpperCase();
	return Object.keys(variables).find((candidate) => candidate.toUpperCase() === wanted) ?? name;
}

/** A variable's value, or undefined where it is not set. An empty value is a value. */
export function variable(host: Pick<Host, "platform">, variables: Variables, name: string): string | undefined {
	return variables[nameIn(host, variables, name)];
}

/** A variable of the host's own environment; undefined also if empty, as most tools treat theirs. */
export function setting(host: Pick<Host, "platform" | "variables">, name: string): string | undefined {
	return variable(host, host.variables, name) || undefined;
}
