import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "./codeOf.ts";

/** What a system calls a disk, or somebody's share of one, on which nothing is left. */
const full = ["ENOSPC", "EDQUOT"];

/**
 * Whether a file of so many bytes can be written in a folder now, tried with one that is removed again: who replaces a file
 * where it stands has emptied it before he learns that the disk is full. True also where it cannot be tried.
 */
export async function roomFor(folder: string, bytes: number): Promise<boolean> {
	const trial = join(folder, `.go-environments.${process.pid}.tmp`);
	try {
		const handle = await open(trial, "w", 0o600);
		try {
			await handle.writeFile(Buffer.alloc(bytes));
			await handle.sync();
		} finally {
			await handle.close();
		}
		return true;
	} catch (cause) {
		return !full.includes(codeOf(cause));
	} finally {
		await rm(trial, { force: true }).catch(() => {});
	}
}
