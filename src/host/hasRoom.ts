import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { faultOrThrow } from "../core/fault.ts";
import type { Host, Looks, Paths } from "../core/host.ts";
import { codeOf } from "./codeOf.ts";
import { type DiskAccess, onDisk } from "./diskAccess.ts";

/** `Host.hasRoom`. */
export function hasRoomOf(disks: DiskAccess): Host["hasRoom"] {
	const { disk, path, look } = disks;
	return async (folder, bytes) => {
		try {
			const at = await look((looks) => nearestThere(looks, path, folder));
			return at === undefined || (await onDisk(disks, at, () => canWrite(disk.place(at), bytes)));
		} catch (cause) {
			faultOrThrow(cause);
			return true;
		}
	};
}

function nearestThere(looks: Looks, path: Paths, place: string): string | undefined {
	for (let at = place; ; at = path.dirname(at)) {
		const real = looks.realPath(at);
		if (real !== undefined || path.dirname(at) === at) return real;
	}
}

/** Error codes of a full disk and of an exhausted quota. */
const diskFullCodes = ["ENOSPC", "EDQUOT"];

async function canWrite(folder: string, bytes: number): Promise<boolean> {
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
