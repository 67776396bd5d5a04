import { opening } from "../action.ts";
import type { EnvironmentId, GoEnvironment } from "../environment.ts";
import { type Fault, FaultError, faultOf } from "../fault.ts";
import type { Host } from "../host.ts";
import { isObject } from "../isObject.ts";
import { t } from "../l10n.ts";

/** The user's selection for a folder: an environment, identified by its id or else by one of its paths, or the inherited Go. */
export interface Pick {
	readonly id: EnvironmentId | "inherited";
	readonly paths: readonly string[];
}

/** `{ version, folder, id, paths }` in `selections/`, one file per folder (docs/behaviour.md, Picks). */
const storedVersion = 1;

/** The file name of a folder's pick in our store: the first 32 hexadecimal digits of sha256 of its real path. */
export async function pickName(host: Host, folder: string): Promise<string> {
	const real = (await host.realPath(folder).catch(() => undefined)) ?? folder;
	return `selections/${host.sha256(real).slice(0, 32)}.json`;
}

/** The stored text of a folder's pick, to detect changes; undefined also if it cannot be read. */
export async function pickText(host: Host, folder: string): Promise<string | undefined> {
	return await host.store.read(await pickName(host, folder)).catch(() => undefined);
}

export interface PickRead {
	readonly pick?: Pick;
	/** Why the stored pick cannot be used: malformed, store-newer, not-readable. */
	readonly fault?: Fault;
}

/** The stored pick of a folder. Returns the store's faults instead of throwing them. */
export async function readPick(host: Host, folder: string): Promise<PickRead> {
	const name = await pickName(host, folder);
	let text: string | undefined;
	try {
		text = await host.store.read(name);
	} catch (cause) {
		if (cause instanceof FaultError) return { fault: cause.fault };
		throw cause;
	}
	if (text === undefined) return {};
	const file = host.path.join(host.store.folder, name);
	let stored: unknown;
	try {
		stored = JSON.parse(text);
	} catch {
		return { fault: malformed(file) };
	}
	if (!isObject(stored)) return { fault: malformed(file) };
	const { version, id, paths } = stored;
	if (typeof version === "number" && version > storedVersion) return { fault: newer(file) };
	if (version !== storedVersion || typeof id !== "string" || !isTexts(paths)) return { fault: malformed(file) };
	return { pick: { id: id as EnvironmentId, paths } };
}

const isTexts = (value: unknown): value is string[] =>
	Array.isArray(value) && value.every((part) => typeof part === "string");

const malformed = (file: string): Fault => ({
	kind: "malformed",
	file,
	message: t("The stored selection of this folder cannot be read: {0}.", file),
	remedies: [{ text: t("Select an environment again. This replaces the file."), action: { kind: "select" } }],
});

const newer = (file: string): Fault => ({
	kind: "store-newer",
	file,
	message: t("The stored selection of this folder was written by a newer version: {0}.", file),
	remedies: [{ text: t("Update Go Environments, or remove the file."), action: opening(file) }],
});

/**
 * Stores the pick of a folder, or removes it for undefined. Does not change a file of a newer version. Throws store-newer,
 * not-writable.
 */
export async function writePick(host: Host, folder: string, pick: Pick | undefined): Promise<void> {
	const { fault } = await readPick(host, folder);
	if (fault?.kind === "store-newer") throw new FaultError(fault);
	const name = await pickName(host, folder);
	const text = pick === undefined ? undefined : JSON.stringify({ version: storedVersion, folder, ...pick }, null, "\t");
	await host.store.write(name, text === undefined ? undefined : `${text}\n`);
}

/** The pick of an environment, with all paths that identify it: none of a shell, for its folder has others, which are not meant. */
export function pickOf({ id, shell, location, toolchain, otherPaths, realPaths }: GoEnvironment): Pick {
	if (shell !== undefined) return { id, paths: [] };
	const goroot = "goroot" in toolchain ? toolchain.goroot : undefined;
	const paths = [location, ...(goroot === undefined ? [] : [goroot]), ...otherPaths, ...realPaths];
	return { id, paths: [...new Set(paths)] };
}

/**
 * Stores the user's selection for a folder, or removes it for undefined, and applies it. Where `apply` throws cancelled, what was
 * stored before is stored again, unless somebody else has stored another selection meanwhile. Throws store-newer, not-writable,
 * and what `apply` throws.
 */
export async function withChoice<R>(
	host: Host,
	folder: string,
	choice: GoEnvironment | "inherited" | undefined,
	apply: () => Promise<R>,
): Promise<R> {
	const name = await pickName(host, folder);
	// one that cannot be read cannot be stored again either
	const before = await host.store.read(name).then(
		(text) => ({ text }),
		() => undefined,
	);
	await writePick(host, folder, choice === "inherited" ? { id: choice, paths: [] } : choice && pickOf(choice));
	const stored = await pickText(host, folder);
	try {
		return await apply();
	} catch (cause) {
		if (faultOf(cause)?.kind === "cancelled" && before !== undefined) {
			if (before.text !== undefined) await host.store.replace(name, stored, before.text);
			else if ((await pickText(host, folder)) === stored) await host.store.write(name, undefined);
		}
		throw cause;
	}
}
