import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { codeOf } from "./codeOf.ts";
import { isAlive } from "./storeFiles.ts";

let serial = 0;

/** If another process creates a file in a folder that is being removed, the system returns ENOTEMPTY. */
const withRetries = { recursive: true, force: true, maxRetries: 10, retryDelay: 20 } as const;

/**
 * Removes our store atomically: it is renamed first, so that concurrent writers create a new one and readers never see a part
 * of it. Also removes the remains of resets that were killed. Throws Node's errors.
 */
export async function removeStore(folder: string): Promise<void> {
	serial += 1;
	const aside = `${folder}.${process.pid}-${serial}.removed`;
	try {
		await rename(folder, aside);
	} catch (cause) {
		// a mount point cannot be renamed, nor a folder whose parent we may not write
		if (codeOf(cause) !== "ENOENT") await rm(folder, withRetries);
	}
	await removeRemains(folder);
}

/** Removes what resets that were killed left beside the store; nothing reads it. Throws Node's errors. */
export async function removeRemains(folder: string): Promise<void> {
	const above = dirname(folder);
	for (const name of await readdir(above).catch(() => [])) {
		if (isLeftOver(basename(folder), name)) await rm(join(above, name), withRetries);
	}
}

/** Excludes what another process is removing now. */
function isLeftOver(folder: string, name: string): boolean {
	if (!name.startsWith(`${folder}.`)) return false;
	const pid = /^(\d+)-\d+\.removed$/.exec(name.slice(folder.length + 1))?.[1];
	return pid !== undefined && (Number(pid) === process.pid || !isAlive(Number(pid)));
}
