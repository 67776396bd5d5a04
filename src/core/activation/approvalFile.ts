import { FaultError, faultOrThrow } from "../fault.ts";
import type { Host } from "../host.ts";
import { isObject } from "../isObject.ts";
import { t } from "../l10n.ts";
import { pickName } from "../selection/picks.ts";
import type { FolderPrints } from "./contentPrint.ts";

/** Earlier versions covered less, or kept it elsewhere: what they allowed waits again. */
const storedVersion = 5;

const maxAttempts = 10;

/** All that the user approved for a folder: one file, so that an approval is stored as a whole or not at all. */
export interface Approvals {
	readonly selection?: ApprovedSelection;
	/** That the folder's settings may loosen GOTOOLCHAIN. */
	readonly goToolchain?: "auto";
}

export interface ApprovedSelection {
	readonly reference: string;
	readonly id: string;
	/** Of all that `coveredBy` names. */
	readonly files: Readonly<Record<string, string>>;
	readonly folders: FolderPrints;
	/** The folders that scripts put first on PATH, from the first activation after `allow` on. */
	readonly later?: FolderPrints;
}

const nameOf = async (host: Host, folder: string): Promise<string> =>
	(await pickName(host, folder)).replace(/^selections/, "approvals");

/** A file that cannot be read, or that an earlier version wrote, approves nothing. */
export async function readApprovals(host: Host, folder: string): Promise<Approvals> {
	try {
		return approvalsIn(await host.store.read(await nameOf(host, folder)));
	} catch (cause) {
		faultOrThrow(cause);
		return {};
	}
}

/**
 * Stores what `change` makes of the present approvals, unless it returns undefined. They are read just before, and `change` is
 * called again if they changed meanwhile: an approval that was taken back does not come back. Throws not-writable, not-readable.
 */
export async function changeApprovals(
	host: Host,
	folder: string,
	change: (present: Approvals) => Approvals | undefined,
): Promise<void> {
	const name = await nameOf(host, folder);
	for (let attempt = 0; attempt < maxAttempts; attempt++) {
		const before = await host.store.read(name);
		const changed = change(approvalsIn(before));
		if (changed === undefined) return;
		const text = JSON.stringify({ version: storedVersion, folder, ...changed }, null, "\t");
		if (await host.store.replace(name, before, `${text}\n`)) return;
	}
	const file = host.path.join(host.store.folder, name);
	const message = t("{0} could not be written, because others write it all the time.", file);
	throw new FaultError({ kind: "not-writable", file, message, remedies: [{ text: t("Try again.") }] });
}

function approvalsIn(text: string | undefined): Approvals {
	const stored = text === undefined ? undefined : parsed(text);
	if (!isObject(stored) || stored["version"] !== storedVersion) return {};
	const selection = selectionIn(stored["selection"]);
	return {
		...(selection === undefined ? {} : { selection }),
		...(stored["goToolchain"] === "auto" ? { goToolchain: "auto" } : {}),
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined; // truncated by a system crash, or not ours
	}
}

function selectionIn(stored: unknown): ApprovedSelection | undefined {
	if (!isObject(stored)) return undefined;
	const { reference, id, files, folders, later } = stored;
	if (typeof reference !== "string" || typeof id !== "string") return undefined;
	if (!isObject(files) || !isFolderPrints(folders)) return undefined;
	const there = { reference, id, files: files as ApprovedSelection["files"], folders };
	return later === undefined ? there : isFolderPrints(later) ? { ...there, later } : undefined;
}

const isFolderPrints = (value: unknown): value is FolderPrints =>
	isObject(value) && Object.values(value).every(isObject);
