import type { GoEnvironment } from "./environment.ts";
import { fingerprintsOf } from "./fingerprint.ts";
import type { Host } from "./host.ts";
import { pickName } from "./picks.ts";
import type { Provider } from "./provider.ts";
import type { Selection } from "./state.ts";

const storedVersion = 1;

/**
 * Whether the CLI may use what is selected only after `go-environments allow`: files of the folder chose it, and it lies
 * inside the folder, is a flake, or is a path that machine discovery does not list (BEHAVIOUR.md, Trust).
 */
export function needsAllowance(selection: Selection, machine: readonly GoEnvironment[]): boolean {
	if (selection.kind !== "chosen") return false;
	const { environment, reason } = selection;
	if (reason.kind !== "setting" && reason.kind !== "specification") return false;
	if (environment.provider === "flake" || environment.folder !== undefined) return true;
	return !machine.some(({ id }) => id === environment.id);
}

export interface AllowanceRequest {
	readonly host: Host;
	readonly folder: string;
	readonly environment: GoEnvironment;
	readonly reference: string;
	readonly providers: readonly Provider[];
}

/** Covers the reference, the content of the activation's inputs and of the go program: a change of any needs a new one. */
async function allowanceOf({ host, environment, reference, providers }: AllowanceRequest): Promise<string> {
	const provider = providers.find(({ name }) => name === environment.provider);
	const inputs = (await provider?.inputs?.(host, environment)) ?? [];
	const program = "program" in environment.toolchain ? environment.toolchain.program : undefined;
	const prints = await fingerprintsOf(host, program === undefined ? inputs : [...inputs, program]);
	return host.sha256(JSON.stringify([reference, environment.id, Object.entries(prints).sort()]));
}

async function nameOf({ host, folder }: AllowanceRequest): Promise<string> {
	return (await pickName(host, folder)).replace(/^selections/, "allowances");
}

/** Whether the user allowed exactly this. A file that cannot be read allows nothing. */
export async function isAllowed(request: AllowanceRequest): Promise<boolean> {
	try {
		const stored: unknown = JSON.parse((await request.host.store.read(await nameOf(request))) ?? "null");
		if (typeof stored !== "object" || stored === null) return false;
		const { version, allowed } = stored as Record<string, unknown>;
		return version === storedVersion && allowed === (await allowanceOf(request));
	} catch {
		return false;
	}
}

/** Remembers that the user allows what is selected in the folder now. Throws not-writable. */
export async function allow(request: AllowanceRequest): Promise<void> {
	const allowed = await allowanceOf(request);
	const text = JSON.stringify({ version: storedVersion, folder: request.folder, allowed }, null, "\t");
	await request.host.store.write(await nameOf(request), `${text}\n`);
}
