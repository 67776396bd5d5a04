import { type Activated, type Activation, activationBetween, applied } from "../activation.ts";
import type { GoEnvironment } from "../environment.ts";
import { FaultError, selectAnother } from "../fault.ts";
import type { FolderKnowledge, GoToolchainSetting } from "../folderKnowledge.ts";
import type { Host, Variables } from "../host.ts";
import { t } from "../l10n.ts";
import type { Report } from "../operation.ts";
import type { Left, Provider } from "../provider.ts";
import { notSupported } from "./activatable.ts";
import type { ActivationMemory } from "./activationMemory.ts";
import { type Step, toolGroups } from "./toolGroups.ts";

export interface ActivationContext {
	readonly host: Host;
	readonly providers: readonly Provider[];
	readonly goToolchain: GoToolchainSetting;
	readonly knowledge: Pick<FolderKnowledge, "userGoEnv">;
	/** Of an editor window; absent on the command line. */
	readonly memory?: ActivationMemory;
	/** The workspace folder: an active environment inside it is code of the folder. */
	readonly folder?: string;
}

/**
 * What `environment` changes in `base` (variables without our own activation). Leaves active Go environments, keeps active
 * environments without Go, applies the provider's change to the rest, and decides GOROOT, GOTOOLDIR and GOTOOLCHAIN. Throws
 * not-supported if the provider cannot activate, and the provider's faults.
 */
export async function activateEnvironment(
	context: ActivationContext,
	environment: GoEnvironment,
	base: Variables,
	signal: AbortSignal,
	report?: Report,
): Promise<Activated> {
	const { host, providers } = context;
	const provider = providers.find(({ name }) => name === environment.provider);
	if (provider?.activate === undefined) throw new FaultError(notSupported(environment));
	const left = await leftOf(context, provider, base, signal, report);
	const { unscripted, ...own } = await provider.activate(host, environment, left.variables, signal, report);
	const { activation, file } = await wholeChange(context, provider, base, left, own);
	checkEntries(host, environment, own.activation);
	// the results of scripts that left another environment cannot be separated from the rest
	const isKnown = unscripted !== undefined && left.scripts.length === 0;
	return {
		...own,
		activation,
		inputs: file === undefined ? own.inputs : [...own.inputs, file],
		...ran(host, environment, [...left.scripts, ...own.scripts]),
		...(isKnown
			? {
					unscripted: (await wholeChange(context, provider, base, left, { ...own, activation: unscripted })).activation,
				}
			: {}),
	};
}

/** The change of `base` after other environments were left; `file` is the go/env file that influenced it. */
async function wholeChange(
	{ host, goToolchain, knowledge }: ActivationContext,
	provider: Provider,
	base: Variables,
	left: LeftBy,
	own: Activated,
): Promise<{ readonly activation: Activation; readonly file?: string | undefined }> {
	const { file, values } = await knowledge.userGoEnv(host, applied(host, left.variables, own.activation));
	const whole = decided(own, goToolchain, values.has("GOROOT"));
	const change = activationBetween(host, base, applied(host, left.variables, whole));
	const taken = Object.keys(activationBetween(host, base, left.variables).variables);
	// A value that `base` already has is still part of the activation: a terminal starts with other variables.
	const variables = { ...whole.variables, ...change.variables };
	const activation = { lists: change.lists, variables, terminal: whole.terminal };
	const groups = toolGroups(host, [...left.steps, { provider, change: own.activation, isOwn: true }], base, activation);
	return {
		activation: {
			...activation,
			...(taken.length === 0 ? {} : { left: taken }),
			...(groups.length === 0 ? {} : { groups }),
		},
		file,
	};
}

function ran(host: Host, { id }: GoEnvironment, scripts: readonly string[]): Pick<Activated, "scripts" | "ranAt"> {
	if (scripts.length === 0) return { scripts };
	host.log.info(`${id}: scripts ran: ${scripts.join(", ")}`);
	return { scripts, ranAt: host.now() };
}

interface LeftBy extends Left {
	/** What each provider removed. */
	readonly steps: readonly Step[];
}

/** `base` without its active Go environments, and without any active environment of the provider's own kind. */
async function leftOf(
	{ host, providers, folder }: ActivationContext,
	provider: Provider,
	base: Variables,
	signal: AbortSignal,
	report: Report | undefined,
): Promise<LeftBy> {
	let variables = base;
	const scripts: string[] = [];
	const steps: Step[] = [];
	for (const one of providers) {
		const what = one === provider ? "all" : "go";
		const told = { ...(folder === undefined ? {} : { folder }), ...(report === undefined ? {} : { report }) };
		const left = await one.leave?.(host, variables, { what, ...told }, signal);
		if (left === undefined) continue;
		steps.push({ provider: one, change: activationBetween(host, variables, left.variables), isOwn: false });
		variables = left.variables;
		scripts.push(...left.scripts);
	}
	return { variables, scripts, steps };
}

/** A list cannot contain an entry with the list separator: the system would read two entries and run another Go. */
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
		remedies: [{ text: t("Move the environment to a path without it.") }, selectAnother()],
	});
}

/**
 * An exported GOROOT or GOTOOLDIR of another Go breaks builds, so both are always decided. They are removed, so that no value
 * of ours outlives the tool's own deactivation, unless the user's go/env file names a GOROOT that go would use instead.
 * GOTOOLCHAIN follows the setting; a value that the environment declares (conda's go package: `local`) overrides the default.
 */
function decided(
	{ activation: { lists, variables, terminal }, toolchain }: Activated,
	{ value, isDefault, isUnapproved }: GoToolchainSetting,
	namesGoroot: boolean,
): Activation {
	const declared = variables["GOTOOLCHAIN"];
	const keeps = value === "inherit" || ((isDefault || isUnapproved) && typeof declared === "string");
	const goroot = toolchain.kind === "known" && namesGoroot ? toolchain.goroot : null;
	return {
		lists,
		variables: { GOROOT: goroot, GOTOOLDIR: null, ...variables, ...(keeps ? {} : { GOTOOLCHAIN: value }) },
		terminal,
	};
}
