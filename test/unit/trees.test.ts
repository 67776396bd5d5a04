import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Host } from "../../src/core/host.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { quietLog, temporaryFolder, trustAll } from "../support/machine.ts";
import { noSmallDisk, smallDisk } from "../support/smallDisk.ts";

let folder: string;
let host: Host;
beforeEach(() => {
	folder = temporaryFolder();
	host = nodeHost({ home: folder, variables: {}, trust: trustAll, log: quietLog, storeFolder: join(folder, "store") });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const below = (...names: string[]): string => join(folder, ...names);

describe("removing", () => {
	it("takes a whole tree, also with read-only folders, and nothing that links in it lead to", async () => {
		mkdirSync(below("tree", "mod"), { recursive: true });
		mkdirSync(below("kept"));
		writeFileSync(below("kept", "file"), "");
		writeFileSync(below("tree", "mod", "file"), "");
		symlinkSync(below("kept"), below("tree", "link"));
		chmodSync(below("tree", "mod"), 0o555);
		await host.remove(below("tree"));
		expect(existsSync(below("tree"))).toBe(false);
		expect(existsSync(below("kept", "file"))).toBe(true);
		await host.remove(below("tree"));
	});

	it("takes a link, not what it leads to", async () => {
		mkdirSync(below("kept"));
		symlinkSync(below("kept"), below("link"));
		await host.remove(below("link"));
		expect([existsSync(below("link")), existsSync(below("kept"))]).toEqual([false, true]);
	});
});

describe("renaming", () => {
	it("never replaces what exists", async () => {
		mkdirSync(below("a"));
		mkdirSync(below("b"));
		await expect(host.rename(below("a"), below("b"))).rejects.toMatchObject({ fault: { kind: "conflict" } });
		await host.rename(below("a"), below("c"));
		expect([existsSync(below("a")), existsSync(below("c"))]).toEqual([false, true]);
		await expect(host.rename(below("a"), below("d"))).rejects.toMatchObject({ fault: { kind: "not-writable" } });
	});
});

describe("whether entries can be created", () => {
	it("is asked of the nearest folder that exists", async () => {
		writeFileSync(below("file"), "");
		expect(await host.isWritable(below("x", "y"))).toBe(true);
		expect(await host.isWritable(below("file", "y"))).toBe(false);
	});

	it.skipIf(noSmallDisk !== undefined)(
		`is denied of a disk that is mounted read-only (${noSmallDisk ?? "as root"})`,
		async () => {
			const disk = smallDisk(below("disk"), 64);
			try {
				expect(await host.isWritable(below("disk"))).toBe(true);
				disk.makeReadOnly();
				expect(await host.isWritable(below("disk", "x"))).toBe(false);
			} finally {
				disk.remove();
			}
		},
	);
});

it("of several that create one file of the store at once, one does", async () => {
	const texts = Array.from({ length: 8 }, (_, at) => `${at}`);
	const hosts = texts.map(() =>
		nodeHost({ home: folder, variables: {}, trust: trustAll, log: quietLog, storeFolder: join(folder, "store") }),
	);
	const created = await Promise.all(texts.map((text, at) => hosts[at]?.store.create("creations/x.json", text)));
	expect(created.filter(Boolean)).toHaveLength(1);
	expect(readFileSync(below("store", "creations", "x.json"), "utf8")).toBe(texts[created.indexOf(true)]);
	expect(await host.store.list("creations")).toEqual(["creations/x.json"]);
});
