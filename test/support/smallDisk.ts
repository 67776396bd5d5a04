import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";

/** Why a small disk is not available here; undefined if it is. */
export const noSmallDisk: string | undefined =
	process.platform !== "linux" ? "tmpfs is Linux's" : process.getuid?.() === 0 ? undefined : "mounting needs root";

export interface SmallDisk {
	makeReadOnly(): void;
	remove(): void;
}

/** Mounts a disk of this many kilobytes on `place`, a folder that is created if missing. */
export function smallDisk(place: string, kilobytes: number): SmallDisk {
	mkdirSync(place, { recursive: true });
	const mount = (...options: readonly string[]): void => {
		execFileSync("mount", ["-t", "tmpfs", "-o", options.join(","), "small", place]);
	};
	mount(`size=${kilobytes}k`);
	return {
		makeReadOnly: () => mount("remount", "ro"),
		remove: () => void execFileSync("umount", ["-l", place]),
	};
}
