import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FaultError, faultOf } from "../../src/core/fault.ts";
import type { FolderSetting } from "../../src/operations/folderSetting.ts";
import { planLetGoSwitch } from "../../src/operations/letGoSwitch.ts";
import { type Machine, machine } from "../support/machine.ts";

const file = "/work/.vscode/settings.json";

let made: Machine;
let value: string | undefined;
let done: string[];
let failure: Error | undefined;
beforeEach(() => {
	made = machine({ files: { "/work/go.mod": "" } });
	value = undefined;
	done = [];
	failure = undefined;
});
afterEach(() => made.remove());

const setting: FolderSetting = {
	file,
	value: () => value,
	async write(next) {
		if (failure !== undefined) throw failure;
		value = next;
	},
	removeEmpty: async () => void done.push("remove the empty file"),
};

const plan = () => planLetGoSwitch({ host: made.host, folder: "/work", name: "work", isInherited: false, setting });
const run = () => plan().operation.run(() => {}, new AbortController().signal);

describe("letting go switch", () => {
	it("says first what it would write", () => {
		expect(plan().changes).toEqual([{ file, setting: "goEnvironments.goToolchain", before: undefined, after: "auto" }]);
		expect(value).toBeUndefined();
	});

	it("writes the setting, and what was before comes back", async () => {
		value = "local";
		const written = await run();
		expect([written.file, value]).toEqual([file, "auto"]);
		await written.undo();
		expect(value).toBe("local");
	});

	it("leaves a value that others wrote meanwhile", async () => {
		const { undo } = await run();
		value = "inherit";
		await undo();
		expect(value).toBe("inherit");
	});

	it("leaves no empty file where writing fails, and passes the fault on", async () => {
		failure = new FaultError({ kind: "not-writable", message: "x" });
		const kind = await run().catch((cause: unknown) => faultOf(cause)?.kind);
		expect([kind, done]).toEqual(["not-writable", ["remove the empty file"]]);
	});

	it("writes nothing where it was cancelled, or in Restricted Mode", async () => {
		const cancelled = AbortSignal.abort();
		const kind = await plan()
			.operation.run(() => {}, cancelled)
			.catch((cause: unknown) => faultOf(cause)?.kind);
		expect([kind, value]).toEqual(["cancelled", undefined]);
		const untrusted = { ...made.host, trust: { allows: () => false } };
		const request = { host: untrusted, folder: "/work", name: "work", isInherited: false, setting };
		expect(() => planLetGoSwitch(request)).toThrow("Restricted Mode");
	});

	it("is refused where the Go is inherited, whose GOTOOLCHAIN is the user's own", () => {
		const request = { host: made.host, folder: "/work", name: "work", isInherited: true, setting };
		expect(() => planLetGoSwitch(request)).toThrow("your own GOTOOLCHAIN");
	});
});
