import type { GoEnvironment } from "./environment.ts";
import { fingerprintsOf } from "./fingerprint.ts";
import type { Host } from "./host.ts";
import { isInside, pathKey } from "./isInside.ts";
import { pickName } from "./picks.ts";
import type { Provider } from "./provider.ts";
import type { Selection } from "./state.ts";

const storedVersion = 1;

/**
 * Whether the CLI may use what is selected only after `go-environments allow`: files of the folder chose it, and it is the
 * folder's own (BEHAVIOUR.md, Trust).
 */
export async function needsAllowance(
	host: Host,
	folder: string,
	selection: Selection,
	machine: readonly GoEnvironment[],
): Promise<boolean> {
	if (selection.kind !== "chosen") return false;
	const { environment, reason } = selection;
	if (reason.kind !== "setting" && reason.kind !== "specification") return false;
	if (await isOfFolder(host, folder, environment, machine)) return true;
	// chosen by a file above: what lies beside that file came with it
	const above = reason.file === undefined ? folder : host.path.dirname(reason.file);
	if (pathKey(host, above) === pathKey(host, folder) || !isInside(host, above, folder)) return false;
	return !(await isUsersHome(host, above)) && (await isOfFolder(host, above, environment, machine));
}

/**
 * A version file in the home folder is the user's own, and chooses for all that lies below. But a checkout is no home, whatever
 * HOME says; what lies above the home folder is not the user's alone.
 */
async function isUsersHome(host: Host, folder: string): Promise<boolean> {
	if (pathKey(host, folder) !== pathKey(host, host.home)) return false;
	const repository = await host.find(host.path.join(folder, ".git")).catch(() => "unreadable" as const);
	return repository === undefined;
}

/**
 * Whether an environment came with a folder: it lies inside, is a flake, or is a path that machine discovery does not list. One
 * that lies inside may be listed by the machine too: HOME or a link may lead there.
 */
export async function isOfFolder(
	host: Host,
	folder: string,
	environment: GoEnvironment,
	machine: readonly GoEnvironment[],
): Promise<boolean> {
	if (environment.provider === "flake" || !machine.some(({ id }) => id === environment.id)) return true;
	if (environment.folder !== undefined) return true;
	const real = (await host.real(folder).catch(() => undefined)) ?? folder;
	const { location, realPaths, toolchain } = environment;
	const programs = toolchain.kind === "known" ? [toolchain.goroot, toolchain.program] : [];
	return [location, ...realPaths, ...programs].some(
		(path) => isInside(host, folder, path) || isInside(host, real, path),
	);
}

export interface AllowanceRequest {
	readonly host: Host;
	readonly folder: string;
	readonly environment: GoEnvironment;
	readonly reference: string;
	readonly providers: readonly Provider[];
}

/** The files and directories that an allowance covers: the activation's inputs and the go program. */
export async function coveredBy({ host, environment, providers }: AllowanceRequest): Promise<readonly string[]> {
	const provider = providers.find(({ name }) => name === environment.provider);
	const inputs = (await provider?.inputs?.(host, environment)) ?? [];
	const program = "program" in environment.toolchain ? environment.toolchain.program : undefined;
	return [...new Set(program === undefined ? inputs : [...inputs, program])];
}

/** Covers the reference and the content of all of them: a change of any needs a new one. */
async function allowanceOf(request: AllowanceRequest): Promise<string> {
	const { host, environment, reference } = request;
	const prints = await fingerprintsOf(host, await coveredBy(request), "content");
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
