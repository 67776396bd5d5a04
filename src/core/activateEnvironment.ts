import { notSupported } from "./activatable.ts";
import { type Activated, type Activation, activationBetween, applied } from "./activation.ts";
import type { GoEnvironment } from "./environment.ts";
import { FaultError } from "./fault.ts";
import type { GoToolchainSetting } from "./folderKnowledge.ts";
import type { Host, Variables } from "./host.ts";
import type { Provider } from "./provider.ts";
import { t } from "./words.ts";

export interface ActivationContext {
	readonly host: Host;
	readonly providers: readonly Provider[];
	readonly goToolchain: GoToolchainSetting;
	/** The workspace folder: what is active and lies in it is the folder's code. */
	readonly folder?: string;
}

/**
 * What using `environment` changes of `base` (variables without our own activation): an environment that is active there is
 * left, the provider's change is applied to what remains, and GOROOT, GOTOOLDIR and GOTOOLCHAIN are decided. Throws
 * not-supported where the provider cannot activate, and what the provider throws.
 */
export async function activateEnvironment(
	context: ActivationContext,
	environment: GoEnvironment,
	base: Variables,
	signal: AbortSignal,
): Promise<Activated> {
	const { host, providers } = context;
	const provider = providers.find(({ name }) => name === environment.provider);
	if (provider?.activate === undefined) throw new FaultError(notSupported(environment));
	let left = base;
	for (const { leave } of providers) if (leave !== undefined) left = await leave(host, left, signal, context.folder);
	const own = await provider.activate(host, environment, left, signal);
	const whole = decided(own.activation, context.goToolchain);
	checkEntries(host, environment, whole);
	const change = activationBetween(host, base, applied(host, left, whole));
	// A value that `base` happens to have already is still part of the activation: a terminal starts from other variables.
	const variables = { ...whole.variables, ...change.variables };
	return { ...own, activation: { lists: change.lists, variables, terminal: whole.terminal } };
}

/** A list cannot hold an entry with its own separator: the system would see two, and another Go would run. */
function checkEntries({ path }: Host, { name }: GoEnvironment, { lists }: Activation): void {
	const entries = Object.values(lists).flatMap(({ prepend }) => prepend);
	const split = entries.find((entry) => entry.includes(path.delimiter));
	if (split === undefined) return;
	throw new FaultError({
		kind: "activation-failed",
		message: t(
			"“{0}” cannot be used: {1} holds “{2}”, which separates the entries of PATH.",
			name,
			split,
			path.delimiter,
		),
		remedy: t("Move the environment to a path without it."),
	});
}

/**
 * An exported GOROOT or GOTOOLDIR of another Go breaks builds, so both are always decided. GOTOOLCHAIN follows the setting;
 * what the environment itself declares (conda's go package: `local`) wins over the default.
 */
function decided({ lists, variables, terminal }: Activation, { value, isDefault }: GoToolchainSetting): Activation {
	const declared = variables["GOTOOLCHAIN"];
	const keeps = value === "inherit" || (isDefault && typeof declared === "string");
	return {
		lists,
		variables: { GOROOT: null, GOTOOLDIR: null, ...variables, ...(keeps ? {} : { GOTOOLCHAIN: value }) },
		terminal,
	};
}
