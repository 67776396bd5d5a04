import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { faultOf } from "../../src/core/fault.ts";
import { nodeDisk } from "../../src/host/disk.ts";
import { distantCalls } from "../../src/host/distantCalls.ts";
import { filesOf } from "../../src/host/files.ts";
import { pathsOf } from "../../src/host/nodeHost.ts";
import { temporaryFolder } from "../support/machine.ts";

const path = pathsOf("linux");
/** Without distant disks the system follows links; otherwise the host does, step by step. Both must give the same result. */
const filesWhere = (hasDistant: boolean): ReturnType<typeof filesOf> =>
	filesOf({
		disk: nodeDisk,
		platform: "linux",
		path,
		mounts: { hasDistant, distantRoot: () => undefined, refresh: () => {} },
		distant: distantCalls(nodeDisk, 100),
	});
const bySystem = filesWhere(false);
const byHost = filesWhere(true);

let root: string;
beforeAll(() => {
	root = temporaryFolder();
	mkdirSync(join(root, "real", "folder"), { recursive: true });
	writeFileSync(join(root, "real", "file"), "text", { mode: 0o755 });
	writeFileSync(join(root, "real", "folder", "deep"), "deep");
	writeFileSync(join(root, "real", "large"), "x".repeat(2000));
	writeFileSync(join(root, "real", "empty"), "");
	execFileSync("mkfifo", [join(root, "real", "fifo")]);
	const links = {
		"to-file": "real/file",
		"to-folder": "real/folder",
		"to-large": "real/large",
		"to-fifo": "real/fifo",
		"to-link": "to-file",
		upwards: "real/folder/../file",
		absolute: join(root, "real"),
		dead: "nowhere",
		"into-dead": "dead/below",
		loop: "pool",
		pool: "loop",
		itself: "itself",
	};
	for (const [name, target] of Object.entries(links)) symlinkSync(target, join(root, name));
	const odd = Buffer.from(`${root}/o\xff`, "latin1");
	mkdirSync(odd);
	writeFileSync(Buffer.concat([odd, Buffer.from("/file")]), "odd", { mode: 0o755 });
	symlinkSync("../real/folder", Buffer.concat([odd, Buffer.from("/out")]));
	symlinkSync(odd, join(root, "to-odd"));
	symlinkSync("to-odd/file", join(root, "through-odd"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const names = [
	...["real/file", "real/folder", "real/large", "real/empty", "real/fifo", "real/none", "real/file/below", ""],
	...["to-file", "to-folder", "to-folder/deep", "to-folder/../file", "to-large", "to-fifo", "to-link", "to-link/x"],
	...["upwards", "absolute/folder/deep", "absolute", "dead", "dead/x", "into-dead", "loop", "loop/x", "itself"],
	...["to-odd", "to-odd/file", "to-odd/none", "to-odd/out/deep", "to-odd/../real/file", "through-odd", "o\udcff/file"],
	`long/${"x".repeat(300)}`,
];

async function outcome(read: () => Promise<unknown>): Promise<unknown> {
	try {
		return await read();
	} catch (cause) {
		return faultOf(cause) ?? cause;
	}
}

it.each(names)("a path is the same to both ways of following links: %s", async (name) => {
	const place = name === "" ? root : `${root}/${name}`;
	const all = await Promise.all(
		[bySystem, byHost].map(async (files) => ({
			read: await outcome(() => files.read(place, 1000)),
			start: await outcome(() => files.readStart(place, 3)),
			find: await outcome(() => files.stat(place)),
			real: await outcome(() => files.realPath(place)),
			list: await outcome(() => files.list(place)),
			target: await outcome(() => files.readLink(place)),
		})),
	);
	expect(all[0]).toEqual(all[1]);
});

it("a link to a name that is not UTF-8 leads there", async () => {
	for (const files of [bySystem, byHost]) {
		expect(await files.read(`${root}/through-odd`)).toBe("odd");
		expect(await files.stat(`${root}/to-odd/file`)).toMatchObject({ kind: "file", executable: true });
		expect(await files.list(`${root}/to-odd`)).toMatchObject([{ name: "file" }, { name: "out" }]);
		expect(await files.realPath(`${root}/to-odd/out/deep`)).toBe(`${root}/real/folder/deep`);
		expect(await files.realPath(`${root}/to-odd/file`)).toBeUndefined();
		expect(await files.readLink(`${root}/to-odd`)).toBe(`${root}/o\uFFFD`);
	}
});

it("both read what lies behind links", async () => {
	for (const files of [bySystem, byHost]) {
		expect(await files.read(`${root}/to-link`)).toBe("text");
		expect(await files.stat(`${root}/absolute/file`)).toMatchObject({ kind: "file", size: 4, executable: true });
		expect(await files.realPath(`${root}/to-folder/deep`)).toBe(`${root}/real/folder/deep`);
		expect(await files.stat(`${root}/loop`)).toBeUndefined();
	}
});
