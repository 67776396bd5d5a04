import { execFileSync } from "node:child_process";
import {
	chmodSync,
	chownSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Host } from "../../src/core/host.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { replaceFile } from "../../src/host/replaceFile.ts";
import { machine, quietLog, temporaryFolder, trustAll } from "../support/machine.ts";
import { noSmallDisk, smallDisk } from "../support/smallDisk.ts";

const isRoot = process.geteuid?.() === 0;

let folder: string;
let host: Host;
beforeEach(() => {
	folder = temporaryFolder();
	host = nodeHost({ home: folder, variables: {}, trust: trustAll, log: quietLog, storeFolder: join(folder, "store") });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (...names: readonly string[]): string => join(folder, ...names);
const bytesAt = (...names: readonly string[]): number[] => [...readFileSync(at(...names))];
const fault = (kind: string, words: string, file: string): object => ({
	fault: { kind, file, message: expect.stringContaining(words) },
});

describe("a file that is written", () => {
	it("is created as the user's other files are, and then replaced, with nothing left beside it", async () => {
		const mask = process.umask();
		await host.write(at("a"), "one\n");
		expect(statSync(at("a")).mode & 0o777).toBe(0o666 & ~mask);
		await host.write(at("a"), Uint8Array.of(0, 0xff, 0x0d));
		expect(bytesAt("a")).toEqual([0, 0xff, 0x0d]);
		await host.write(at("a"), "");
		expect(bytesAt("a")).toEqual([]);
		expect(readdirSync(folder)).toEqual(["a"]);
	});

	it("is never seen half: who has it open reads the old content to its end", async () => {
		writeFileSync(at("a"), "old");
		const before = statSync(at("a")).ino;
		await host.write(at("a"), "new");
		expect(statSync(at("a")).ino).not.toBe(before);
		expect(readFileSync(at("a"), "utf8")).toBe("new");
	});

	it.each([0o600, 0o640, 0o755, 0o664])("keeps its permission bits %o, whatever umask says", async (mode) => {
		writeFileSync(at("a"), "old");
		chmodSync(at("a"), mode);
		await host.write(at("a"), "new");
		expect(statSync(at("a")).mode & 0o7777).toBe(mode);
	});

	it.each([
		[undefined, 0o755 & ~process.umask()],
		[0o640, 0o750],
		[0o755, 0o755],
	])("may be run by whoever may read it, where it is a program (%o)", async (mode, expected) => {
		if (mode !== undefined) {
			writeFileSync(at("a"), "old");
			chmodSync(at("a"), mode);
		}
		await host.write(at("a"), "new", { isProgram: true });
		expect(statSync(at("a")).mode & 0o7777).toBe(expected);
	});

	it("has its folder made where that is asked for, for the user alone", async () => {
		await expect(host.write(at("b", "c", "a"), "new")).rejects.toMatchObject({ fault: { kind: "not-writable" } });
		await host.write(at("b", "c", "a"), "new", { makesFolder: true });
		expect(readFileSync(at("b", "c", "a"), "utf8")).toBe("new");
		expect(statSync(at("b")).mode & 0o777).toBe(0o700 & ~process.umask());
	});

	it.skipIf(!isRoot)("keeps its owner where we may give it away (seen as root only)", async () => {
		writeFileSync(at("a"), "old");
		chownSync(at("a"), 12_345, 12_346);
		await host.write(at("a"), "new");
		expect(statSync(at("a"))).toMatchObject({ uid: 12_345, gid: 12_346 });
	});

	it("is what a link leads to, by as many links as there are, and the links stay", async () => {
		mkdirSync(at("real"));
		writeFileSync(at("real", "file"), "old");
		symlinkSync("real/file", at("relative"));
		symlinkSync(at("relative"), at("absolute"));
		symlinkSync("real", at("through"));
		for (const name of ["relative", "absolute", "through/file"]) {
			await host.write(at(name), name);
			expect(readFileSync(at("real", "file"), "utf8")).toBe(name);
		}
		expect(readlinkSync(at("relative"))).toBe("real/file");
		expect(readlinkSync(at("absolute"))).toBe(at("relative"));
		symlinkSync("real/new", at("dangling"));
		await host.write(at("dangling"), "made");
		expect(readFileSync(at("real", "new"), "utf8")).toBe("made");
		expect(lstatSync(at("dangling")).isSymbolicLink()).toBe(true);
		expect(readdirSync(at("real")).sort()).toEqual(["file", "new"]);
	});

	it("lies on the machine whose host it is", async () => {
		const made = machine({ platform: "win32", files: { "C:\\work\\go.mod": "module x\r\n" } });
		await made.host.write("C:\\work\\go.mod", "module x\n\ngo 1.22\n");
		expect(readFileSync(join(made.root, "C/work/go.mod"), "utf8")).toBe("module x\r\n\r\ngo 1.22\r\n");
		made.remove();
		const other = machine({ files: { "/real/a": "old", "/link": { link: "/real/a" } } });
		await other.host.write("/link", "new");
		expect(await other.host.read("/real/a")).toBe("new");
		other.remove();
	});
});

describe("a text", () => {
	const mark = "\uFEFF";
	it.each([
		["Windows line ends", "a\r\nb\r\n", "a\nb\r\nc\n", "a\r\nb\r\nc\r\n"],
		["Unix line ends", "a\nb\n", "a\r\nb\n", "a\nb\n"],
		["mixed line ends", "a\r\nb\n", "a\r\nb\nc\n", "a\r\nb\nc\n"],
		["no line end", "a", "a\r\nb\n", "a\r\nb\n"],
		["a byte order mark", `${mark}a\r\n`, "b\n", `${mark}b\r\n`],
		["a byte order mark that the text has too", `${mark}a\n`, `${mark}b\n`, `${mark}b\n`],
		["no byte order mark", "a\n", `${mark}b\n`, "b\n"],
		["nothing", "", `${mark}b\r\n`, `${mark}b\r\n`],
	])("that replaces a file with %s keeps that", async (_, before, text, after) => {
		writeFileSync(at("a"), before);
		await host.write(at("a"), text);
		expect(readFileSync(at("a"), "utf8")).toBe(after);
	});

	it.each([
		["utf-16le", [0xff, 0xfe, 0x61, 0], [0xff, 0xfe, 0x2d, 0x4e]],
		["utf-16be", [0xfe, 0xff, 0, 0x61], [0xfe, 0xff, 0x4e, 0x2d]],
	])("that replaces a file in %s is in that", async (_, before, after) => {
		writeFileSync(at("a"), Uint8Array.from(before));
		expect(await host.read(at("a"))).toBe(`${mark}a`);
		await host.write(at("a"), "中", { expected: `${mark}a` });
		expect(bytesAt("a")).toEqual(after);
	});

	it("with what was read from bytes that are no UTF-8 would lose them, and is refused", async () => {
		writeFileSync(at("a"), Uint8Array.of(0x61, 0xff, 0x0a));
		const text = await host.read(at("a"));
		await expect(host.write(at("a"), `${text}b\n`)).rejects.toMatchObject(
			fault("malformed", "not valid UTF-8", at("a")),
		);
		expect(bytesAt("a")).toEqual([0x61, 0xff, 0x0a]);
		await host.write(at("a"), "all of it is new\n");
		writeFileSync(at("a"), "a real \uFFFD\n");
		await host.write(at("a"), "another \uFFFD\n");
		expect(readFileSync(at("a"), "utf8")).toBe("another \uFFFD\n");
	});
});

describe("a file that another program changed", () => {
	const conflict = (): object => fault("conflict", "Another program has changed", at("a"));

	it("is replaced only where it holds what was expected", async () => {
		writeFileSync(at("a"), "one");
		await host.write(at("a"), "two", { expected: "one" });
		await expect(host.write(at("a"), "three", { expected: "one" })).rejects.toMatchObject(conflict());
		await expect(host.write(at("a"), "three", { expected: undefined })).rejects.toMatchObject(conflict());
		expect(readFileSync(at("a"), "utf8")).toBe("two");
		rmSync(at("a"));
		await expect(host.write(at("a"), "three", { expected: "two" })).rejects.toMatchObject(conflict());
		expect(readdirSync(folder)).toEqual([]);
		await host.write(at("a"), "three", { expected: undefined });
		expect(readFileSync(at("a"), "utf8")).toBe("three");
	});

	it("is seen also when the change comes while we write", async () => {
		writeFileSync(at("a"), "one");
		const writing = replaceFile(at("a"), "two", {
			mayReplace: async () => {
				expect(readdirSync(folder)).toHaveLength(2);
				throw new Error("changed");
			},
		});
		await expect(writing).rejects.toThrow("changed");
		expect(readdirSync(folder)).toEqual(["a"]);
		expect(readFileSync(at("a"), "utf8")).toBe("one");
	});

	it("is one for two of our own writes too: the second sees the first", async () => {
		writeFileSync(at("a"), "one");
		symlinkSync("a", at("link"));
		const writes = [
			host.write(at("a"), "two", { expected: "one" }),
			host.write(at("link"), "three", { expected: "one" }),
		];
		const ends = await Promise.allSettled(writes);
		expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
		expect(readFileSync(at("a"), "utf8")).toBe("two");
	});
});

describe("a write that fails leaves all as it was:", () => {
	async function expectRefused(file: string, kind: string, words: string, content = "new"): Promise<void> {
		const listed = (): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
		const before = listed();
		await expect(host.write(file, content)).rejects.toMatchObject(fault(kind, words, file));
		expect(listed()).toEqual(before);
	}

	it("the folder is missing, or is none", async () => {
		writeFileSync(at("file"), "");
		await expectRefused(at("no/such/folder"), "not-writable", "its folder does not exist");
		await expectRefused(at("file/below"), "not-writable", "a part of its path is not a folder");
	});

	it("something else stands there", async () => {
		mkdirSync(at("folder"));
		execFileSync("mkfifo", [at("fifo")]);
		symlinkSync("cycle", at("cycle"));
		for (const name of ["folder", "fifo", "cycle"]) {
			await expectRefused(at(name), "not-a-file", "is not a regular file");
		}
		expect(lstatSync(at("fifo")).isFIFO()).toBe(true);
	});

	it("the file is read-only", async () => {
		writeFileSync(at("a"), "old");
		chmodSync(at("a"), 0o444);
		await expectRefused(at("a"), "not-writable", "the file is read-only");
		expect(readFileSync(at("a"), "utf8")).toBe("old");
	});

	it("we have no right", async () => {
		mkdirSync(at("folder"));
		writeFileSync(at("folder", "a"), "old");
		writeFileSync(at("foreign"), "old");
		chmodSync(folder, 0o755);
		chmodSync(at("folder"), 0o555);
		if (isRoot) process.seteuid?.(12_345);
		try {
			await expectRefused(at("folder", "a"), "not-writable", "permission denied");
			await expectRefused(at("folder", "new"), "not-writable", "permission denied");
			if (isRoot) await expectRefused(at("foreign"), "not-writable", "permission denied");
		} finally {
			if (isRoot) process.seteuid?.(0);
		}
		chmodSync(at("folder"), 0o755);
		expect(readFileSync(at("folder", "a"), "utf8")).toBe("old");
	});

	describe.skipIf(noSmallDisk !== undefined)(`on a disk of its own (${noSmallDisk ?? "as root"})`, () => {
		it("the disk is full, or read-only", async () => {
			const disk = smallDisk(at("disk"), 64);
			try {
				writeFileSync(at("disk", "a"), "x".repeat(30_000));
				await expectRefused(at("disk", "a"), "not-writable", "is full", "y".repeat(60_000));
				await expectRefused(at("disk", "b"), "not-writable", "is full", "y".repeat(60_000));
				expect(readFileSync(at("disk", "a"), "utf8")).toBe("x".repeat(30_000));
				await host.write(at("disk", "a"), "fits");
				disk.makeReadOnly();
				await expectRefused(at("disk", "a"), "not-writable", "its disk is read-only");
				await expectRefused(at("disk", "b"), "not-writable", "its disk is read-only");
			} finally {
				disk.remove();
			}
		});
	});

	it("it is cancelled, before or meanwhile", async () => {
		writeFileSync(at("a"), "old");
		const cancelled = fault("cancelled", "was cancelled", at("a"));
		await expect(host.write(at("a"), "new", { signal: AbortSignal.abort() })).rejects.toMatchObject(cancelled);
		const cancel = new AbortController();
		const content = new Uint8Array(200 << 20);
		const writing = host.write(at("a"), content, { signal: cancel.signal });
		const outcome = expect(writing).rejects.toMatchObject(cancelled);
		while (readdirSync(folder).length === 1) await new Promise((done) => setTimeout(done, 1));
		cancel.abort();
		await outcome;
		expect(readdirSync(folder)).toEqual(["a"]);
		expect(readFileSync(at("a"), "utf8")).toBe("old");
	});

	it("its disk does not answer", async () => {
		const made = machine({ silent: ["/net"] });
		await expect(made.host.write("/net/a", "new")).rejects.toMatchObject({ fault: { kind: "disk-silent" } });
		made.remove();
	});
});
