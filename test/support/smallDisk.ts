import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";

/** Why there can be no disk of our own here; undefined where there can. */
export const noSmallDisk: string | undefined =
	process.platform !== "linux" ? "tmpfs is Linux's" : process.getuid?.() === 0 ? undefined : "mounting needs root";

export interface SmallDisk {
	makeReadOnly(): void;
	remove(): void;
}

/** Mounts a disk of so many kilobytes on `place`, a folder that is made where it is missing. */
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
