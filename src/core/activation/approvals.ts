import type { Activated } from "../activation.ts";
import type { GoEnvironment, Toolchain } from "../environment.ts";
import { type Fault, FaultError, faultOrThrow, remediesOf } from "../fault.ts";
import type { Host } from "../host.ts";
import { isInside, pathKey } from "../isInside.ts";
import { t } from "../l10n.ts";
import { checkCancelled } from "../operation.ts";
import type { Provider } from "../provider.ts";
import type { Selection } from "../state.ts";
import { type ApprovedSelection, changeApprovals, readApprovals } from "./approvalFile.ts";
import { contentPrint, type FolderPrint, type FolderPrints, folderPrintsOf, unchangedPrint } from "./contentPrint.ts";
import { isOfFolder, isStoreOfFolder, storeOfFolder } from "./isOfFolder.ts";
import { isInRoots, isUsersHome, projectRoots } from "./projectRoots.ts";

/**
 * Whether the CLI uses the selection only after `go-environments allow`: files of the folder selected it, and it belongs to the
 * folder (docs/behaviour.md, Trust).
 */
export async function isApprovalNeeded(
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
	// a file in a folder above selected it: everything beside that file came with it
	const above = reason.file === undefined ? folder : host.path.dirname(reason.file);
	if (pathKey(host, above) === pathKey(host, folder) || !isInside(host, above, folder)) return false;
	return !(await isUsersHome(host, above)) && (await isOfFolder(host, above, environment, machine));
}

export interface ApprovalRequest {
	readonly host: Host;
	readonly folder: string;
	readonly environment: GoEnvironment;
	readonly reference: string;
	/** The file that selected the environment: everything beside it came with it. */
	readonly file?: string | undefined;
	readonly providers: readonly Provider[];
}

/** What an approval covers: of `files` the content, of `folders` the names and contents of what lies in them. */
export interface Covered {
	readonly files: readonly string[];
	readonly folders: readonly string[];
}

/**
 * Runs nothing. Covers the activation's inputs, the go program, the go.env of its GOROOT, which can name a program that go runs
 * (GOFLAGS=-toolexec), the folders of the programs that go runs in each build (compile, link), and the folders that come first
 * on PATH, where any program could be shadowed.
 */
export async function coveredBy({ host, environment, providers }: ApprovalRequest): Promise<Covered> {
	// that of an environment on request follows from its inputs, and is known only once it was activated
	const toolchain: Toolchain =
		environment.kind.activation === "immediate" ? environment.toolchain : { kind: "unknown" };
	const provider = providers.find(({ name }) => name === environment.provider);
	const inputs = (await provider?.inputs?.(host, environment)) ?? [];
	const program = "program" in toolchain && toolchain.program !== undefined ? [toolchain.program] : [];
	const goroot = "goroot" in toolchain ? toolchain.goroot : undefined;
	const goEnv = goroot === undefined ? [] : [host.path.join(goroot, "go.env")];
	const tools = goroot === undefined ? [] : await toolFolders(host, goroot);
	const folders = (await provider?.pathFolders?.(host, environment)) ?? [];
	return { files: [...new Set([...inputs, ...program, ...goEnv])], folders: [...new Set([...folders, ...tools])] };
}

/** `pkg/tool/linux_amd64`, one for each platform that the GOROOT was built for. */
async function toolFolders(host: Host, goroot: string): Promise<readonly string[]> {
	const tools = host.path.join(goroot, "pkg", "tool");
	const platforms = (await host.list(tools)) ?? [];
	return [tools, ...platforms.map(({ name }) => host.path.join(tools, name))];
}

/** Why an approval is invalid: a file or folder changed, or another environment was approved. */
export type Outdated = { readonly changed: string } | { readonly approved: string };

/** Whether the user approved exactly this, and if something else was approved, what differs. */
export async function storedApprovalOf(request: ApprovalRequest): Promise<"allowed" | "none" | Outdated> {
	if (await isStoreOfFolder(request.host, request.folder)) return "none";
	const { selection: stored } = await readApprovals(request.host, request.folder);
	if (stored === undefined) return "none";
	if (stored.reference !== request.reference || stored.id !== request.environment.id) {
		return { approved: stored.reference };
	}
	const { files, folders } = await coveredBy(request);
	for (const file of new Set([...files, ...Object.keys(stored.files)])) {
		if (!files.includes(file) || !(await holds(request.host, file, stored.files[file]))) return { changed: file };
	}
	return await foldersAreAllowed(request, stored, folders);
}

/** Where nobody can tell, it does not. */
async function holds(host: Host, file: string, print: string | undefined): Promise<boolean> {
	try {
		return (await contentPrint(host, file)) === print;
	} catch (cause) {
		faultOrThrow(cause);
		return false;
	}
}

