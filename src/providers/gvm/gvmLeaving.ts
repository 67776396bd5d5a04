import { listVariables } from "../../core/activation.ts";
import { faultOrThrow } from "../../core/fault.ts";
import type { Host, Variables } from "../../core/host.ts";
import { type EnvironmentFile, readEnvironmentFile } from "./gvmEnvironmentFile.ts";
import { gvmRoot, localFolder } from "./gvmRoot.ts";

/**
 * `base` without its active gvm environment, identified by gvm_go_name: without the entries that its file prepended, all other
 * entries of gvm's Gos and pkgsets (`cd` into a folder with .go-version leaves those of the previous environment), and the
 * variables that still have the file's value. gvm keeps no earlier values, so what it overwrote is lost. Throws only for
 * programming errors.
 */
export async function withoutGvm(host: Host, base: Variables): Promise<Variables> {
	const { gvm_go_name: goName, GVM_PATH_BACKUP: backup } = base;
	if (host.platform === "win32" || goName === undefined || goName === "") return base;
	const root = gvmRoot(host, base);
	const file = await activeFile(host, base, root, goName);
	const left: Record<string, string> = {};
	for (const [name, value] of Object.entries(base)) {
		if (!name.startsWith("gvm_") && !isOwn(host, root, name, value, file)) left[name] = value;
	}
	for (const name of listVariables) {
		const gone = withoutEntries(host, root, base[name], file?.front[name] ?? []);
		const entries = name === "PATH" && backup !== undefined ? withBackup(host, root, base, gone) : gone;
		if (entries === undefined) delete left[name];
		else left[name] = entries;
	}
	// set by sourcing scripts/gvm, before any environment: GVM_ROOT is the user's own then, and the shell's `gvm` needs it
	const { GVM_ROOT: own } = base;
	if (backup !== undefined && own !== undefined) left["GVM_ROOT"] = own;
	return left;
}

function isOwn(host: Host, root: string, name: string, value: string, file: EnvironmentFile | undefined): boolean {
	if (file !== undefined) return file.values[name] === value;
	// the environment's file was uninstalled since
	if (name === "GVM_ROOT" || name === "GVM_OVERLAY_PREFIX") return true;
	return (name === "GOROOT" || name === "GOPATH") && value.startsWith(root + host.path.separator);
}

async function activeFile(
	host: Host,
	base: Variables,
	root: string,
	goName: string,
): Promise<EnvironmentFile | undefined> {
	const { gvm_pkgset_name: pkgset = "", GOPATH: gopath = "", gvm_alias_name: alias = "" } = base;
	const { join } = host.path;
	const files: string[] = [];
	if (pkgset === "__local__") {
		const inside = join(localFolder, "pkgsets", goName, "local");
		const entry = gopath.split(":").find((part) => part.endsWith(inside));
		if (entry !== undefined) {
			files.push(join(entry.slice(0, -inside.length), localFolder, "environments", `${goName}@local`));
		}
	}
	const names = [pkgset === "" || pkgset === "global" ? goName : `${goName}@${pkgset}`, alias, "default"];
	files.push(...names.filter(Boolean).map((name) => join(root, "environments", name)));
	let best: { environment: EnvironmentFile; matching: number } | undefined;
	for (const file of files) {
		const environment = await readOrUndefined(host, file, base);
		if (environment?.goName !== goName) continue;
		// users edit only `default`: the sourced file is the one whose values are set
		const matching = Object.entries(environment.values).filter(([name, value]) => base[name] === value).length;
		if (best === undefined || matching > best.matching) best = { environment, matching };
	}
	return best?.environment;
}

/** Reads the file over variables without those that it sets itself: otherwise `GOFLAGS="$GOFLAGS -v"` would grow. */
async function readOrUndefined(host: Host, file: string, base: Variables): Promise<EnvironmentFile | undefined> {
	try {
		const active = await readEnvironmentFile(host, file, base);
		if (active === undefined) return undefined;
		const before = Object.fromEntries(Object.entries(base).filter(([name]) => active.values[name] === undefined));
		return await readEnvironmentFile(host, file, before);
	} catch (cause) {
		faultOrThrow(cause);
		return undefined;
	}
}

/**
 * gvm removes duplicates from PATH, so an entry that its file prepended may also be the user's own (`/bin` of `system`,
 * `$GVM_ROOT/bin` of a shell that sourced scripts/gvm): a removed entry that is in gvm's backup of PATH is put back, after the
 * entry that it follows there.
 */
function withBackup(host: Host, root: string, base: Variables, path: string | undefined): string | undefined {
	const { delimiter, join, separator } = host.path;
	const before = new Set((base["PATH"] ?? "").split(delimiter));
	const entries = path === undefined ? [] : path.split(delimiter);
	const noted = (base["GVM_PATH_BACKUP"] ?? "").split(delimiter);
	const owned = ["gos", "pkgsets"].map((name) => join(root, name) + separator);
	for (const [index, entry] of noted.entries()) {
		const isGone = before.has(entry) && !entries.includes(entry);
		if (entry === "" || !isGone || owned.some((folder) => entry.startsWith(folder))) continue;
		const previous = noted.slice(0, index).findLast((other) => entries.includes(other));
		const next = noted.slice(index + 1).find((other) => entries.includes(other));
		const at = previous !== undefined ? entries.indexOf(previous) + 1 : next === undefined ? 0 : entries.indexOf(next);
		entries.splice(at, 0, entry);
	}
	return entries.length === 0 ? path : entries.join(delimiter);
}

/**
 * Removes one of each prepended entry, because the user may have the same one (`$GVM_ROOT/bin`); undefined if nothing is left.
 */
function withoutEntries(
	host: Host,
	root: string,
	value: string | undefined,
	front: readonly string[],
): string | undefined {
	if (value === undefined) return undefined;
	const entries = value.split(host.path.delimiter);
	for (const entry of front) {
		const at = entries.indexOf(entry);
		if (at >= 0) entries.splice(at, 1);
	}
	const owned = ["gos", "pkgsets"].map((name) => host.path.join(root, name) + host.path.separator);
	const left = entries.filter((entry) => !owned.some((folder) => entry.startsWith(folder)));
	if (left.length === value.split(host.path.delimiter).length) return value;
	return left.every((entry) => entry === "") ? undefined : left.join(host.path.delimiter);
}
