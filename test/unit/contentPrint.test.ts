import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as passed } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
	contentPrint,
	type FolderPrint,
	folderPrintsOf,
	unchangedPrint,
} from "../../src/core/activation/contentPrint.ts";
import { fingerprintsOf } from "../../src/core/activation/fingerprint.ts";
import { FaultError, type FaultKind } from "../../src/core/fault.ts";
import type { Host } from "../../src/core/host.ts";
import { type Machine, machine } from "../support/machine.ts";

let made: Machine;
const calls = new Map<string, number>();
beforeEach(() => {
	calls.clear();
	made = machine({ calls, files: { "/bin/go": { program: "go" }, "/bin/gofmt": { link: "/lib/a" }, "/lib/a": "" } });
	linkSync(made.place("/lib/a"), made.place("/lib/b"));
	dated(1000);
});
afterEach(() => made.remove());

const dated = (seconds: number): void => utimesSync(made.place("/bin/go"), seconds, seconds);

async function print(): Promise<FolderPrint> {
	const { "/bin": found } = await folderPrintsOf(made.host, ["/bin"]);
	if (found === undefined) throw new Error("no print");
	// longer than the clock of a file system ticks
	await passed(20);
	return found;
}

/** What an editor, tar and rsync can do: another content with the size and the time of the old one. */
function replaced(content: string): void {
	made.write({ "/bin/go": { program: content } });
	dated(1000);
}

function relinked(link: string, files: Readonly<Record<string, string>> = {}): void {
	rmSync(made.place("/bin/gofmt"));
	made.write({ ...files, "/bin/gofmt": { link } });
}

describe("a folder has changed with", () => {
	it.each<[string, () => void]>([
		["each name", () => made.write({ "/bin/ls": "" })],
		["each size", () => replaced("longer")],
		["each content, though size and time be the same", () => replaced("GO")],
		["the permission to run", () => chmodSync(made.place("/bin/go"), 0o600)],
		["where a link leads", () => relinked("/lib/c", { "/lib/c": "c" })],
	])("%s", async (_, change) => {
		const before = await print();
		expect(await unchangedPrint(made.host, "/bin", before)).toBe(before);
		change();
		expect(await unchangedPrint(made.host, "/bin", before)).toBeUndefined();
	});
});

describe("a folder is as it was, and looks different, after", () => {
	it.each<[string, () => void]>([
		["a time alone", () => dated(2000)],
		["a hard link, as conda and backups make them", () => linkSync(made.place("/bin/go"), made.place("/lib/go"))],
		[
			"a copy that is put back",
			() => made.write({ "/bin/go": { program: readFileSync(made.place("/bin/go"), "utf8") } }),
		],
		["a link to another name of the file", () => relinked("/lib/b")],
	])("%s", async (_, change) => {
		const before = await print();
		change();
		const now = await unchangedPrint(made.host, "/bin", before);
		expect(now?.content).toBe(before.content);
		expect(now?.look).not.toBe(before.look);
	});
});

it("no file of a folder is read that looks as it did", async () => {
	const before = await print();
	const reads = calls.get("read") ?? 0;
	expect(reads).toBeGreaterThan(1);
	await unchangedPrint(made.host, "/bin", before);
	expect(calls.get("read")).toBe(reads);
});

const failing =
	(kind: FaultKind) =>
	(file: string): Promise<never> =>
		Promise.reject(new FaultError({ kind, message: "closed", file }));

