import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lastActivation } from "../../src/core/activation/lastActivation.ts";
import type { Host } from "../../src/core/host.ts";
import { writePick } from "../../src/core/selection/picks.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { deadDisk, noDeadDisk } from "../support/deadDisk.mjs";
import { quietLog, temporaryFolder, trustAll } from "../support/machine.ts";

// a blocking call would hang the test process itself, so finishing is the proof
describe.skipIf(noDeadDisk !== undefined)(
	`a home folder on a disk that is dead (${noDeadDisk ?? "a real one"})`,
	() => {
		let root: string;
		let disk: ReturnType<typeof deadDisk>;
		beforeEach(() => {
			root = temporaryFolder();
			disk = deadDisk(join(root, "net"));
			symlinkSync(join(root, "net"), join(root, "home"));
		});
		afterEach(() => {
			disk.remove();
			rmSync(root, { recursive: true, force: true });
		});

		const hostIn = (home: string): Host =>
			nodeHost({ home, variables: { HOME: home }, trust: trustAll, log: quietLog, diskTimeoutMs: 200 });

		it.each(["net", "home"])("blocks nobody: neither what is read at once, nor what is written (%s)", async (name) => {
			const host = hostIn(join(root, name));
			expect(host.store.isAtHand).toBe(false);
			expect(lastActivation(host, "/work")).toBeUndefined();
			const silent = { fault: { kind: "disk-silent", file: join(root, "net") } };
			await expect(host.store.read("selections/x.json")).rejects.toMatchObject(silent);
			await expect(writePick(host, "/work", undefined)).rejects.toMatchObject(silent);
			await expect(host.store.clear()).rejects.toMatchObject(silent);
			expect(await host.store.list("selections")).toEqual([]);
			await expect(host.write(join(root, name, "file"), "x")).rejects.toMatchObject(silent);
			expect(await host.hasRoom(join(root, name), 1000)).toBe(true);
			expect(host.silent).toMatchObject([{ kind: "disk-silent" }]);
		});

		it("is found behind a link to a name that is not UTF-8, which blocks nobody either", async () => {
			const odd = Buffer.from(`${root}/o\xff`, "latin1");
			mkdirSync(join(root, "plain"));
			writeFileSync(join(root, "plain", "file"), "text");
			const below = deadDisk(join(root, "plain", "net"));
			renameSync(join(root, "plain"), odd);
			try {
				symlinkSync(odd, join(root, "link"));
				const host = hostIn("/root");
				expect(await host.read(join(root, "link", "file"))).toBe("text");
				for (const path of ["link/net", "link/net/below"]) {
					await expect(host.stat(join(root, path))).rejects.toMatchObject({ fault: { kind: "disk-silent" } });
				}
				expect(hostIn(join(root, "link", "net", "home")).store.isAtHand).toBe(false);
			} finally {
				renameSync(odd, join(root, "plain"));
				below.remove();
			}
		});
	},
);
