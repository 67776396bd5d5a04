import { afterEach, beforeEach, expect, it } from "vitest";
import type { GoEnvironment } from "../../src/core/environment.ts";
import { FaultError, faultOf } from "../../src/core/fault.ts";
import type { FolderState, Selection } from "../../src/core/state.ts";
import { planSaveSelection, type SaveRequest } from "../../src/operations/saveSelection.ts";
import { type Machine, machine } from "../support/machine.ts";
import { row } from "../support/rows.ts";

const forever = new AbortController().signal;
const go = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5", location: "/home/u/sdk/go1.22.5" });

let made: Machine;
/** The calls, in order. */
let done: string[];
let setting: string | undefined;
let choice: GoEnvironment | "inherited" | undefined;
beforeEach(() => {
	made = machine({ files: { "/work/go.mod": "" } });
	done = [];
	setting = "1.21";
	choice = go;
});
afterEach(() => made.remove());

function selection(): Selection {
	if (choice === go) return { kind: "chosen", environment: go, reason: { kind: "pick" } };
	return { kind: "chosen", environment: go, reason: { kind: setting === undefined ? "none" : "setting" } };
}

const request = (more: Partial<SaveRequest> = {}): SaveRequest => ({
	host: made.host,
	folder: "/work",
	name: "work",
	setting: {
		file: "/work/.vscode/settings.json",
		value: () => setting,
		async write(value) {
			done.push(`write ${value}`);
			setting = value;
		},
		removeEmpty: async () => void done.push("remove the empty file"),
	},
	state: () => ({ selection: selection() }) as FolderState,
	resolved: async () => go,
	async pick(next) {
		done.push(`pick ${typeof next === "object" ? next.name : next}`);
		choice = next;
	},
	waitUntil: async (check) => check(),
	...more,
});

const saved = async (more?: Partial<SaveRequest>) =>
	await (await planSaveSelection(request(more))).operation.run(() => {}, forever);
const kindOf = (running: Promise<unknown>): Promise<string | undefined> =>
	running.then(
		() => "done",
		(cause: unknown) => faultOf(cause)?.kind,
	);

it("says first what it would write, and whether others understand it", async () => {
	expect(await planSaveSelection(request())).toMatchObject({
		reference: "1.22.5",
		isPortable: true,
		changes: [
			{ file: "/work/.vscode/settings.json", setting: "goEnvironments.environment", before: "1.21", after: "1.22.5" },
		],
	});
	const elsewhere = request({ resolved: async () => "inherited" });
	expect(await planSaveSelection(elsewhere)).toMatchObject({ reference: "~/sdk/go1.22.5", isPortable: false });
	expect(done).toEqual([]);
});

it("writes the setting, then clears the selection, and both can be undone", async () => {
	const { undo } = await saved();
	expect(done).toEqual(["write 1.22.5", "pick undefined"]);
	await undo();
	expect(done.slice(2)).toEqual(["write 1.21", "remove the empty file", "pick go1.22.5"]);
});

it("leaves both as they were where one cannot be written, or where the setting leads elsewhere", async () => {
	const fails = async (): Promise<never> => {
		throw new FaultError({ kind: "not-writable", message: "No." });
	};
	const { setting: own } = request();
	expect(await kindOf(saved({ setting: { ...own, write: fails } }))).toBe("not-writable");
	expect([done, setting, choice]).toEqual([["remove the empty file"], "1.21", go]);
	expect(await kindOf(saved({ pick: fails }))).toBe("not-writable");
	expect([setting, choice]).toEqual(["1.21", go]);
	done = [];
	expect(await kindOf(saved({ waitUntil: async () => false }))).toBe("reference-unknown");
	expect(done).toEqual(["write 1.22.5", "pick undefined", "write 1.21", "remove the empty file", "pick go1.22.5"]);
});

it("keeps what somebody else wrote meanwhile", async () => {
	const { undo } = await saved();
	setting = "conda:ci";
	await undo();
	expect(setting).toBe("conda:ci");
});

it("needs a selection of the user's, and a folder that is trusted", async () => {
	choice = undefined;
	expect(await kindOf(planSaveSelection(request()))).toBe("selection-missing");
	choice = go;
	const host = { ...made.host, trust: { allows: () => false } };
	expect(await kindOf(planSaveSelection(request({ host })))).toBe("not-allowed");
});

it("is as it was wherever it is cancelled", async () => {
	const { setting: own } = request();
	const stop = (): AbortController => new AbortController();
	const cancelledBy = async (more: (abort: () => void) => Partial<SaveRequest>): Promise<string | undefined> => {
		const controller = stop();
		const { operation } = await planSaveSelection(request(more(() => controller.abort())));
		return await kindOf(operation.run(() => {}, controller.signal));
	};
	const whileWriting = await cancelledBy((abort) => ({
		setting: {
			...own,
			async write(value) {
				await own.write(value);
				abort();
			},
		},
	}));
	expect([whileWriting, setting, choice]).toEqual(["cancelled", "1.21", go]);
	const whileWaiting = await cancelledBy((abort) => ({
		async waitUntil() {
			abort();
			return false;
		},
	}));
	expect([whileWaiting, setting, choice]).toEqual(["cancelled", "1.21", go]);
});
