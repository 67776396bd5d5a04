import type { Activated } from "../activation.ts";
import type { EnvironmentId } from "../environment.ts";
import type { Host } from "../host.ts";
import { isObject } from "../isObject.ts";
import { withoutSecrets } from "./secrets.ts";
import { isActivated } from "./storedActivation.ts";

/** Earlier files may contain results of scripts or other advice: they are ignored. */
const storedVersion = 3;

/** What a folder used last: applied when the editor starts, before discovery. */
export interface LastActivation {
	/** `inherited`: see inheritedFirst. */
	readonly id: EnvironmentId | "inherited";
	readonly name: string;
	readonly activated: Activated;
}

const nameOf = (host: Host, folder: string): string => `last/${host.sha256(folder).slice(0, 32)}.json`;

/** The last activation of a folder, read synchronously; undefined if there is none or it cannot be read. */
export function lastActivation(host: Host, folder: string): LastActivation | undefined {
	try {
		const stored: unknown = JSON.parse(host.store.readNow(nameOf(host, folder)) ?? "null");
		if (!isObject(stored) || stored["version"] !== storedVersion || !isObject(stored["last"])) return undefined;
		const { id, name, activated } = stored["last"];
		if (typeof id !== "string" || typeof name !== "string" || !isActivated(activated)) return undefined;
		return { id: id as LastActivation["id"], name, activated };
	} catch {
		return undefined;
	}
}

/** The part that may be stored: no secrets and no results of scripts. The rest follows soon after the start. */
function lasting({ id, name, activated }: LastActivation): LastActivation | undefined {
	const { activation, unscripted, scripts } = activated;
	const known = scripts.length === 0 ? activation : unscripted;
	if (known === undefined) return undefined;
	const { toolchain, inputs, hasMoreInputs, warnings } = activated;
	const more = hasMoreInputs === undefined ? {} : { hasMoreInputs };
	return { id, name, activated: { activation: withoutSecrets(known), toolchain, inputs, ...more, warnings, scripts } };
}

/**
 * Stores the activation without secrets and results of scripts. Removes the stored one if `given` is undefined or too little of
 * it may be stored. Writes only changes. Throws not-writable.
 */
export async function rememberActivation(host: Host, folder: string, given: LastActivation | undefined): Promise<void> {
	const name = nameOf(host, folder);
	const last = given && lasting(given);
	const text = last && `${JSON.stringify({ version: storedVersion, folder, last })}\n`;
	const stored = await host.store.read(name).catch(() => undefined);
	if (stored !== text) await host.store.write(name, text);
}
