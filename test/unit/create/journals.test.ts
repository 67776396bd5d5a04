import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nameProblem } from "../../../src/conda/environmentName.ts";
import type { Host } from "../../../src/core/host.ts";
import { recoverJournals } from "../../../src/providers/conda/create/recoverJournals.ts";
import {
	asideOf,
	beginOf,
	commandPrint,
	journalName,
	journals,
	journalText,
	unfinishedPrefixes,
} from "../../../src/providers/conda/create/unfinished.ts";
import { busy } from "../../../src/providers/conda/create/whileUnfinished.ts";
import { type Home, realHome } from "../../support/conda.ts";

let home: Home;
let host: Host;
let prefix: string;
beforeEach(() => {
	home = realHome();
	host = home.host();
	prefix = join(home.home, "envs", "ci");
	mkdirSync(prefix, { recursive: true });
});
afterEach(() => home.remove());

const write = (file: string, text = ""): void => {
	mkdirSync(join(prefix, file, ".."), { recursive: true });
	writeFileSync(join(prefix, file), text);
};

/** Writes the journal of a process that has ended, as {@link journalText} does. */
async function note(more: object): Promise<string> {
	const own = await host.processes.mark();
	if (own === undefined) throw new Error("no mark");
	const owner = { ...own, started: "before" };
	const name = await journalName(host, prefix);
	const command = commandPrint(host, "create -y -p x");
	const text = journalText({ change: "create", prefix, at: host.now(), owner, command });
	await host.store.write(name, JSON.stringify({ ...(JSON.parse(text) as object), ...more }));
	return name;
}

describe.skipIf(process.platform === "win32")("what is left of a creation", () => {
	it("is removed where a tool has begun it, whole or not", async () => {
		write("conda-meta/go-1.22.5-0.json", "{}");
		write("bin/go");
		await note({});
		await recoverJournals(host);
		expect([existsSync(prefix), (await journals(host)).size]).toEqual([false, 0]);
	});

	it("is removed where nothing is in it", async () => {
		await note({});
		await recoverJournals(host);
		expect(existsSync(prefix)).toBe(false);
	});

	it.each([
		["a folder that no tool has begun", () => write("notes.txt", "mine"), {}],
		["a virtual environment", () => write("pyvenv.cfg"), {}],
		[
			"an environment that the user made",
			() => write("conda-meta/history", "# cmd: /opt/conda/bin/conda create -n ci mine\n"),
			{},
		],
		["entries that are younger than any run of a tool", () => write("conda-meta/history"), { at: 1 }],
	])("is kept where %s is there by then, and not hidden any more", async (_, make, more) => {
		make();
		await note(more);
		expect((await unfinishedPrefixes(host)).hidden.size).toBeGreaterThan(0);
		await recoverJournals(host);
		expect(readdirSync(prefix)).toHaveLength(1);
		expect((await unfinishedPrefixes(host)).hidden.size).toBe(0);
	});

	it.each([
		["of another version", { version: 99 }],
		["with a relative path", { prefix: "rel" }],
		["with a folder elsewhere to remove", { change: "remove", aside: "/tmp/.x.removed" }],
		["with the environment itself to remove", { change: "remove", aside: "ci" }],
	])("is left alone, with its note, where that is %s", async (_, more) => {
		write("data/file");
		const name = await note(more);
		const text = await host.store.read(name);
		await recoverJournals(host);
		expect([existsSync(join(prefix, "data", "file")), await host.store.read(name)]).toEqual([true, text]);
		expect(await busy(host, prefix, name)).toMatchObject({
			message: expect.stringContaining("in a form that it cannot read"),
			file: join(host.store.folder, name),
		});
	});
});

describe.skipIf(process.platform === "win32")("what is left of an update", () => {
	const history = "==> 2026-01-01 10:00:00 <==\n# cmd: conda create -n ci\n";

	async function noteUpdate(more: object = {}): Promise<string> {
		write("conda-meta/history", history);
		return await note({ change: "update", began: await beginOf(host, prefix), ...more });
	}

	it("is told until the next one, and its list of addresses is gone at once", async () => {
		const name = await noteUpdate();
		await host.store.write(name.replace(/json$/, "txt"), "https://u:secret@x/y.conda\n");
		await recoverJournals(host);
		expect((await unfinishedPrefixes(host)).updated.size).toBeGreaterThan(0);
		expect(readdirSync(join(host.store.folder, "creations"))).toEqual([name.split("/")[1]]);
	});

	it("is forgotten where the environment is gone, or was made anew", async () => {
		await noteUpdate();
		renameSync(prefix, `${prefix}2`);
		await recoverJournals(host);
		expect((await journals(host)).size).toBe(0);
		await noteUpdate();
		write("conda-meta/history", history.replace("10:00", "11:30"));
		expect((await unfinishedPrefixes(host)).updated.size).toBe(0);
		await recoverJournals(host);
		expect((await journals(host)).size).toBe(0);
	});

	it("names the tool that still works, where we are gone", async () => {
		const tool = await host.processes.mark();
		const name = await noteUpdate({ tool });
		expect((await busy(host, prefix, name)).message).toBe(
			`Another process (${process.pid}) is changing ${prefix} now.`,
		);
	});
});

describe("a journal", () => {
	it("has one name for all ways to spell the folder of an environment", async () => {
		symlinkSync(join(home.home, "envs"), join(home.home, "linked"));
		expect(await journalName(host, join(home.home, "linked", "ci"))).toBe(await journalName(host, prefix));
	});

	it("holds nothing of what a tool was told", () => {
		expect(commandPrint(host, "create -y -p x -c https://u:secret@h/c")).toMatch(/^[0-9a-f]{32}$/);
	});
});

it("an environment has a name that a removal can make longer", () => {
	const name = "日".repeat(66);
	expect(nameProblem(name)).toBeUndefined();
	expect(nameProblem(`${name}日`)).toBeDefined();
	for (const one of [name, "x".repeat(255), ".a"]) {
		const aside = asideOf(host, `/envs/${one}`, "1");
		expect(new TextEncoder().encode(aside.slice("/envs/".length)).length).toBeLessThan(256);
	}
});
