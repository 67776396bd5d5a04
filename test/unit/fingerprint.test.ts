import { chmodSync, linkSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { setTimeout as passed } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
	type FolderPrint,
	fingerprintsOf,
	folderPrintsOf,
	unchangedPrint,
} from "../../src/core/activation/fingerprint.ts";
import { FaultError } from "../../src/core/fault.ts";
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

describe("what cannot be read", () => {
	const refused = (file: string): Promise<never> =>
		Promise.reject(new FaultError({ kind: "not-readable", message: "closed", file }));

	it("of a file counts by how the file looks, alone and in a folder", async () => {
		const host: Host = { ...made.host, readStart: refused };
		const file = (): Promise<unknown> => fingerprintsOf(host, ["/bin/go"], "content");
		const [alone, { "/bin": before }] = [await file(), await folderPrintsOf(host, ["/bin"])];
		await passed(20);
		expect(await file()).toEqual(alone);
		replaced("GO");
		expect(await file()).not.toEqual(alone);
		expect(before && (await unchangedPrint(host, "/bin", before))).toBeUndefined();
	});

	it("of a folder is never as it was", async () => {
		const host: Host = { ...made.host, list: refused };
		const folder = (): Promise<unknown> => fingerprintsOf(host, ["/bin"], "content");
		const [alone, { "/bin": before }] = [await folder(), await folderPrintsOf(host, ["/bin"])];
		await passed(20);
		expect(await folder()).not.toEqual(alone);
		expect(before && (await unchangedPrint(host, "/bin", before))).toBeUndefined();
	});
});
