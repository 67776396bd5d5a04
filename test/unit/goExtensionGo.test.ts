import { afterEach, describe, expect, it } from "vitest";
import { type GoExtensionPlace, goExtensionGo } from "../../src/editor/services/goExtensionGo.ts";
import { isSameGo } from "../../src/goroot/isSameGo.ts";
import { type Machine, machine } from "../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

const program = { program: "#!/bin/sh\n" };
const files = {
	"/home/u/sdk/go1.24.13/VERSION": "go1.24.13\n",
	"/home/u/sdk/go1.24.13/bin/go": program,
	"/home/u/sdk/go1.25.1/VERSION": "go1.25.1\n",
	"/home/u/sdk/go1.25.1/bin/go": program,
	"/home/u/go/bin/go1.24.13": program,
	"/w/api/tools/go": program,
	"/w/api/plain": "",
};

/** As getBinPathWithPreferredGopathGorootWithExplanation: what a place names is remembered for places that name nothing. */
function remembering(first: string) {
	const extension = { memory: first };
	const ask = (named: string) => {
		if (named !== "") extension.memory = named;
		return extension.memory;
	};
	return { extension, ask };
}

describe("the Go of the official Go extension", () => {
	const old = "/home/u/sdk/go1.24.13/bin/go";
	const place = (folder: string, alternate = ""): GoExtensionPlace => ({ folder, alternate });

	it("is asked only where it remembers nothing else after it", async () => {
		made = machine({ files });
		const { host } = made;
		const { extension, ask } = remembering("/usr/bin/go");
		const [api, batch, outside] = [place("/w/api", old), place("/w/batch"), place("/w/api")];
		const all = [outside, api, batch];
		expect(await goExtensionGo(host, api, all, {}, () => ask(old))).toBe(old);
		expect(await goExtensionGo(host, batch, all, {}, () => ask(""))).toBe("/usr/bin/go");
		expect(extension.memory).toBe("/usr/bin/go");
	});

	it("is asked where all places name one Go, because its own selection goes first", async () => {
		made = machine({ files });
		const all = [place("/w/api", old), place("/w/batch", "~/sdk/go1.24.13/bin/go")];
		for (const one of all) expect(await goExtensionGo(made.host, one, all, {}, () => "/selected")).toBe("/selected");
	});

	it.each([
		["~/sdk/go1.24.13/bin/go", old],
		["${env:SDK}/bin/go", old],
		["${workspaceFolder}/tools/go", "/w/api/tools/go"],
		["${workspaceRoot}/tools/go", "/w/api/tools/go"],
		["/w/${workspaceFolderBasename}/tools/go", "/w/api/tools/go"],
		["${env:NOTHING}", "asked"],
		["go1.24", "asked"],
		["/missing/go", "asked"],
		["/w/api/plain", "asked"],
		["", "asked"],
	])("is read from the setting as it reads it: %s", async (alternate, found) => {
		made = machine({ files });
		const variables = { SDK: "/home/u/sdk/go1.24.13" };
		const all = [place("/w/api", alternate), place("/w/batch", "/home/u/sdk/go1.25.1/bin/go")];
		expect(await goExtensionGo(made.host, all[0] as GoExtensionPlace, all, variables, () => "asked")).toBe(found);
	});
});

it("a launcher of golang.org/dl is the same Go as the one that it runs, and no other", async () => {
	made = machine({ files });
	const { host } = made;
	const launcher = "/home/u/go/bin/go1.24.13";
	expect(await isSameGo(host, launcher, "/home/u/sdk/go1.24.13/bin/go")).toBe(true);
	expect(await isSameGo(host, launcher, "/home/u/sdk/go1.25.1/bin/go")).toBe(false);
	expect(await isSameGo(host, "/nothing/go", "/nothing/go")).toBe(true);
	expect(await isSameGo(host, "/nothing/go", "/else/go")).toBe(false);
});
