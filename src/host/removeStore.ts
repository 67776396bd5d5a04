import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { codeOf } from "./codeOf.ts";
import { isAlive } from "./storeFiles.ts";

let serial = 0;

/** Other processes may make a file while the folder that holds it is removed: the system then says ENOTEMPTY. */
const patient = { recursive: true, force: true, maxRetries: 10, retryDelay: 20 } as const;

/**
 * Removes our store in one step: it is renamed first, so that whoever writes meanwhile makes a new one, and nobody sees half of
 * it. Also removes what a reset left that was killed. Throws Node's errors.
 */
export async function removeStore(folder: string): Promise<void> {
	serial += 1;
	const aside = `${folder}.${process.pid}-${serial}.removed`;
	try {
		await rename(folder, aside);
	} catch (cause) {
		// a mount point cannot be renamed, nor can what lies in a folder that we may not write
		if (codeOf(cause) !== "ENOENT") await rm(folder, patient);
	}
	const above = dirname(folder);
	for (const name of await readdir(above).catch(() => [])) {
		if (isLeftOver(basename(folder), name)) await rm(join(above, name), patient);
	}
}

/** Our own is what was renamed just now. */
function isLeftOver(folder: string, name: string): boolean {
	if (!name.startsWith(`${folder}.`)) return false;
	const pid = /^(\d+)-\d+\.removed$/.exec(name.slice(folder.length + 1))?.[1];
	return pid !== undefined && (Number(pid) === process.pid || !isAlive(Number(pid)));
}
