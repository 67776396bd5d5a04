import type { Activation } from "../activation.ts";
import type { GoEnvironment } from "../environment.ts";
import { type Fault, FaultError } from "../fault.ts";
import type { Host } from "../host.ts";
import { isInside, pathKey } from "../isInside.ts";
import { t } from "../l10n.ts";
import type { Provider } from "../provider.ts";
import { pickName } from "../selection/picks.ts";
import type { Selection } from "../state.ts";
import { fingerprintsOf, listingPrintsOf } from "./fingerprint.ts";
import { isRecord } from "./storedActivation.ts";

/** Version 1 covered less: what it allowed waits again. */
const storedVersion = 2;

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
	if (reason.kind === "pick" && (await isStoreOfFolder(host, folder))) {
		return await isOfFolder(host, folder, environment, machine);
	}
	if (reason.kind !== "setting" && reason.kind !== "specification") return false;
	if (await isOfFolder(host, folder, environment, machine)) return true;
	// chosen by a file above: what lies beside that file came with it
	const above = reason.file === undefined ? folder : host.path.dirname(reason.file);
	if (pathKey(host, above) === pathKey(host, folder) || !isInside(host, above, folder)) return false;
	return !(await isUsersHome(host, above)) && (await isOfFolder(host, above, environment, machine));
}

/**
 * A version file in the home folder is the user's own, and chooses for all that lies below. But a checkout and what lies in one
 * is no home, whatever HOME says; what lies above the home folder is not the user's alone.
 */
async function isUsersHome(host: Host, folder: string): Promise<boolean> {
	if (pathKey(host, folder) !== pathKey(host, host.home)) return false;
	for (let place = folder; ; place = host.path.dirname(place)) {
		const repository = await host.stat(host.path.join(place, ".git")).catch(() => "unreadable" as const);
		if (repository !== undefined) return false;
		if (host.path.dirname(place) === place) return true;
	}
}

/**
 * Whether our store lies in the folder, as it does where HOME leads into a checkout: what it holds may have come with the
 * folder, so neither its choices nor its approvals are the user's word.
 */
export async function isStoreOfFolder(host: Host, folder: string): Promise<boolean> {
	if (await isUsersHome(host, folder)) return false;
	const real = async (path: string): Promise<string> => (await host.realPath(path).catch(() => undefined)) ?? path;
	const store = host.store.folder;
	return isInside(host, folder, store) || isInside(host, await real(folder), await real(store));
}

/**
 * Whether an environment came with a folder: it lies inside, is a flake, or is a path that machine discovery does not list. One
 * that lies inside may be listed by the machine too: HOME or a link may lead there. With the account's own home as the folder
 * nothing of the machine came with it.
 */
export async function isOfFolder(
	host: Host,
	folder: string,
	environment: GoEnvironment,
	machine: readonly GoEnvironment[],
): Promise<boolean> {
	if (environment.provider === "flake" || !machine.some(({ id }) => id === environment.id)) return true;
	if (host.isAccountsHome && (await isUsersHome(host, folder))) return false;
	if (environment.folder !== undefined) return true;
	const real = (await host.realPath(folder).catch(() => undefined)) ?? folder;
	const { location, realPaths, toolchain } = environment;
	const programs = toolchain.kind === "known" ? [toolchain.goroot, toolchain.program] : [];
	return [location, ...realPaths, ...programs].some(
		(path) => isInside(host, folder, path) || isInside(host, real, path),
	);
}

/** Why an approval is worth nothing in a store that may have come with the folder. */
export const storeOfFolder = ({ store }: Host): Fault => ({
	kind: "not-allowed",
	file: store.folder,
	message: t("Approvals and selections in {0} do not count, because that folder lies in the project.", store.folder),
	remedy: t("Set XDG_STATE_HOME to a folder outside of the project, or name the environment with `--environment`."),
});

export interface AllowanceRequest {
	readonly host: Host;
	readonly folder: string;
	readonly environment: GoEnvironment;
	readonly reference: string;
	/** The file that chose the environment: what lies beside it came with it. */
	readonly file?: string | undefined;
	readonly providers: readonly Provider[];
}

/** What an allowance covers: of `files` the content, of `folders` the names, sizes and times of what lies in them. */
export interface Covered {
	readonly files: readonly string[];
	readonly folders: readonly string[];
}

/**
 * Without running anything: the activation's inputs, the go program, the go.env of its GOROOT, which can name a program that
 * go runs (GOFLAGS=-toolexec), and the folders that come first on PATH, where any program could be shadowed.
 */
