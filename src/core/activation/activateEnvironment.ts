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
	/** Of a window; absent on the command line. */
	readonly memory?: ActivationMemory;
	/** The workspace folder: what is active and lies in it is the folder's code. */
	readonly folder?: string;
}

/**
 * What using `environment` changes of `base` (variables without our own activation): a Go environment that is active there is
 * left, what is active and has no Go stays, the provider's change is applied to what remains, and GOROOT, GOTOOLDIR and
 * GOTOOLCHAIN are decided. Throws not-supported where the provider cannot activate, and what the provider throws.
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
	// what scripts that left another environment answered cannot be told from the rest
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

/** The change of `base` where an environment is used after others were left; `file` is the go/env file that had a say in it. */
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
	// A value that `base` happens to have already is still part of the activation: a terminal starts from other variables.
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
	/** What each provider took away. */
	readonly steps: readonly Step[];
}

/** `base` without the Go environments that are active in it; of the provider's own kind without any. */
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
		remedies: [{ text: t("Move the environment to a path without it.") }, selectAnother()],
	});
}

/**
 * An exported GOROOT or GOTOOLDIR of another Go breaks builds, so both are always decided: removed, so that nothing of ours
 * outlives the tool's own deactivation, but where the user's go/env file names a GOROOT, to which go would fall back. GOTOOLCHAIN
 * follows the setting; what the environment itself declares (conda's go package: `local`) wins over the default.
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
