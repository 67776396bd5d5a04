import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Host } from "../../src/core/host.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { machine, quietLog, temporaryFolder, trustAll } from "../support/machine.ts";
import { noSmallDisk, smallDisk } from "../support/smallDisk.ts";

let folder: string;
let host: Host;
beforeEach(() => {
	folder = temporaryFolder();
	host = nodeHost({ home: folder, variables: {}, trust: trustAll, log: quietLog, storeFolder: join(folder, "store") });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("whether a folder has room", () => {
	it("is tried in the nearest folder that is there, and leaves nothing behind", async () => {
		expect(await host.hasRoom(join(folder, "not", "there", "yet"), 1000)).toBe(true);
		expect(readdirSync(folder)).toEqual([]);
	});

	it("is asked of the machine's disk, whose paths are its own", async () => {
		const made = machine({ platform: "win32", files: { "C:\\work\\go.mod": "" } });
		expect(await made.host.hasRoom("C:\\work\\.vscode", 1000)).toBe(true);
		made.remove();
	});

	it.skipIf(process.platform !== "linux")("is not denied where it cannot be tried", async () => {
		expect(await host.hasRoom("/proc/self", 1000)).toBe(true);
	});

	it("is not denied of a disk that does not answer", async () => {
		const made = machine({ silent: ["/net"] });
		expect(await made.host.hasRoom("/net/a/b", 1000)).toBe(true);
		made.remove();
	});

	it.skipIf(noSmallDisk !== undefined)(
		`is that of the disk that a link leads to (${noSmallDisk ?? "as root"})`,
		async () => {
			const disk = smallDisk(join(folder, "disk"), 128);
			try {
				mkdirSync(join(folder, "disk", "below"));
				symlinkSync(join(folder, "disk", "below"), join(folder, "link"));
				writeFileSync(join(folder, "disk", "file"), Buffer.alloc(64 << 10));
				expect(await host.hasRoom(join(folder, "link", "new"), 32 << 10)).toBe(true);
				expect(await host.hasRoom(join(folder, "link", "new"), 100 << 10)).toBe(false);
				expect(readdirSync(join(folder, "link"))).toEqual([]);
			} finally {
				disk.remove();
			}
		},
	);
});
