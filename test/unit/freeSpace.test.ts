import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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

describe("the space that is free", () => {
	it.skipIf(process.platform === "win32")("is what df says of the nearest folder that is there", async () => {
		const free = await host.freeSpace(join(folder, "not", "there", "yet"));
		const told = execFileSync("df", ["-Pk", folder], { encoding: "utf8" }).trim().split("\n").at(-1)?.split(/\s+/)[3];
		// other programs may write meanwhile
		expect(Math.abs((free ?? 0) - Number(told) * 1024)).toBeLessThan(1 << 30);
	});

	it("is that of the machine's disk, whose paths are its own", async () => {
		const made = machine({ platform: "win32", files: { "C:\\work\\go.mod": "" } });
		expect(await made.host.freeSpace("C:\\work\\env")).toBeGreaterThan(0);
		made.remove();
	});

	it.skipIf(process.platform !== "linux")("is not told of what has none", async () => {
		expect(await host.freeSpace("/proc/self")).toBeUndefined();
	});

	it("is not told of a disk that does not answer", async () => {
		const made = machine({ silent: ["/net"] });
		expect(await made.host.freeSpace("/net/a/b")).toBeUndefined();
		made.remove();
	});

	it.skipIf(noSmallDisk !== undefined)(
		`is that of the disk that a link leads to (${noSmallDisk ?? "as root"})`,
		async () => {
			const disk = smallDisk(join(folder, "disk"), 128);
			try {
				mkdirSync(join(folder, "disk", "below"));
				symlinkSync(join(folder, "disk", "below"), join(folder, "link"));
				const before = (await host.freeSpace(join(folder, "link", "new"))) ?? 0;
				expect(before).toBeLessThanOrEqual(128 << 10);
				writeFileSync(join(folder, "disk", "file"), Buffer.alloc(64 << 10));
				expect(await host.freeSpace(join(folder, "link", "new"))).toBe(before - (64 << 10));
				writeFileSync(join(folder, "disk", "rest"), Buffer.alloc(before - (64 << 10)));
				expect(await host.freeSpace(join(folder, "link"))).toBe(0);
			} finally {
				disk.remove();
			}
		},
	);
});
