import type { Paths, Platform, Variables } from "../core/host.ts";
import type { Disk } from "./disk.ts";

/**
 * Which paths lie on a disk that may stop answering (network, another system's). Answers the root of that disk, or undefined
 * for a local one. `path` must be free of links.
 */
export type DistantRoot = (path: string) => string | undefined;

// Types of /proc/self/mountinfo whose answer does not depend on another machine or process.
const local = new Set(
	"ext2 ext3 ext4 xfs btrfs zfs f2fs jfs reiserfs bcachefs erofs squashfs iso9660 vfat exfat ntfs3 msdos udf overlay aufs tmpfs ramfs rootfs devtmpfs proc sysfs cgroup cgroup2 devpts mqueue hugetlbfs debugfs tracefs securityfs bpf configfs efivarfs pstore binfmt_misc nsfs fusectl virtiofs".split(
		" ",
	),
);

/** The mount table of Linux; the drives and volumes of Windows and macOS, where only the system's own are known as local. */
export function distantRoots(
	disk: Pick<Disk, "kernelFile">,
	platform: Platform,
	path: Paths,
	home: string,
	variables: Variables,
): DistantRoot {
	if (platform === "linux") return linuxRoots(disk.kernelFile("/proc/self/mountinfo") ?? "");
	if (platform === "win32") return windowsRoots(path, [home, variables["SystemDrive"] ?? "C:"]);
	return macRoot;
}

/** `/Volumes/Data` for what lies there: the boot volume's own name below /Volumes is a link, and so never in `path`. */
const macRoot: DistantRoot = (path) => /^\/(?:Volumes|Network|net)\/[^/]+/.exec(path)?.[0];

function windowsRoots(path: Paths, known: readonly string[]): DistantRoot {
	const drives = known.map((place) => place.slice(0, 2).toUpperCase());
	return (place) => {
		const share = /^\\\\[^\\]+\\[^\\]+/.exec(path.normalize(place))?.[0];
		if (share !== undefined) return share;
		const drive = place.slice(0, 2).toUpperCase();
		return /^[A-Z]:$/.test(drive) && !drives.includes(drive) ? `${drive}\\` : undefined;
	};
}

/** `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw` (proc_pid_mountinfo(5)); later mounts hide earlier ones. */
function linuxRoots(table: string): DistantRoot {
	const mounts = new Map<string, boolean>();
	for (const line of table.split("\n")) {
		const [front = "", back] = line.split(" - ");
		const point = front.split(" ")[4];
		const type = back?.split(" ")[0];
		if (point !== undefined && type !== undefined) mounts.set(unescapeOctal(point), !local.has(type));
	}
	const points = [...mounts].filter(([, distant]) => distant).map(([point]) => point);
	// Where nothing is distant, and that is the common case, a path is not even looked at.
	if (points.length === 0) return () => undefined;
	return (path) => {
		for (let at = path; ; at = at.slice(0, Math.max(at.lastIndexOf("/"), 1))) {
			const distant = mounts.get(at);
			if (distant !== undefined) return distant ? at : undefined;
			if (at === "/" || at === "") return undefined;
		}
	};
}

const unescapeOctal = (text: string): string =>
	text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
