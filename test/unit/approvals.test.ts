import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readApprovals } from "../../src/core/activation/approvalFile.ts";
import {
	type ApprovalRequest,
	allow,
	storedApprovalOf,
	type Uncovered,
	uncoveredFolder,
} from "../../src/core/activation/approvals.ts";
import { isToolchainAllowed } from "../../src/core/activation/toolchainApproval.ts";
import { emptyActivation } from "../../src/core/activation.ts";
import { FaultError } from "../../src/core/fault.ts";
import type { Host } from "../../src/core/host.ts";
import { providers } from "../../src/providers/index.ts";
import { goroot, type Machine, machine } from "../support/machine.ts";
import { row } from "../support/rows.ts";

let made: Machine;
beforeEach(() => {
	made = machine({ files: { ...goroot("/work/go", "1.22.5"), "/work/tools/x": "1", "/work/others/x": "1" } });
});
afterEach(() => made.remove());

const environment = row({ provider: "sdk", name: "go", location: "/work/go", version: "1.22.5" });
const requestOf = (host = made.host): ApprovalRequest => ({
	host,
	folder: "/work",
	environment,
	reference: "./go",
	providers,
});
const approve = (host = made.host, toolchain = false, signal?: AbortSignal): Promise<void> =>
	allow(host, "/work", { selection: requestOf(host), toolchain }, signal);
const isApproved = async (): Promise<boolean> => (await storedApprovalOf(requestOf())) === "allowed";

/** After an activation whose script puts folders first on PATH. */
const activated = (host: Host, ...prepend: string[]): Promise<Uncovered | undefined> =>
	uncoveredFolder(requestOf(host), {
		activation: { ...emptyActivation, lists: { PATH: { prepend, drop: [] } } },
		scripts: ["/work/script"],
	});

/** A host in which something happens just before a folder is first listed. */
function meanwhile(folder: string, happen: () => Promise<unknown>): Host {
	let isFirst = true;
	return {
		...made.host,
		async list(path) {
			if (path === folder && isFirst) {
				isFirst = false;
				await happen();
			}
			return await made.host.list(path);
		},
	};
}

describe("while the first activation after an approval looks at folders", () => {
	it("a reset takes the approval back, and it stays away", async () => {
		await approve();
		const host = meanwhile("/work/tools", () => made.host.store.clear());
		expect(await activated(host, "/work/tools")).toBe("taken back");
		expect(await storedApprovalOf(requestOf())).toBe("none");
	});

	it("a newer approval stays as it is", async () => {
		await approve();
		const host = meanwhile("/work/tools", async () => {
			made.write({ "/work/go/VERSION": "go1.22.5\nchanged\n" });
			await approve();
		});
		expect(await activated(host, "/work/tools")).toBeUndefined();
		expect(await isApproved()).toBe(true);
		const { selection } = await readApprovals(made.host, "/work");
		expect(selection).toMatchObject({ reference: "./go" });
		expect(selection?.later).toBeUndefined();
	});

	it("another activation that is first decides", async () => {
		await approve();
		const host = meanwhile("/work/tools", () => activated(made.host, "/work/others"));
		expect(await activated(host, "/work/tools")).toEqual({ folder: "/work/tools" });
		expect(await activated(made.host, "/work/others")).toBeUndefined();
	});

	it("an approval that was taken back before is not used", async () => {
		await approve();
		await made.host.store.clear();
		expect(await activated(made.host)).toBe("taken back");
	});

	it.skipIf(process.platform !== "linux")("a folder that cannot be covered is refused at once", async () => {
		await approve();
		await expect(activated(made.host, "/work/\uDCFF")).rejects.toMatchObject({ fault: { kind: "not-readable" } });
	});
});