describe("what cannot be read", () => {
	it("of a file counts by how the file looks, alone and in folders", async () => {
		const host: Host = { ...made.host, readStart: failing("not-readable") };
		const prints = (): Promise<unknown> => Promise.all(["/bin/go", "/bin"].map((path) => contentPrint(host, path)));
		const [alone, { "/bin": before }] = [await prints(), await folderPrintsOf(host, ["/bin"])];
		await passed(20);
		expect(await prints()).toEqual(alone);
		replaced("GO");
		expect(await prints()).not.toEqual(alone);
		expect(before && (await unchangedPrint(host, "/bin", before))).toBeUndefined();
	});

	it.each<[string, (host: Host) => Partial<Host>]>([
		["a folder that may not be listed", () => ({ list: failing("not-readable") })],
		["an entry that may not be looked at", () => ({ stat: failing("not-readable") })],
		["a disk that is silent only when it is read", () => ({ readStart: failing("disk-silent") })],
		[
			"a listed file that no path leads to",
			({ list }) => ({
				list: async (path) => [...((await list(path)) ?? []), { name: "longer than a path may be", kind: "file" }],
			}),
		],
	])("of %s cannot be approved, and is not what was approved", async (_, change) => {
		const before = await print();
		const host: Host = { ...made.host, ...change(made.host) };
		await expect(folderPrintsOf(host, ["/bin"])).rejects.toBeInstanceOf(FaultError);
		await expect(contentPrint(host, "/bin")).rejects.toBeInstanceOf(FaultError);
		// as a folder that looks different
		expect(await unchangedPrint(host, "/bin", { ...before, look: "another" })).toBeUndefined();
		expect(await fingerprintsOf(host, ["/bin"])).toEqual({ "/bin": expect.any(String) as unknown });
	});

	it("because of a mistake in our code is not taken for a place that cannot be read", async () => {
		const host: Host = { ...made.host, list: () => Promise.reject(new TypeError("a mistake")) };
		const before: FolderPrint = { look: "", content: "" };
		await expect(contentPrint(host, "/bin")).rejects.toThrow(TypeError);
		await expect(unchangedPrint(host, "/bin", before)).rejects.toThrow(TypeError);
		await expect(fingerprintsOf(host, ["/bin"])).rejects.toThrow(TypeError);
	});
});

describe.skipIf(process.platform !== "linux")("names that are not UTF-8", () => {
	const raw = (path: string): Buffer => Buffer.from(made.place(path), "latin1");

	it.each<[string, string, () => void]>([
		["a file", "/bin", () => writeFileSync(raw("/bin/x\xFF"), "1")],
		[
			"a file beside one that has the name that Node makes of it",
			"/bin",
			() => {
				writeFileSync(raw("/bin/x\xFF"), "1");
				made.write({ "/bin/x\uFFFD": "1" });
			},
		],
		["a link", "/bin", () => symlinkSync("/lib/a", raw("/bin/x\xFF"))],
		["where a link leads", "/bin", () => symlinkSync(Buffer.from("/lib/\xFF/x", "latin1"), made.place("/bin/x"))],
		[
			"what is between a link and a file",
			"/bin",
			() => {
				mkdirSync(raw("/lib/\xFF"));
				symlinkSync("/lib/a", raw("/lib/\xFF/x"));
				symlinkSync(Buffer.from("/lib/\xFF/x", "latin1"), made.place("/bin/x"));
				// what one finds who takes Node's name for the name
				made.write({ "/lib/\uFFFD/x": { link: "/lib/a" } });
			},
		],
		[
			"where the folder itself leads",
			"/folder",
			() => {
				mkdirSync(raw("/lib/\xFF"));
				symlinkSync(Buffer.from("/lib/\xFF", "latin1"), made.place("/folder"));
			},
		],
		["the folder that a variable names", "/lib/\uDCFF", () => {}],
	])("cannot be approved, and are not what was approved: %s", async (_, folder, make) => {
		const before = await print();
		make();
		const refusal = { fault: { kind: "not-readable", remedies: [expect.anything()] } };
		await expect(folderPrintsOf(made.host, [folder])).rejects.toMatchObject(refusal);
		await expect(contentPrint(made.host, folder)).rejects.toMatchObject(refusal);
		expect(await unchangedPrint(made.host, folder, before)).toBeUndefined();
	});
});

it("a link is followed as the system follows it, where `..` is behind another link", async () => {
	made.write({ "/far/x": "1", "/far/deep/y": "", "/bin/d": { link: "/far/deep" }, "/bin/x": { link: "d/../x" } });
	const before = await print();
	made.write({ "/far/x": "2" });
	expect(await unchangedPrint(made.host, "/bin", before)).toBeUndefined();
});

it("a link that leads to itself, or nowhere, counts as nothing", async () => {
	made.write({ "/bin/self": { link: "self" }, "/bin/lost": { link: "/lib/lost" } });
	const before = await print();
	expect(await unchangedPrint(made.host, "/bin", before)).toBe(before);
	made.write({ "/lib/lost": "" });
	expect(await unchangedPrint(made.host, "/bin", before)).toBeUndefined();
});
