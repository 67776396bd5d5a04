import { execFileSync } from "node:child_process";
import {
	chmodSync,
	chownSync,
	existsSync,
	lchownSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { environmentId } from "../../src/core/environment.ts";
import { FaultError, type FaultKind } from "../../src/core/fault.ts";
import { readPick, withChoice, writePick } from "../../src/core/selection/picks.ts";
import { storeFolder, storeIn } from "../../src/host/store.ts";
import { type Machine, machine, temporaryFolder } from "../support/machine.ts";
import { row } from "../support/rows.ts";

let folder: string;
beforeEach(() => {
	folder = temporaryFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("our own store", () => {
	it("is made when first written, for the user alone", async () => {
		const store = storeIn(join(folder, "a/go-environments"));
		expect(await store.read("selections/x.json")).toBeUndefined();
		expect(existsSync(join(folder, "a"))).toBe(false);
		await store.write("selections/x.json", "one");
		await store.write("selections/x.json", "two");
		expect(await store.read("selections/x.json")).toBe("two");
		expect(store.readNow("selections/x.json")).toBe("two");
		expect(statSync(join(store.folder, "selections")).mode & 0o777).toBe(0o700);
		expect(statSync(join(store.folder, "selections/x.json")).mode & 0o777).toBe(0o600);
		expect(await store.list("selections")).toEqual(["selections/x.json"]);
		await store.write("selections/x.json", undefined);
		expect(await store.list("selections")).toEqual([]);
		await store.clear();
		expect(existsSync(store.folder)).toBe(false);
	});

	it.skipIf(process.platform === "win32")(
		"loses a link of another tool, whatever it leads to, and nothing else",
		async () => {
			const store = storeIn(join(folder, "go-environments"));
			await store.write("flakes/a/shell.json", "x");
			for (const name of ["there", "nowhere"]) symlinkSync(join(folder, name), join(store.folder, "flakes/a", name));
			writeFileSync(join(folder, "there"), "kept");
			for (const name of ["there", "nowhere", "shell.json", "absent"]) await store.removeLink(`flakes/a/${name}`);
			expect(await store.list("flakes/a")).toEqual(["flakes/a/shell.json"]);
			expect(readFileSync(join(folder, "there"), "utf8")).toBe("kept");
		},
	);

	describe.skipIf(process.platform === "win32")("is refused where another user decides what it holds:", () => {
		const name = "selections/a.json";
		const levels = [".", "selections", name];
		let place: string;
		beforeEach(async () => {
			place = join(folder, "go-environments");
			await storeIn(place).write(name, "x");
		});

		async function expectRefused(path: string, words: string): Promise<void> {
			const store = storeIn(place);
			const refusal = {
				fault: { kind: "not-readable", file: join(place, path), message: expect.stringContaining(words) },
			};
			await expect(store.read(name), path).rejects.toMatchObject(refusal);
			expect(store.readNow(name), path).toBeUndefined();
			await expect(store.write(name, "y"), path).rejects.toMatchObject(refusal);
			await expect(store.write(name, undefined), path).rejects.toMatchObject(refusal);
			expect(readFileSync(join(place, name), "utf8"), path).toBe("x");
			const waiting = storeIn(place, { rootOf: () => "/", run: (_, start) => start() });
			await expect(waiting.read(name), path).rejects.toMatchObject(refusal);
		}

		it.each(levels)("%s is writable by the group, or by all", async (level) => {
			const { mode } = statSync(join(place, level));
			for (const bits of [0o020, 0o002]) {
				chmodSync(join(place, level), mode | bits);
				await expectRefused(level, "is writable by other users");
			}
			chmodSync(join(place, level), mode);
			expect(await storeIn(place).read(name)).toBe("x");
		});

		it.skipIf(process.geteuid?.() !== 0).each(levels)("%s has another owner (seen as root only)", async (level) => {
			chownSync(join(place, level), 12_345, 12_345);
			await expectRefused(level, "belongs to another user");
			chownSync(join(place, level), 0, 0);
			expect(await storeIn(place).read(name)).toBe("x");
		});

		it.skipIf(process.geteuid?.() !== 0)("a link of another owner leads to it (seen as root only)", async () => {
			const link = join(folder, "link");
			symlinkSync(place, link);
			expect(await storeIn(link).read(name)).toBe("x");
			lchownSync(link, 12_345, 12_345);
			await expect(storeIn(link).read(name)).rejects.toMatchObject({ fault: { kind: "not-readable", file: link } });
		});

		it.skipIf(process.geteuid?.() !== 0)("reset leaves what another user owns (seen as root only)", async () => {
			chownSync(place, 12_345, 12_345);
			await expect(storeIn(place).clear()).rejects.toMatchObject({ fault: { kind: "not-readable", file: place } });
			expect(readFileSync(join(place, name), "utf8")).toBe("x");
			chownSync(place, 0, 0);
			chmodSync(place, 0o777);
			await storeIn(place).clear();
			expect(existsSync(place)).toBe(false);
		});

		it.skipIf(process.geteuid?.() !== 0)("our own link leads to a folder of another (seen as root only)", async () => {
			const link = join(folder, "link");
			symlinkSync(place, link);
			chownSync(place, 12_345, 12_345);
			const refusal = { fault: { kind: "not-readable", file: link } };
			await expect(storeIn(link).read(name)).rejects.toMatchObject(refusal);
			await expect(storeIn(link).write(name, "y")).rejects.toMatchObject(refusal);
			expect(storeIn(link).readNow(name)).toBeUndefined();
		});

		it("but what lies above it may be anybody's", async () => {
			chmodSync(folder, 0o777);
			expect(await storeIn(place).read(name)).toBe("x");
		});
	});

	describe.skipIf(process.geteuid?.() !== 0)("that is not there yet (seen as root only)", () => {
		it("is not made in a folder of another user", async () => {
			chownSync(folder, 12_345, 12_345);
			const store = storeIn(join(folder, ".local/state/go-environments"));
			const refusal = { fault: { kind: "not-writable", file: folder } };
			await expect(store.write("selections/a.json", "x")).rejects.toMatchObject(refusal);
			await expect(store.clear()).rejects.toMatchObject(refusal);
			expect(await store.read("selections/a.json")).toBeUndefined();
			expect(readdirSync(folder)).toEqual([]);
		});

		it("is made in a folder where everybody may make something", async () => {
			chownSync(folder, 12_345, 12_345);
			chmodSync(folder, 0o1777);
			const store = storeIn(join(folder, "state/go-environments"));
			await store.write("selections/a.json", "x");
			expect(await store.read("selections/a.json")).toBe("x");
		});
	});

	it("can be reset while others write: each write is whole, and nothing is left", async () => {
		const place = join(folder, "go-environments");
		for (let round = 0; round < 40; round++) {
			const writes = Array.from({ length: 6 }, async (_, index) => {
				for (let time = 0; time < 3; time++) await storeIn(place).write(`selections/${index}-${time}.json`, "x");
			});
			await Promise.all([...writes, storeIn(place).clear(), storeIn(place).clear()]);
		}
		mkdirSync(`${place}.4194305-1.removed`);
		mkdirSync(`${place}.mine`);
		await storeIn(place).clear();
		expect(readdirSync(folder)).toEqual(["go-environments.mine"]);
	});

	it("replaces a file only while it has the text that is expected, also where it is reset meanwhile", async () => {
		const store = storeIn(join(folder, "go-environments"));
		const name = "approvals/a.json";
		expect(await store.replace(name, "x", "y")).toBe(false);
		expect(await store.replace(name, undefined, "x")).toBe(true);
		expect(await store.replace(name, undefined, "y")).toBe(false);
		expect(await store.replace(name, "x", "y")).toBe(true);
		for (let round = 0; round < 40; round++) {
			await store.write(name, "x");
			await Promise.all([store.replace(name, "x", "back again"), storeIn(store.folder).clear()]);
			expect(await store.read(name)).toBeUndefined();
		}
		await Promise.all([store.replace(name, undefined, "a"), store.replace(name, undefined, "b")]);
		expect(await store.read(name)).toBe("a");
	});

	it.each(["x", undefined])(
		"removes with a write what killed resets left, and nothing reads that: %s",
		async (text) => {
			const store = storeIn(join(folder, "go-environments"));
			const left = storeIn(`${store.folder}.4194305-1.removed`);
			await left.write("approvals/a.json", "x");
			await storeIn(`${store.folder}.1-1.removed`).write("approvals/a.json", "x");
			expect(await store.read("approvals/a.json")).toBeUndefined();
			expect(await store.list("approvals")).toEqual([]);
			await store.write("selections/a.json", text);
			// process 1 is alive: it may be removing that now
			expect(readdirSync(folder).sort()).toEqual(
				["go-environments", "go-environments.1-1.removed"].slice(text === undefined ? 1 : 0),
			);
		},
	);

	it("removes the temporary files of dead processes only", async () => {
		const store = storeIn(folder);
		mkdirSync(join(folder, "selections"));
		// the highest process id of Linux is 4194304
		for (const pid of [4_194_305, process.pid]) {
			for (const end of ["tmp", "tmp.part"]) writeFileSync(join(folder, `selections/a.json.${pid}-1.${end}`), "");
		}
		await store.write("selections/b.json", "x");
		const own = `a.json.${process.pid}-1.tmp`;
		expect(readdirSync(join(folder, "selections")).sort()).toEqual([own, `${own}.part`, "b.json"]);
	});

	it("says what could not be written", async () => {
		writeFileSync(join(folder, "file"), "");
		await expect(storeIn(join(folder, "file")).write("a/b", "x")).rejects.toMatchObject({
			fault: { kind: "not-writable", file: join(folder, "file/a/b") },
		});
	});

	it("reads only regular files, and makes no folder in a place that takes none", async () => {
		const store = storeIn(folder);
		mkdirSync(join(folder, "selections"));
		execFileSync("mkfifo", [join(folder, "selections/a.json")]);
		symlinkSync("/dev/zero", join(folder, "selections/b.json"));
		for (const name of ["selections/a.json", "selections/b.json"]) {
			await expect(store.read(name)).rejects.toMatchObject({ fault: { kind: "not-readable" } });
			expect(store.readNow(name)).toBeUndefined();
		}
		const nowhere = storeIn("/proc/go-environments");
		await expect(nowhere.write("selections/a.json", "x")).rejects.toMatchObject({ fault: { kind: "not-writable" } });
	});

	it("leaves nothing behind where a write fails, and a write succeeds whatever lies beside it", async () => {
		const store = storeIn(folder);
		mkdirSync(join(folder, "selections/b.json.4194305-1.tmp"), { recursive: true });
		await store.write("selections/a.json", "x");
		expect(await store.read("selections/a.json")).toBe("x");
		mkdirSync(join(folder, "selections/c.json/below"), { recursive: true });
		await expect(store.write("selections/c.json", "x")).rejects.toMatchObject({ fault: { kind: "not-writable" } });
		expect(readdirSync(join(folder, "selections")).filter((name) => name.startsWith("c.json."))).toEqual([]);
	});

	it.each([
		["linux", { XDG_STATE_HOME: "/state" }, "/state/go-environments"],
		["linux", { XDG_STATE_HOME: "relative" }, "/h/.local/state/go-environments"],
		["darwin", { XDG_STATE_HOME: "/state" }, "/h/Library/Application Support/go-environments"],
		["win32", { LOCALAPPDATA: "C:\\L" }, "C:\\L\\go-environments"],
	] as const)("lies where %s keeps state", (platform, variables, expected) => {
		expect(storeFolder(platform, "/h", variables)).toBe(expected);
	});
});

describe("a pick", () => {
	let made: Machine;
	beforeEach(() => {
		made = machine({ files: { "/work/go.mod": "module x\n", "/link": { link: "/work" } } });
	});
	afterEach(() => made.remove());

	it("has every path by which its environment is found again, each once", async () => {
		const chosen = row({
			provider: "conda",
			name: "ci",
			version: "1.22.5",
			location: "/c/ci",
			otherPaths: ["/other"],
			realPaths: ["/real/ci", "/c/ci"],
		});
		await withChoice(made.host, "/work", chosen, async () => {});
		const { pick } = await readPick(made.host, "/work");
		expect(pick).toEqual({ id: chosen.id, paths: ["/c/ci", "/other", "/real/ci"] });
	});

	it("is as it was where what applies it is cancelled, and stays where that fails", async () => {
		const before = { id: environmentId("sdk", "/go"), paths: ["/go"] };
		await writePick(made.host, "/work", before);
		const applying = (kind: FaultKind) => async () => {
			throw new FaultError({ kind, message: "" });
		};
		await expect(withChoice(made.host, "/work", undefined, applying("cancelled"))).rejects.toThrow(FaultError);
		expect(await readPick(made.host, "/work")).toEqual({ pick: before });
		await expect(withChoice(made.host, "/work", undefined, applying("timed-out"))).rejects.toThrow(FaultError);
		expect(await readPick(made.host, "/work")).toEqual({});
	});

	it("is one small file per real folder", async () => {
		const pick = { id: environmentId("sdk", "/go"), paths: ["/go"] };
		await writePick(made.host, "/link", pick);
		expect(await readPick(made.host, "/work")).toEqual({ pick });
		const name = `selections/${made.host.sha256("/work").slice(0, 32)}.json`;
		const stored: unknown = JSON.parse((await made.host.store.read(name)) ?? "");
		expect(stored).toEqual({ version: 1, folder: "/link", ...pick });
		await writePick(made.host, "/work", undefined);
		expect(await readPick(made.host, "/work")).toEqual({});
	});

	it.each([
		["{", "malformed"],
		["[]", "malformed"],
		['{"version":1,"id":7,"paths":[]}', "malformed"],
		['{"version":2,"id":"x","paths":[],"more":1}', "store-newer"],
	])("that is %s is a fault, and only one that is not newer is replaced", async (text, kind) => {
		const name = `selections/${made.host.sha256("/work").slice(0, 32)}.json`;
		await made.host.store.write(name, text);
		expect(await readPick(made.host, "/work")).toMatchObject({ fault: { kind } });
		const writing = writePick(made.host, "/work", { id: "inherited", paths: [] });
		if (kind === "malformed") {
			await writing;
			expect(await readPick(made.host, "/work")).toEqual({ pick: { id: "inherited", paths: [] } });
			return;
		}
		await expect(writing).rejects.toMatchObject({ fault: { kind } });
		expect(await made.host.store.read(name)).toBe(text);
	});
});
