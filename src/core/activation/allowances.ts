import type { Activation } from "../activation.ts";
import type { GoEnvironment } from "../environment.ts";
import { type Fault, FaultError, faultOrThrow } from "../fault.ts";
import type { Host } from "../host.ts";
import { isInside, pathKey } from "../isInside.ts";
import { t } from "../l10n.ts";
import type { Provider } from "../provider.ts";
import { pickName } from "../selection/picks.ts";
import type { Selection } from "../state.ts";
import { type FolderPrint, type FolderPrints, fingerprintsOf, folderPrintsOf, unchangedPrint } from "./fingerprint.ts";
import { isInRoots, isUsersHome, projectRoots, rootsBesideHome } from "./projectRoots.ts";
import { isRecord } from "./storedActivation.ts";

/** Earlier versions covered less: what they allowed waits again. */
const storedVersion = 4;

/**
 * Whether the CLI may use what is selected only after `go-environments allow`: files of the folder chose it, and it is the
 * folder's own (docs/behaviour.md, Trust).
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
 * Whether our store lies in the project, as it does where HOME leads into a checkout: what it holds may have come with it, so
 * neither its choices nor its approvals are the user's word. The account's own home holds the user's store, whatever else it is.
 */
export async function isStoreOfFolder(host: Host, folder: string): Promise<boolean> {
	return await isInRoots(host, await rootsBesideHome(host, folder), host.store.folder);
}

/**
 * Whether an environment came with the project of a folder: it lies inside, is code of a project, or is a path that machine discovery
 * does not list. One that lies inside may be listed by the machine too: HOME, a variable or a link may lead there. With the
 * account's own home as the folder nothing of the machine came with it.
 */
export async function isOfFolder(
	host: Host,
	folder: string,
	environment: GoEnvironment,
	machine: readonly GoEnvironment[],
	rootsOf = projectRoots,
): Promise<boolean> {
	if (environment.kind.isProjectCode || !machine.some(({ id }) => id === environment.id)) return true;
	if (await isUsersHome(host, folder)) return false;
	if (environment.folder !== undefined) return true;
	const roots = await rootsOf(host, folder);
	const { location, realPaths, toolchain } = environment;
	const programs = toolchain.kind === "known" ? [toolchain.goroot, toolchain.program] : [];
	return [location, ...realPaths, ...programs].some((path) => roots.some((root) => isInside(host, root, path)));
}

/**
 * The same for a version that the user typed, which means an environment of the machine: what the machine lists in the account's
 * own home is one, though that home be a repository of dotfiles.
 */
export const isBroughtByFolder = (
	host: Host,
	folder: string,
	environment: GoEnvironment,
	machine: readonly GoEnvironment[],
): Promise<boolean> => isOfFolder(host, folder, environment, machine, rootsBesideHome);

