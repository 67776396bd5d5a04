import { expect, it } from "vitest";
import { faultOf } from "../../src/core/fault.ts";
import { type Disk, nodeDisk } from "../../src/host/disk.ts";
import { distantCalls } from "../../src/host/distantCalls.ts";
import { filesOf } from "../../src/host/files.ts";
import { mountsOf } from "../../src/host/mounts.ts";
import { pathsOf } from "../../src/host/nodeHost.ts";

const path = pathsOf("linux");
const file = { kind: "file", size: 3, modified: 0, changed: 0, executable: false } as const;
const folder = { kind: "directory", size: 0, modified: 0, changed: 0, executable: false } as const;

/** A machine with a network disk at /net; its disks return `own` and count the calls. */
function filesWith(own: Disk["now"]["own"]): { files: ReturnType<typeof filesOf>; asked: Map<string, number> } {
	const asked = new Map<string, number>();
	const counted: typeof own = (place) => {
		asked.set(place, (asked.get(place) ?? 0) + 1);
		return own(place);
	};
	const disk: Disk = {
		now: { ...nodeDisk.now, own: counted },
		later: { ...nodeDisk.later, own: async (place) => counted(place) },
		place: nodeDisk.place,
		kernelFile: () => "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:9 / /net rw - nfs4 server:/data rw\n",
	};
	const mounts = mountsOf(disk, "linux", path, "/home/u", {});
	return { files: filesOf({ disk, platform: "linux", path, mounts, distant: distantCalls(disk, 1000) }), asked };
}

it("begins again where a disk makes it wait, and asks that disk once", async () => {
	const { files, asked } = filesWith((place) => (place === "/net/b" ? file : folder));
	let begun = 0;
	const kinds = await files.look((looks) => {
		begun++;
		return ["/home", "/net/b", "/net/c", "/home/u"].map((place) => looks.stat(place)?.kind);
	});
	expect(kinds).toEqual(["directory", "file", "directory", "directory"]);
	expect(begun).toBe(4);
	// a disk is probed once before anything else
	expect([...asked].filter(([place]) => place.startsWith("/net"))).toEqual([
		["/net", 2],
		["/net/b", 1],
		["/net/c", 1],
	]);
});

it("throws what the disk threw, as a fault, into the view, which may go on", async () => {
	const { files } = filesWith((place) => {
		if (place === "/net/secret") throw Object.assign(new Error("EACCES"), { code: "EACCES" });
		return file;
	});
	const seen = await files.look((looks) => {
		try {
			looks.stat("/net/secret");
		} catch (cause) {
			if (faultOf(cause) === undefined) throw cause;
			return [faultOf(cause)?.kind, looks.stat("/net/open")?.kind];
		}
		return [];
	});
	expect(seen).toEqual(["not-readable", "file"]);
	await expect(files.look((looks) => looks.stat("/net/secret"))).rejects.toThrow("permission denied");
});

it("lets others have their turn in a look that takes long, which comes to its end all the same", async () => {
	const { files } = filesWith(() => {
		const end = performance.now() + 0.5;
		while (performance.now() < end);
		return file;
	});
	let turns = 0;
	const counting = setInterval(() => turns++, 1);
	const found = await files.look((looks) => Array.from({ length: 400 }, (_, index) => looks.stat(`/f${index}`)?.kind));
	clearInterval(counting);
	expect(found).toEqual(Array(400).fill("file"));
	expect(turns).toBeGreaterThan(2);
});

it("knows what a place lies on by its folder, until the mounts are read again", () => {
	let table = "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:9 / /net rw - nfs4 server:/data rw\n";
	const mounts = mountsOf({ kernelFile: () => table }, "linux", path, "/home/u", {});
	const rootOf = (place: string): string | undefined => mounts.distantRoot(place);
	expect(["/net", "/net/a/b", "/net/a/c", "/nets/a", "/"].map(rootOf)).toEqual([
		"/net",
		"/net",
		"/net",
		undefined,
		undefined,
	]);
	table = "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:9 / /net/a rw - fuse.sshfs me@server: rw\n";
	mounts.refresh();
	expect(["/net", "/net/a", "/net/a/b", "/net/b"].map(rootOf)).toEqual([undefined, "/net/a", "/net/a", undefined]);
	expect(rootOf(`/net/a/${"x/".repeat(9000)}`)).toBe("/net/a");
});
