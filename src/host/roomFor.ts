import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "./codeOf.ts";

/** Error codes for a full disk or an exhausted quota. */
const diskFullCodes = ["ENOSPC", "EDQUOT"];

/**
 * Whether a file of this size can be written in a folder, tested with a file that is removed again: a program that rewrites a
 * file in place has truncated it before it notices a full disk. True also if the test is not possible.
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
		return !diskFullCodes.includes(codeOf(cause));
	} finally {
		await rm(trial, { force: true }).catch(() => {});
	}
}
