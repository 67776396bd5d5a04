// A disk that never answers, as a network disk does whose server is gone: a FUSE file system that nobody serves.
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";

/** Why there can be none here; undefined where there can. */
export const noDeadDisk =
	process.platform !== "linux"
		? "FUSE is mounted as Linux does it"
		: process.getuid?.() !== 0 || !existsSync("/dev/fuse")
			? "mounting needs root and /dev/fuse"
			: undefined;

/** Mounts one on `place`, a folder that is made where it is missing. Whatever waits for it is let go of by `remove`. */
export function deadDisk(place) {
	mkdirSync(place, { recursive: true });
	const device = openSync("/dev/fuse", "r+");
	const options = "fd=3,rootmode=40000,user_id=0,group_id=0";
	const { status } = spawnSync("mount", ["-i", "-t", "fuse", "-o", options, "dead", place], {
		stdio: ["ignore", "ignore", "inherit", device],
	});
	if (status !== 0) throw new Error(`mount ended with ${status}`);
	return {
		remove() {
			spawnSync("umount", ["-f", place], { stdio: "ignore" }); // aborts what waits
			spawnSync("umount", ["-l", place], { stdio: "ignore" });
			closeSync(device);
		},
	};
}
