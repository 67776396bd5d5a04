import { execFileSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { faultOf } from "../../src/core/fault.ts";
import { type Machine, machine } from "../support/machine.ts";

let made: Machine;
afterEach(() => made.remove());

const kindOf = (promise: Promise<unknown>): Promise<string | undefined> =>
	promise.then(
		() => undefined,
		(cause: unknown) => faultOf(cause)?.kind,
	);

describe("the host's files", () => {
	it("follow links themselves, also through directories, and give up on a cycle", async () => {
		made = machine({
			files: {
				"/data/envs/a/file": "text",
				"/home/u/envs": { link: "/data/envs" },
				"/home/u/again": { link: "envs/a" },
				"/home/u/loop": { link: "/home/u/pool" },
				"/home/u/pool": { link: "loop" },
				"/home/u/dead": { link: "/nowhere" },
			},
		});
		const { host } = made;
		expect(await host.read("/home/u/again/file")).toBe("text");
		expect(await host.realPath("/home/u/again")).toBe("/data/envs/a");
		expect(await host.stat("/home/u/loop")).toBeUndefined();
		expect(await host.realPath("/home/u/loop/x")).toBeUndefined();
		expect(await host.read("/home/u/dead")).toBeUndefined();
		expect(await host.list("/home/u/dead")).toBeUndefined();
		expect(await host.readLink("/home/u/again")).toBe("envs/a");
		expect(await host.list("/home/u/envs")).toEqual([{ name: "a", kind: "directory" }]);
	});

	it("refuse what is no regular file, and never wait for a FIFO", async () => {
		made = machine({ files: { "/a/directory/x": "", "/a/large": "x".repeat(101) } });
		execFileSync("mkfifo", [made.place("/a/fifo")]);
		expect(await kindOf(made.host.read("/a/fifo"))).toBe("not-a-file");
		expect(await kindOf(made.host.read("/a/directory"))).toBe("not-a-file");
		expect(await kindOf(made.host.read("/a/large", 100))).toBe("too-large");
		expect(await made.host.read("/a/large", 101)).toHaveLength(101);
		expect(await made.host.read("/a/large/below")).toBeUndefined();
	});

	it("say that permission is denied", async () => {
		made = machine({ denied: ["/a/secret", "/a/folder"], files: { "/a/secret": "x", "/a/folder/x": "x" } });
		expect(await kindOf(made.host.read("/a/secret"))).toBe("not-readable");
		expect(await kindOf(made.host.list("/a/folder"))).toBe("not-readable");
	});

	it("find nothing at a path that is longer than a path can be", async () => {
		const long = `/${"x/".repeat(9000)}`;
		for (const silent of [[], ["/net"]]) {
			made = machine({ silent, files: { "/x": null } });
			expect(await made.host.stat(long)).toBeUndefined();
			expect(await made.host.realPath(long)).toBeUndefined();
			expect(await made.host.read(`${long}file`)).toBeUndefined();
			expect(await made.host.list(long)).toBeUndefined();
		}
	});

	it("decode UTF-16 and keep the byte order mark", async () => {
		const utf16 = Buffer.from("\uFEFF1.22.5\r\n", "utf16le");
		made = machine({ files: { "/le": utf16, "/be": Buffer.from(utf16).swap16(), "/utf8": "\uFEFF1.22" } });
		expect(await made.host.read("/le")).toBe("\uFEFF1.22.5\r\n");
		expect(await made.host.read("/be")).toBe("\uFEFF1.22.5\r\n");
		expect(await made.host.read("/utf8")).toBe("\uFEFF1.22");
	});

	it("leave a disk that never answers after the first probe, and read the others", async () => {
		made = machine({
			silent: ["/net/dead", "/net/dying"],
			files: { "/net": null, "/home/u/envs": { link: "/net/dead/envs" }, "/home/u/file": "text" },
		});
		const { host } = made;
		const many = Array.from({ length: 50 }, (_, index) => kindOf(host.read(`/net/dead/${index}`)));
		expect(new Set(await Promise.all(many))).toEqual(new Set(["disk-silent"]));
		expect(await kindOf(host.list("/home/u/envs"))).toBe("disk-silent");
		expect(await host.read("/home/u/file")).toBe("text");
		expect(await kindOf(host.stat("/net/dying/x"))).toBe("disk-silent");
		expect(host.silent.map((fault) => fault.file)).toEqual(["/net/dead", "/net/dying"]);
	});

	it("read Windows paths, junctions among them", async () => {
		made = machine({
			platform: "win32",
			files: { "D:\\conda\\envs\\a\\x": "text", "C:\\Users\\u\\envs": { link: "D:\\conda\\envs" } },
		});
		expect(await made.host.read("C:\\Users\\u\\envs\\a\\x")).toBe("text");
		expect(await made.host.realPath("C:\\Users\\u\\envs\\a")).toBe("D:\\conda\\envs\\a");
	});
});
