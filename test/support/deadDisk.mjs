// A disk that never responds, like a network disk whose server is gone: a FUSE file system without a server.
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";

/** Why it is not available here; undefined if it is. */
export const noDeadDisk =
	process.platform !== "linux"
		? "FUSE is mounted as Linux does it"
		: process.getuid?.() !== 0 || !existsSync("/dev/fuse")
			? "mounting needs root and /dev/fuse"
			: undefined;

/** Mounts one on `place`, a folder that is created if missing. `remove` releases everything that waits for it. */
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
			spawnSync("umount", ["-f", place], { stdio: "ignore" }); // aborts pending calls
			spawnSync("umount", ["-l", place], { stdio: "ignore" });
			closeSync(device);
		},
	};
}
