import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FaultError } from "../../src/core/fault.ts";
import { environmentAtPath } from "../../src/core/selection/environmentAtPath.ts";
import { resolveReference } from "../../src/core/selection/reference.ts";
import { pathText } from "../../src/present/texts/pathText.ts";
import { providers } from "../../src/providers/index.ts";
import { prefixFiles } from "../support/conda.ts";
import { goroot, type Machine, machine } from "../support/machine.ts";

let made: Machine;

beforeEach(() => {
	made = machine({
		files: {
			...goroot("/opt/go1.22.5", "1.22.5"),
			...goroot("/home/u/own/go", "1.23.1"),
			...goroot("/w/api/tools/go", "1.21.6"),
			...prefixFiles("/data/ci", "1.24.2"),
			...prefixFiles("/data/bare"),
			"/data/notes/todo.txt": "",
			"/opt/half/VERSION": "go1.20.1",
		},
		silent: ["/net"],
	});
});
afterEach(() => made.remove());

/** The text of the box below the path, with the location found. */
async function said(text: string): Promise<readonly (string | boolean)[]> {
	const { host } = made;
	const { signal } = new AbortController();
	const resolved = async (reference: string, folder: string) => {
		const found = await resolveReference({ host, rows: [], providers, folder, signal }, reference);
		if (found.kind === "unknown") throw new FaultError(found.fault);
		return found.kind === "inherited" ? "inherited" : found.environment;
	};
	const finding = await environmentAtPath(host, resolved, text, "/w/api");
	const words = pathText(host, finding);
	const place = finding.kind === "environment" ? [finding.environment.location] : [];
	return [words.text, words.isUsable, ...place];
}

describe("a path that somebody types", () => {
	it("is a GOROOT, its bin, or its program", async () => {
		const go = ["Go 1.22.5 (SDK)", true, "/opt/go1.22.5"];
		for (const text of ["/opt/go1.22.5", "/opt/go1.22.5/", "/opt/go1.22.5/bin", "/opt/go1.22.5/bin/go"]) {
			expect(await said(text), text).toEqual(go);
		}
	});

	it("is a conda environment, its bin, or its program", async () => {
		for (const text of ["/data/ci", "/data/ci/bin", "/data/ci/bin/go", "/data/ci/go"]) {
			expect(await said(text), text).toEqual(["Go 1.24.2 (conda)", true, "/data/ci"]);
		}
	});

	it("may begin with ~, be relative to the folder, or be quoted as it was copied", async () => {
		expect(await said("~/own/go")).toEqual(["Go 1.23.1 (SDK)", true, "/home/u/own/go"]);
		expect(await said("tools/go")).toEqual(["Go 1.21.6 (SDK)", true, "/w/api/tools/go"]);
		expect(await said(' "/opt/go1.22.5" ')).toEqual(["Go 1.22.5 (SDK)", true, "/opt/go1.22.5"]);
	});

	it("that leads to no Go is told from one that leads nowhere", async () => {
		expect(await said("/data/notes")).toEqual(["There is no Go at /data/notes.", false]);
		expect(await said("~/nowhere")).toEqual(["~/nowhere does not exist.", false]);
	});

	it("is refused in words where the environment has no Go, or a broken one", async () => {
		expect(await said("/data/bare")).toEqual(["A conda environment without Go.", false, "/data/bare"]);
		const [, isUsable] = await said("/opt/half");
		expect(isUsable).toBe(false);
	});

	it("on a disk that does not answer says so instead of waiting", async () => {
		await expect(said("/net/go")).rejects.toMatchObject({ fault: { kind: "disk-silent" } });
	});
});
