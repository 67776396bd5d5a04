import type { Activated } from "../activation.ts";
import type { EnvironmentId } from "../environment.ts";
import type { Host } from "../host.ts";
import { withoutSecrets } from "./secrets.ts";
import { isActivated, isRecord } from "./storedActivation.ts";

const storedVersion = 2;

/** What a folder used last: applied at the start of the editor, before anything is discovered. */
export interface LastActivation {
	readonly id: EnvironmentId;
	readonly name: string;
	readonly activated: Activated;
}

const nameOf = (host: Host, folder: string): string => `last/${host.sha256(folder).slice(0, 32)}.json`;

/** The last activation of a folder, read at once; undefined where there is none or it cannot be read. */
export function lastActivation(host: Host, folder: string): LastActivation | undefined {
	try {
		const stored: unknown = JSON.parse(host.store.readNow(nameOf(host, folder)) ?? "null");
		if (!isRecord(stored) || stored["version"] !== storedVersion || !isRecord(stored["last"])) return undefined;
		const { id, name, activated } = stored["last"];
		if (typeof id !== "string" || typeof name !== "string" || !isActivated(activated)) return undefined;
		return { id: id as EnvironmentId, name, activated };
	} catch {
		return undefined;
	}
}

/** Secrets come again when the activation is confirmed, soon after the start. */
const stripped = ({ activated, ...rest }: LastActivation): LastActivation => ({
	...rest,
	activated: { ...activated, activation: withoutSecrets(activated.activation) },
});

/** Remembers it, without its secrets, or forgets it for undefined. Writes only what differs. Throws not-writable. */
export async function rememberActivation(host: Host, folder: string, last: LastActivation | undefined): Promise<void> {
	const name = nameOf(host, folder);
	const text =
		last === undefined ? undefined : `${JSON.stringify({ version: storedVersion, folder, last: stripped(last) })}\n`;
	const stored = await host.store.read(name).catch(() => undefined);
	if (stored !== text) await host.store.write(name, text);
}