async function foldersAreAllowed(
	request: ApprovalRequest,
	stored: ApprovedSelection,
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
 * or taken back meanwhile stays as it is. A store that cannot be written remembers nothing.
 */
async function renew({ host, folder }: ApprovalRequest, stored: ApprovedSelection, now: FolderPrints): Promise<void> {
	const renewed = (prints: FolderPrints): FolderPrints =>
		Object.fromEntries(Object.entries(prints).map(([at, print]) => [at, now[at] ?? print]));
	const { folders, later } = stored;
	const selection: ApprovedSelection = {
		...stored,
		folders: renewed(folders),
		...(later === undefined ? {} : { later: renewed(later) }),
	};
	await changeApprovals(host, folder, (present) =>
		isSame(present.selection, stored) ? { ...present, selection } : undefined,
	).catch(faultOrThrow);
}

const isSame = (one: ApprovedSelection | undefined, other: ApprovedSelection): boolean =>
	JSON.stringify(one) === JSON.stringify(other);

/** What `allow` approves: the current selection, the settings' GOTOOLCHAIN, or both. */
export interface Approving {
	readonly selection?: ApprovalRequest;
	readonly toolchain: boolean;
}

/**
 * Stores the user's approval for a folder, all of it or nothing. Throws not-writable, cancelled, not-allowed for a store in the
 * folder, and as {@link contentPrint} where the approval could never hold.
 */
export async function allow(
	host: Host,
	folder: string,
	{ selection: request, toolchain }: Approving,
	signal?: AbortSignal,
): Promise<void> {
	if (await isStoreOfFolder(host, folder)) throw new FaultError(storeOfFolder(host));
	const selection = request && (await approvedNow(request));
	if (signal !== undefined) checkCancelled(signal);
	await changeApprovals(host, folder, (present) => ({
		...present,
		...(selection === undefined ? {} : { selection }),
		...(toolchain ? { goToolchain: "auto" } : {}),
	}));
}

async function approvedNow(request: ApprovalRequest): Promise<ApprovedSelection> {
	const { host, reference, environment } = request;
	const covered = await coveredBy(request);
	const files: Record<string, string> = {};
	for (const file of covered.files) files[file] = await contentPrint(host, file);
	return { reference, id: environment.id, files, folders: await folderPrintsOf(host, covered.folders) };
}

/** Why an approved activation may not be used after all. */
export type Uncovered = "taken back" | { readonly folder: string };

/**
 * The folders that scripts prepend to PATH are unknown before the scripts run, and they run only after approval. So the first
 * activation after `allow` adds these folders to the approval, and later activations must not prepend others: returns the first
 * such folder. Folders that did not come with the project belong to the machine and are ignored. Without scripts nothing can be
 * added later, so nothing is written; that there is nothing to add is remembered if the store can be written. Throws not-writable,
 * and as {@link contentPrint} for a folder that cannot be covered.
 */
export async function uncoveredFolder(
	request: ApprovalRequest,
	{ activation: { lists }, scripts }: Pick<Activated, "activation" | "scripts">,
): Promise<Uncovered | undefined> {
	const { host, folder } = request;
	const { selection: stored } = await readApprovals(host, folder);
	if (stored === undefined) return "taken back";
	const { folders } = await coveredBy(request);
	const others = (await projectFoldersOnPath(request, lists["PATH"]?.prepend ?? [])).filter(
		(one) => !folders.includes(one),
	);
	if (stored.later !== undefined) return notIn(stored.later, others);
	const [first] = others;
	if (first === undefined && scripts.length === 0) return undefined;
	const later = await folderPrintsOf(host, others);
	let uncovered: Uncovered | undefined;
	await changeApprovals(host, folder, (present) => {
		const { selection } = present;
		uncovered = selection === undefined ? "taken back" : notIn(selection.later ?? later, others);
		// another activation was first, or another approval is there now, whose first activation is not this one
		if (selection === undefined || !isSame(selection, stored)) return undefined;
		return { ...present, selection: { ...stored, later } };
	}).catch((cause: unknown) => {
		const fault = faultOrThrow(cause);
		if (first !== undefined) throw new FaultError(notKept(request.environment, first, fault), { cause });
	});
	return uncovered;
}

/** The fault for a folder that has to be remembered, in a store that takes nothing. */
const notKept = ({ name }: GoEnvironment, folder: string, fault: Fault): Fault => ({
	...fault,
	message: t(
		"The scripts of “{0}” put {1} first on PATH for the first time since you approved it, which cannot be stored: {2}",
		name,
		folder,
		fault.message,
	),
	remedies: [
		{ text: t("Run `go-environments exec -- true` once while the file can be written.") },
		...remediesOf(fault),
	],
});

function notIn(later: FolderPrints, folders: readonly string[]): Uncovered | undefined {
	const folder = folders.find((one) => !(one in later));
	return folder === undefined ? undefined : { folder };
}

/** The entries of PATH inside the project, beside the selecting file, or in the environment; absolute. */
async function projectFoldersOnPath(
	{ host, folder, file, environment }: ApprovalRequest,
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
