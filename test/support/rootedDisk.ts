import { join } from "node:path";
import type { Platform } from "../../src/core/host.ts";
import { type Disk, nodeDisk } from "../../src/host/disk.ts";

export interface RootedDiskOptions {
	/** The real folder that represents the machine's `/`, or contains its drives: `C:\a` is `<root>/C/a`. */
	readonly root: string;
	readonly platform: Platform;
	/** Roots below which asynchronous calls never return: a dead network disk. */
	readonly silent?: readonly string[];
	/** Paths without read permission, even for root, whom modes do not restrict. */
	readonly denied?: readonly string[];
	/** Counts the calls, by name. */
	readonly calls?: Map<string, number>;
}

/** The real path for a path of the simulated machine. */
export function placeIn({ root, platform }: Pick<RootedDiskOptions, "root" | "platform">, path: string): string {
	if (platform !== "win32") return join(root, path);
	return join(
		root,
		path
			.replace(/^\\\\/, "UNC\\")
			.replace(/^([A-Za-z]):/, "$1")
			.replaceAll("\\", "/"),
	);
}

/**
 * A folder as the disk of a machine. Its links contain paths of that machine: the host follows links itself, so the real system
 * never resolves them.
 */
export function rootedDisk(options: RootedDiskOptions): Disk {
	const { silent = [], denied = [], calls } = options;
	const at = (name: string, path: string): string => {
		calls?.set(name, (calls.get(name) ?? 0) + 1);
		return placeIn(options, path);
	};
	const dead = (path: string): boolean => silent.some((root) => path === root || path.startsWith(root));
	const never = new Promise<never>(() => {});
	const { now, later } = nodeDisk;
	const blocked = (path: string): void => {
		if (denied.includes(path)) throw Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
		if (dead(path)) throw new Error(`a call that blocks touched the dead disk: ${path}`);
	};
	return {
		now: {
			read: (path, most, whole) => {
				blocked(path);
				return now.read(at("read", path), most, whole);
			},
			list: (path) => {
				blocked(path);
				return now.list(at("list", path));
			},
			names: (path) => {
				blocked(path);
				return now.names(at("names", path));
			},
			own: (path) => {
				blocked(path);
				return now.own(at("own", path));
			},
			target: (path) => {
				blocked(path);
				return now.target(at("target", path));
			},
		},
		later: {
			read: (path, most, whole) => (dead(path) ? never : later.read(at("read", path), most, whole)),
			list: (path) => (dead(path) ? never : later.list(at("list", path))),
			names: (path) => (dead(path) ? never : later.names(at("names", path))),
			own: (path) => (dead(path) ? never : later.own(at("own", path))),
			target: (path) => (dead(path) ? never : later.target(at("target", path))),
		},
		place: (path) => placeIn(options, path),
		kernelFile: (path) =>
			path === "/proc/self/mountinfo"
				? [
						"1 0 8:1 / / rw - ext4 /dev/sda1 rw",
						...silent.map((root) => `2 1 0:9 / ${root} rw - nfs4 server:/x rw`),
					].join("\n")
				: undefined,
	};
}