export async function coveredBy({ host, environment, providers }: AllowanceRequest): Promise<Covered> {
	const { toolchain } = environment;
	const provider = providers.find(({ name }) => name === environment.provider);
	const inputs = (await provider?.inputs?.(host, environment)) ?? [];
	const program = "program" in toolchain && toolchain.program !== undefined ? [toolchain.program] : [];
	const goEnv =
		"goroot" in toolchain && toolchain.goroot !== undefined ? [host.path.join(toolchain.goroot, "go.env")] : [];
	const folders = (await provider?.pathFolders?.(host, environment)) ?? [];
	return { files: [...new Set([...inputs, ...program, ...goEnv])], folders: [...new Set(folders)] };
}

type Prints = Readonly<Record<string, string>>;

interface Stored {
	/** Of the reference and all that {@link coveredBy} names. */
	readonly allowed: string;
	/** The folders that scripts put first on PATH, from the first activation after `allow` on. */
	readonly later?: Prints;
}

/** A change of any of it needs a new one. */
async function allowanceOf(request: AllowanceRequest): Promise<string> {
	const { host, environment, reference } = request;
	const { files, folders } = await coveredBy(request);
	const contents = await fingerprintsOf(host, files, "content");
	const listings = await listingPrintsOf(host, folders);
	const covered = [contents, listings].map((prints) => Object.entries(prints).sort());
	return host.sha256(JSON.stringify([reference, environment.id, covered]));
}

async function nameOf({ host, folder }: AllowanceRequest): Promise<string> {
	return (await pickName(host, folder)).replace(/^selections/, "allowances");
}

/** Undefined also for a file that cannot be read, or was written when an allowance covered less: it allows nothing. */
async function storedOf(request: AllowanceRequest): Promise<Stored | undefined> {
	try {
		const stored: unknown = JSON.parse((await request.host.store.read(await nameOf(request))) ?? "null");
		if (!isRecord(stored) || stored["version"] !== storedVersion || typeof stored["allowed"] !== "string")
			return undefined;
		const { allowed, later } = stored;
		return isRecord(later) ? { allowed, later: later as Prints } : { allowed };
	} catch {
		return undefined;
	}
}

async function store(request: AllowanceRequest, stored: Stored): Promise<void> {
	const text = JSON.stringify({ version: storedVersion, folder: request.folder, ...stored }, null, "\t");
	await request.host.store.write(await nameOf(request), `${text}\n`);
}

/** Whether the user allowed exactly this. */
export async function isAllowed(request: AllowanceRequest): Promise<boolean> {
	if (await isStoreOfFolder(request.host, request.folder)) return false;
	const stored = await storedOf(request);
	if (stored === undefined || stored.allowed !== (await allowanceOf(request))) return false;
	const { later = {} } = stored;
	const now = await listingPrintsOf(request.host, Object.keys(later));
	return Object.entries(later).every(([folder, print]) => now[folder] === print);
}

/** Remembers that the user allows what is selected in the folder now. Throws not-writable, and not-allowed for a store in it. */
export async function allow(request: AllowanceRequest): Promise<void> {
	const { host, folder } = request;
	if (await isStoreOfFolder(host, folder)) throw new FaultError(storeOfFolder(host));
	await store(request, { allowed: await allowanceOf(request) });
}

/**
 * What scripts put first on PATH is not known before they have run, which they do only when they are allowed. So the first
 * activation after `allow` adds those folders to the allowance, and each later one must not put others there: then the first
 * such is answered. Folders that did not come with the project are the machine's, and count for nothing. Throws not-writable.
 */
export async function uncoveredFolder(request: AllowanceRequest, { lists }: Activation): Promise<string | undefined> {
	const stored = await storedOf(request);
	if (stored === undefined) return undefined;
	const { folders } = await coveredBy(request);
	const others = (await broughtFolders(request, lists["PATH"]?.prepend ?? [])).filter((one) => !folders.includes(one));
	const { later } = stored;
	if (later !== undefined) return others.find((one) => !(one in later));
	await store(request, { ...stored, later: await listingPrintsOf(request.host, others) });
	return undefined;
}

/** The entries of PATH that lie in the folder, beside the file that chose, or in the environment; absolute. */
async function broughtFolders(
	{ host, folder, file, environment }: AllowanceRequest,
	entries: readonly string[],
): Promise<readonly string[]> {
	const { path } = host;
	const real = async (place: string): Promise<string> => (await host.realPath(place).catch(() => undefined)) ?? place;
	const roots = [folder, environment.location, ...(file === undefined ? [] : [path.dirname(file)])];
	const realRoots = await Promise.all(roots.map(real));
	const brought: string[] = [];
	for (const entry of entries) {
		const place = path.isAbsolute(entry) ? entry : path.join(folder, entry);
		const places = [place, await real(place)];
		const isIn = (root: string): boolean => places.some((one) => isInside(host, root, one));
		if ([...roots, ...realRoots].some(isIn)) brought.push(place);
	}
	return brought;
}
