import type { Activated } from "../activation.ts";
import type { GoEnvironment } from "../environment.ts";
import { faultOf } from "../fault.ts";
import type { Host, Variables } from "../host.ts";
import { isObject } from "../isObject.ts";
import type { Report } from "../operation.ts";
import { type ActivationContext, activateEnvironment } from "./activateEnvironment.ts";
import type { Outcome, RememberedActivation } from "./activationMemory.ts";
import { fingerprintsOf } from "./fingerprint.ts";
import { isStoreOfFolder } from "./isOfFolder.ts";
import { holdsSecret } from "./secrets.ts";
import { isActivated, isFault } from "./storedActivation.ts";

/** Increase it if the stored format or the computation of an activation changes: older entries are then misses. */
const cacheVersion = 4;
/** A file holds the latest activations of one environment, each from different variables. */
const maxEntries = 4;
const maxFiles = 200;

/** Variables of a session, window or prompt: activations do not depend on them, and they differ between terminals. */
const volatile =
	/^(?:_|PWD|OLDPWD|SHLVL|TERM.*|COLORTERM|COLUMNS|LINES|PS\d|PROMPT.*|WINDOWID|DISPLAY|WAYLAND_DISPLAY|SSH_.*|XDG_SESSION_.*|XDG_RUNTIME_DIR|DBUS_.*|VSCODE_.*|ELECTRON_.*|CHROME_.*|NO_COLOR|FORCE_COLOR|CLICOLOR.*|GIT_ASKPASS|INVOCATION_ID|JOURNAL_STREAM|ITERM_.*|TMUX.*|STY|WT_.*|LC_TERMINAL.*)$/;

function baseKey({ host, goToolchain }: ActivationContext, base: Variables): string {
	const lasting = Object.entries(base).filter(([name]) => !volatile.test(name));
	return host.sha256(JSON.stringify([goToolchain, lasting.sort(([a], [b]) => (a < b ? -1 : 1))]));
}

const fileOf = (host: Host, { id }: GoEnvironment): string => `activations/${host.sha256(id).slice(0, 32)}.json`;

/**
 * What is known about an activation without running anything: the last outcome from the same variables, if its inputs are
 * unchanged. A file that cannot be read is a miss.
 */
export async function knownActivation(
	context: ActivationContext,
	environment: GoEnvironment,
	base: Variables,
): Promise<Outcome | undefined> {
	const key = baseKey(context, base);
	const entry =
		context.memory?.find(environment.id, key) ??
		(await ownEntries(context, environment)).find((candidate) => candidate.base === key);
	if (entry === undefined) return undefined;
	const now = await fingerprintsOf(context.host, Object.keys(entry.inputs));
	return Object.entries(entry.inputs).every(([path, print]) => now[path] === print) ? entry.outcome : undefined;
}

/** Ignores a store that came with the project: others may have written it. */
async function ownEntries(
	{ host, folder }: ActivationContext,
	environment: GoEnvironment,
): ReturnType<typeof entriesOf> {
	if (folder !== undefined && (await isStoreOfFolder(host, folder))) return [];
	return await entriesOf(host, environment);
}

/**
 * The activation of an environment, cached while its inputs and the variables it starts from stay the same. Results of scripts
 * and secrets are only kept in the memory of a window. Throws as activateEnvironment; a failure is remembered for {@link
 * knownActivation} and tried again here.
 */
export async function activationOf(
	context: ActivationContext,
	environment: GoEnvironment,
	base: Variables,
	signal: AbortSignal,
	report?: Report,
): Promise<Activated> {
	const known = await knownActivation(context, environment, base);
	if (known !== undefined && "activated" in known) return known.activated;
	try {
		const activated = await activateEnvironment(context, environment, base, signal, report);
		await remember(context, environment, base, { activated }, activated.inputs);
		return activated;
	} catch (cause) {
		const fault = faultOf(cause);
		const provider = context.providers.find(({ name }) => name === environment.provider);
		const inputs = (await provider?.inputs?.(context.host, environment).catch(() => [])) ?? [];
		const lasts = fault !== undefined && fault.kind !== "cancelled" && fault.kind !== "not-allowed";
		if (lasts) await remember(context, environment, base, { fault }, inputs);
		throw cause;
	}
}

async function remember(
	context: ActivationContext,
	environment: GoEnvironment,
	base: Variables,
	outcome: Outcome,
	inputs: readonly string[],
): Promise<void> {
	const { host, memory } = context;
	const key = baseKey(context, base);
	const entry = { base: key, inputs: await fingerprintsOf(host, inputs), outcome };
	memory?.keep(environment.id, entry);
	const others = (await entriesOf(host, environment)).filter((candidate) => candidate.base !== key);
	const entries = isLasting(outcome) ? [entry, ...others].slice(0, maxEntries) : others;
	try {
		const text = entries.length === 0 ? undefined : JSON.stringify({ version: cacheVersion, entries });
		await host.store.write(fileOf(host, environment), text);
		const files = await host.store.list("activations");
		for (const file of files.slice(maxFiles)) await host.store.write(file, undefined);
	} catch (cause) {
		host.log.warn(`the activation of ${environment.id} could not be remembered: ${faultOf(cause)?.message ?? cause}`);
	}
}

/** Whether the outcome is valid as long as its inputs are unchanged and may be stored. */
function isLasting(outcome: Outcome): boolean {
	if (!("activated" in outcome)) return true;
	const { activation, scripts, hasMoreInputs } = outcome.activated;
	return scripts.length === 0 && hasMoreInputs !== true && !holdsSecret(activation);
}

/** Computes the environment again when it is needed next, also where its inputs are unchanged. Throws not-writable. */
export async function forgetActivation(
	{ host, memory, providers }: ActivationContext,
	environment: GoEnvironment,
): Promise<void> {
	memory?.forget(environment.id);
	await host.store.write(fileOf(host, environment), undefined);
	await providers.find(({ name }) => name === environment.provider)?.forget?.(host, environment);
}

async function entriesOf(host: Host, environment: GoEnvironment): Promise<readonly RememberedActivation[]> {
	try {
		const stored: unknown = JSON.parse((await host.store.read(fileOf(host, environment))) ?? "null");
		if (!isObject(stored) || stored["version"] !== cacheVersion || !Array.isArray(stored["entries"])) return [];
		return stored["entries"].filter(isEntry);
	} catch {
		return []; // truncated by a system crash, or not ours: compute it again
	}
}

function isEntry(value: unknown): value is RememberedActivation {
	if (!isObject(value) || typeof value["base"] !== "string") return false;
	return isObject(value["inputs"]) && isOutcome(value["outcome"]);
}

function isOutcome(value: unknown): value is Outcome {
	if (!isObject(value)) return false;
	return value["fault"] === undefined ? isActivated(value["activated"]) : isFault(value["fault"]);
}
