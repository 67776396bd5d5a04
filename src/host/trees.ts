import { constants } from "node:fs";
import { access, chmod, lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { FaultError, faultOrThrow } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { codeOf } from "./codeOf.ts";
import { type DiskAccess, onDisk } from "./diskAccess.ts";
import { renameWithRetries } from "./replaceFile.ts";
import { writeFault } from "./writeFault.ts";

/** A program that is just being ended may still write into the tree; Windows has files open for a moment longer. */
const withRetries = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 } as const;

/** `Host.isWritable`, `Host.remove` and `Host.rename`. */
export function treesOf(disks: DiskAccess): Pick<Host, "isWritable" | "remove" | "rename"> {
	const { disk, path, look } = disks;
	/** The real path of what `place` names itself, its last part not followed. */
	const placeOf = (place: string): Promise<string> =>
		look((looks) => path.join(looks.realPath(path.dirname(place)) ?? path.dirname(place), path.basename(place)));

	/** Whether the disk responds. The removal itself may take as long as it takes: a tree on a network disk, minutes. */
	const probe = (at: string): Promise<unknown> => onDisk(disks, at, () => lstat(disk.place(at)).catch(() => undefined));

	return {
		async isWritable(folder) {
			try {
				const at = await look((looks) => {
					for (let place = folder; ; place = path.dirname(place)) {
						const real = looks.realPath(place);
						if (real !== undefined || path.dirname(place) === place) return real;
					}
				});
				return at !== undefined && (await onDisk(disks, at, () => mayCreateIn(disk.place(at))));
			} catch (cause) {
				faultOrThrow(cause);
				return false;
			}
		},
		async remove(place) {
			const at = await placeOf(place);
			await asFault(place, async () => {
				await probe(at);
				await removeTree(disk.place(at));
			});
		},
		async rename(from, to) {
			const [before, after] = [await placeOf(from), await placeOf(to)];
			await asFault(from, async () => {
				await probe(before);
				if ((await lstat(disk.place(after)).catch(() => undefined)) !== undefined) throw exists(to);
				await renameWithRetries(disk.place(before), disk.place(after));
			});
		},
	};
}

async function mayCreateIn(folder: string): Promise<boolean> {
	return await access(folder, constants.W_OK | constants.X_OK).then(
		async () => (await lstat(folder)).isDirectory(),
		() => false,
	);
}

async function removeTree(place: string): Promise<void> {
	try {
		await rm(place, withRetries);
	} catch (cause) {
		if (!["EACCES", "EPERM"].includes(codeOf(cause))) throw cause;
		await makeWritable(place); // a module cache is read-only
		await rm(place, withRetries);
	}
}

async function makeWritable(folder: string): Promise<void> {
	const stats = await lstat(folder);
	if (!stats.isDirectory()) return;
	await chmod(folder, stats.mode | 0o700);
	for (const name of await readdir(folder)) await makeWritable(join(folder, name));
}

async function asFault<T>(place: string, act: () => Promise<T>): Promise<T> {
	try {
		return await act();
	} catch (cause) {
		throw cause instanceof FaultError ? cause : writeFault(place, cause);
	}
}

const exists = (place: string): FaultError =>
	new FaultError({ kind: "conflict", file: place, message: t("{0} already exists.", place) });