/** Why an approval is worth nothing in a store that may have come with the folder. */
export const storeOfFolder = ({ store }: Host): Fault => ({
	kind: "not-allowed",
	file: store.folder,
	message: t("Approvals and selections in {0} are ignored: that folder is inside the project.", store.folder),
	remedies: [
		{ text: t("Set XDG_STATE_HOME to a folder outside of the project.") },
		{ text: t("Or name the environment with `--environment`.") },
	],
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

/** What an allowance covers: of `files` the content, of `folders` the names and contents of what lies in them. */
export interface Covered {
	readonly files: readonly string[];
	readonly folders: readonly string[];
}

/**
 * Without running anything: the activation's inputs, the go program, the go.env of its GOROOT, which can name a program that
 * go runs (GOFLAGS=-toolexec), the folders of the programs that go runs for each build (compile, link), and the folders that
 * come first on PATH, where any program could be shadowed.
 */
export async function coveredBy({ host, environment, providers }: AllowanceRequest): Promise<Covered> {
	const { toolchain } = environment;
	const provider = providers.find(({ name }) => name === environment.provider);
	const inputs = (await provider?.inputs?.(host, environment)) ?? [];
	const program = "program" in toolchain && toolchain.program !== undefined ? [toolchain.program] : [];
	const goroot = "goroot" in toolchain ? toolchain.goroot : undefined;
	const goEnv = goroot === undefined ? [] : [host.path.join(goroot, "go.env")];
	const tools = goroot === undefined ? [] : await toolFolders(host, goroot);
	const folders = (await provider?.pathFolders?.(host, environment)) ?? [];
	return { files: [...new Set([...inputs, ...program, ...goEnv])], folders: [...new Set([...folders, ...tools])] };
}

/** `pkg/tool/linux_amd64`, one for each platform that the GOROOT was built on. */
async function toolFolders(host: Host, goroot: string): Promise<readonly string[]> {
	const tools = host.path.join(goroot, "pkg", "tool");
	const platforms = (await host.list(tools)) ?? [];
	return [tools, ...platforms.map(({ name }) => host.path.join(tools, name))];
}

type Prints = Readonly<Record<string, string>>;

interface Stored {
	readonly reference: string;
	readonly id: string;
	/** Of all that {@link coveredBy} names. */
	readonly files: Prints;
	readonly folders: FolderPrints;
	/** The folders that scripts put first on PATH, from the first activation after `allow` on. */
	readonly later?: FolderPrints;
}

async function nameOf({ host, folder }: AllowanceRequest): Promise<string> {
	return (await pickName(host, folder)).replace(/^selections/, "allowances");
}

/** Undefined also for a file that cannot be read, or was written when an allowance covered less: it allows nothing. */
async function storedOf(request: AllowanceRequest): Promise<Stored | undefined> {
	try {
		const stored: unknown = JSON.parse((await request.host.store.read(await nameOf(request))) ?? "null");
		if (!isRecord(stored) || stored["version"] !== storedVersion) return undefined;
		const { reference, id, files, folders, later } = stored;
		if (typeof reference !== "string" || typeof id !== "string") return undefined;
		if (!isRecord(files) || !isFolderPrints(folders)) return undefined;
		const there = { reference, id, files: files as Prints, folders };
		return later === undefined ? there : isFolderPrints(later) ? { ...there, later } : undefined;
	} catch {
		return undefined;
	}
}

const isFolderPrints = (value: unknown): value is FolderPrints =>
	isRecord(value) && Object.values(value).every(isRecord);

async function store(request: AllowanceRequest, stored: Stored): Promise<void> {
	const text = JSON.stringify({ version: storedVersion, folder: request.folder, ...stored }, null, "\t");
	await request.host.store.write(await nameOf(request), `${text}\n`);
}

/** What of an approval holds no more: a file or folder that changed, or what was approved at all. */
export type Outdated = { readonly changed: string } | { readonly approved: string };

/** Whether the user allowed exactly this, and where something else was allowed, what is different now. */
export async function allowanceOf(request: AllowanceRequest): Promise<"allowed" | "none" | Outdated> {
	if (await isStoreOfFolder(request.host, request.folder)) return "none";
	const stored = await storedOf(request);
	if (stored === undefined) return "none";
	if (stored.reference !== request.reference || stored.id !== request.environment.id) {
		return { approved: stored.reference };
	}
	const { files, folders } = await coveredBy(request);
	const now = await fingerprintsOf(request.host, files, "content");
	const file = [...Object.keys(now), ...Object.keys(stored.files)].find((path) => now[path] !== stored.files[path]);
	return file === undefined ? await foldersAreAllowed(request, stored, folders) : { changed: file };
}

async function foldersAreAllowed(
	request: AllowanceRequest,
	stored: Stored,
	folders: readonly string[],
): Promise<"allowed" | Outdated> {
	const { host } = request;
	const { later = {} } = stored;
	const before = { ...later, ...stored.folders };
	const covered = new Set([...folders, ...Object.keys(later)]);
	const now: Record<string, FolderPrint> = {};
	for (const folder of new Set([...covered, ...Object.keys(before)])) {
		const known = before[folder];
		const print = known && covered.has(folder) ? await unchangedPrint(host, folder, known) : undefined;
		if (print === undefined) return { changed: folder };
		now[folder] = print;
	}
	if (Object.keys(now).some((folder) => now[folder] !== before[folder])) await renew(request, stored, now);
	return "allowed";
}

/**
 * Remembers how folders look that only look different, so that their files need not be read each time. An approval that was given
 * or taken back meanwhile stays as it is.
 */
async function renew(request: AllowanceRequest, stored: Stored, now: FolderPrints): Promise<void> {
	const renewed = (prints: FolderPrints): FolderPrints =>
		Object.fromEntries(Object.entries(prints).map(([folder, print]) => [folder, now[folder] ?? print]));
	const { folders, later } = stored;
	if (JSON.stringify(await storedOf(request)) !== JSON.stringify(stored)) return;
	await store(request, {
		...stored,
		folders: renewed(folders),
		...(later === undefined ? {} : { later: renewed(later) }),
	}).catch(faultOrThrow);
}

/** Remembers that the user allows what is selected in the folder now. Throws not-writable, and not-allowed for a store in it. */
export async function allow(request: AllowanceRequest): Promise<void> {
	const { host, folder } = request;
	if (await isStoreOfFolder(host, folder)) throw new FaultError(storeOfFolder(host));
	const { reference, environment } = request;
	const covered = await coveredBy(request);
	const files = await fingerprintsOf(host, covered.files, "content");
	await store(request, { reference, id: environment.id, files, folders: await folderPrintsOf(host, covered.folders) });
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
	await store(request, { ...stored, later: await folderPrintsOf(request.host, others) });
	return undefined;
}

/** The entries of PATH that lie in the project, beside the file that chose, or in the environment; absolute. */
async function broughtFolders(
	{ host, folder, file, environment }: AllowanceRequest,
	entries: readonly string[],
): Promise<readonly string[]> {
	const { path } = host;
	const project = await projectRoots(host, folder);
	const roots = [...project, environment.location, ...(file === undefined ? [] : [path.dirname(file)])];
	const realRoots = await Promise.all(roots.map((root) => host.realPath(root).catch(() => undefined)));
	const all = [...roots, ...realRoots.filter((root) => root !== undefined)];
	const brought: string[] = [];
	for (const entry of entries) {
		const place = path.isAbsolute(entry) ? entry : path.join(folder, entry);
		if (await isInRoots(host, all, place)) brought.push(place);
	}
	return brought;
}
