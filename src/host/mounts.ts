import type { Paths, Platform, Variables } from "../core/host.ts";
import type { Disk } from "./disk.ts";

/** Which paths are on a disk that may stop responding: a network disk, or one provided by another system. */
export interface Mounts {
	/** The root of such a disk, or undefined for a path on a local one. `path` must contain no links. */
	distantRoot(path: string): string | undefined;
	/** Whether there is any such disk. */
	readonly hasDistant: boolean;
	/** Reads the mount table again, because disks are added and removed. */
	refresh(): void;
}

// File system types of /proc/self/mountinfo that do not depend on another machine.
const local = new Set(
	"ext2 ext3 ext4 xfs btrfs zfs f2fs jfs reiserfs bcachefs erofs squashfs iso9660 vfat exfat ntfs3 msdos udf overlay aufs tmpfs ramfs rootfs devtmpfs proc sysfs cgroup cgroup2 devpts mqueue hugetlbfs debugfs tracefs securityfs bpf configfs efivarfs pstore binfmt_misc nsfs fusectl virtiofs fuse.lxcfs fuse.portal".split(
		" ",
	),
);

/** The mount table of Linux; the drives and volumes of Windows and macOS, where only the system's own are known to be local. */
export function mountsOf(
	disk: Pick<Disk, "kernelFile">,
	platform: Platform,
	path: Paths,
	home: string,
	variables: Variables,
): Mounts {
	if (platform === "linux") return linuxMounts(() => disk.kernelFile("/proc/self/mountinfo") ?? "");
	const distantRoot = platform === "win32" ? windowsRoot(path, [home, variables["SystemDrive"] ?? "C:"]) : macRoot;
	return { distantRoot, hasDistant: true, refresh: () => {} };
}

/** `/Volumes/Data` for paths below it. The boot volume's name below /Volumes is a link, so it never occurs in `path`. */
const macRoot = (path: string): string | undefined => /^\/(?:Volumes|Network|net)\/[^/]+/.exec(path)?.[0];

function windowsRoot(path: Paths, known: readonly string[]): Mounts["distantRoot"] {
	const drives = known.map((place) => place.slice(0, 2).toUpperCase());
	return (place) => {
		if (isShare(place)) {
			const share = /^\\\\[^\\]+\\[^\\]+/.exec(path.normalize(place))?.[0];
			if (share !== undefined) return share;
		}
		const drive = place.slice(0, 2).toUpperCase();
		return /^[A-Z]:$/.test(drive) && !drives.includes(drive) ? `${drive}\\` : undefined;
	};
}

/** `\\server\share`, with any slashes. */
const isShare = (place: string): boolean => /^[\\/]{2}/.test(place);

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("/"), 1));

function linuxMounts(read: () => string): Mounts {
	let table = read();
	let mounts = distantMounts(table);
	let hasDistant = [...mounts.values()].includes(true);
	/** The roots by folder, so that they are not determined for each entry of a folder. */
	const roots = new Map<string, string | undefined>();

	function rootAbove(folder: string): string | undefined {
		for (let at = folder; ; at = folderOf(at)) {
			const distant = mounts.get(at);
			if (distant !== undefined) return distant ? at : undefined;
			if (at === "/" || at === "") return undefined;
		}
	}

	function distantRoot(path: string): string | undefined {
		if (!hasDistant) return undefined;
		const distant = mounts.get(path);
		if (distant !== undefined) return distant ? path : undefined;
		const folder = folderOf(path);
		if (!roots.has(folder)) roots.set(folder, rootAbove(folder));
		return roots.get(folder);
	}

	return {
		get hasDistant() {
			return hasDistant;
		},
		distantRoot,
		refresh() {
			roots.clear();
			const now = read();
			if (now === table) return;
			table = now;
			mounts = distantMounts(table);
			hasDistant = [...mounts.values()].includes(true);
		},
	};
}

/** `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw` (proc_pid_mountinfo(5)); later mounts hide earlier ones. */
function distantMounts(table: string): ReadonlyMap<string, boolean> {
	const mounts = new Map<string, boolean>();
	for (const line of table.split("\n")) {
		const [front = "", back] = line.split(" - ");
		const point = front.split(" ")[4];
		const type = back?.split(" ")[0];
		if (point !== undefined && type !== undefined) mounts.set(unescapeOctal(point), !local.has(type));
	}
	return mounts;
}

const unescapeOctal = (text: string): string =>
	text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