describe("in a store that cannot be written", () => {
	const closed = (): Host => ({
		...made.host,
		store: {
			...made.host.store,
			write: failing,
			replace: failing,
		},
	});
	const failing = (): Promise<never> =>
		Promise.reject(new FaultError({ kind: "not-writable", message: "Its disk is read-only.", file: "/x" }));

	it("nothing is written where there are no scripts", async () => {
		await approve();
		const nothing = { activation: emptyActivation, scripts: [] };
		expect(await uncoveredFolder(requestOf(closed()), nothing)).toBeUndefined();
		expect(await uncoveredFolder(requestOf(), nothing)).toBeUndefined();
		expect((await readApprovals(made.host, "/work")).selection?.later).toBeUndefined();
	});

	it("scripts may run that add nothing, and where it can be written they must not add anything later", async () => {
		await approve();
		expect(await activated(closed())).toBeUndefined();
		expect(await activated(made.host)).toBeUndefined();
		expect(await activated(made.host, "/work/tools")).toEqual({ folder: "/work/tools" });
	});

	it("scripts that add a folder are refused, until that could be stored once", async () => {
		await approve();
		await expect(activated(closed(), "/work/tools")).rejects.toMatchObject({
			fault: {
				kind: "not-writable",
				message: expect.stringMatching(/\/work\/tools.*Its disk is read-only\./) as unknown,
				remedies: [{ text: expect.stringContaining("exec -- true") as unknown }],
			},
		});
		expect(await activated(made.host, "/work/tools")).toBeUndefined();
		expect(await activated(closed(), "/work/tools")).toBeUndefined();
	});
});

it("a folder that looks different is not remembered in an approval that was taken back meanwhile", async () => {
	await approve();
	made.write({ "/work/go/bin/go": { program: "#!/bin/sh\nexit 1\n" } });
	const host = meanwhile("/work/go/bin", async () => {
		// listed a second time for its content
		await made.host.store.clear();
	});
	expect(await storedApprovalOf(requestOf(host))).toBe("allowed");
	expect(await storedApprovalOf(requestOf())).toBe("none");
});

describe("of a selection and GOTOOLCHAIN, allow approves both or none:", () => {
	const isLoosened = (): Promise<boolean> => isToolchainAllowed(made.host, "/work");

	it("both, and what was approved before stays", async () => {
		await approve(made.host, true);
		expect([await isApproved(), await isLoosened()]).toEqual([true, true]);
		await approve();
		await allow(made.host, "/work", { toolchain: true });
		expect([await isApproved(), await isLoosened()]).toEqual([true, true]);
	});

	it.each<[string, () => Promise<void>]>([
		[
			"the store cannot be written",
			async () => {
				const closed = (): Promise<never> =>
					Promise.reject(new FaultError({ kind: "not-writable", message: "closed", file: "/x" }));
				await approve({ ...made.host, store: { ...made.host.store, write: closed, replace: closed } }, true);
			},
		],
		[
			"it is cancelled while it looks",
			async () => {
				const cancelling = new AbortController();
				const host = meanwhile("/work/go/bin", async () => cancelling.abort());
				await approve(host, true, cancelling.signal);
			},
		],
		[
			"something cannot be checked",
			async () => {
				const denied = made.withOptions({ denied: ["/work/go/bin"] });
				await approve(denied.host, true);
			},
		],
	])("none where %s", async (_, approving) => {
		await expect(approving()).rejects.toBeInstanceOf(FaultError);
		expect([await isApproved(), await isLoosened()]).toEqual([false, false]);
		expect(await made.host.store.list("approvals")).toEqual([]);
	});

	it("a reset while it looks takes back what was approved before", async () => {
		await allow(made.host, "/work", { toolchain: true });
		await approve(meanwhile("/work/go/bin", () => made.host.store.clear()));
		expect([await isApproved(), await isLoosened()]).toEqual([true, false]);
	});
});

it.each(["{", "null", '{"version":5,"selection":{"reference":5}}', '{"version":5,"selection":{"later":1}}'])(
	"what is no approval approves nothing: %s",
	async (text) => {
		await approve(made.host, true);
		const [name = ""] = await made.host.store.list("approvals");
		await made.host.store.write(name, text);
		expect(await readApprovals(made.host, "/work")).toEqual({});
		await approve();
		expect(await isApproved()).toBe(true);
	},
);
