import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FolderState } from "../../src/core/state.ts";
import { activateSelection } from "../../src/operations/activateSelection.ts";
import { allowBuilds } from "../../src/operations/allowBuilds.ts";
import { type Machine, machine } from "../support/machine.ts";
import { providerOf, row } from "../support/rows.ts";
import { folderState, inherits } from "../support/states.ts";

const { signal } = new AbortController();
const ci = row({ provider: "flake", name: "#ci", location: "/w/api" });
const chosen = folderState({ kind: "chosen", environment: ci, reason: { kind: "pick" } });

describe("activating what a folder selects", () => {
	async function activated(state: FolderState, after: FolderState = state, mayActivate = true): Promise<number> {
		let count = 0;
		let now = state;
		const activate = async (): Promise<void> => {
			count++;
			now = after;
		};
		await activateSelection({ folder: "/w/api", state: () => now, mayActivate, activate }).run(() => {}, signal);
		return count;
	}

	it("waits for it, and throws why it failed", async () => {
		expect(await activated(chosen)).toBe(1);
		const fault = { kind: "network", message: "No network." } as const;
		const failed = { ...chosen, activation: { kind: "failed", fault } } as const;
		await expect(activated(chosen, failed)).rejects.toMatchObject({ fault });
		expect(await activated(failed, chosen)).toBe(1);
	});

	it("does nothing in Restricted Mode, and where nothing is selected", async () => {
		await expect(activated(chosen, chosen, false)).rejects.toMatchObject({ fault: { kind: "not-allowed" } });
		const inherited = folderState(inherits());
		await expect(activated(inherited)).rejects.toMatchObject({ fault: { kind: "selection-missing" } });
		const fault = { kind: "reference-unknown", message: "It is gone." } as const;
		const missing = folderState({ kind: "missing", reference: "x", reason: { kind: "pick" }, fault });
		await expect(activated(missing)).rejects.toMatchObject({ fault: { message: "It is gone." } });
	});

	it("does not stop a selection that is made meanwhile", () => {
		const operation = activateSelection({
			folder: "/w/api",
			state: () => chosen,
			mayActivate: true,
			activate: async () => {},
		});
		expect([operation.title, operation.exclusive]).toEqual(["Activate “#ci”", "activation /w/api"]);
	});
});

describe("letting an evaluation build", () => {
	let made: Machine;
	beforeEach(() => {
		made = machine({ files: { "/w/api/flake.nix": "" } });
	});
	afterEach(() => made.remove());

	const request = () => ({ host: made.host, folder: "/w/api", environment: ci });

	it("is remembered by the provider", async () => {
		const asked: string[] = [];
		const provider = providerOf("flake", [], { allowBuilds: async (_, { id }) => void asked.push(id) });
		await allowBuilds({ ...request(), providers: [provider] }).run(() => {}, signal);
		expect(asked).toEqual([ci.id]);
	});

	it("is refused where nothing builds", async () => {
		const operation = allowBuilds({ ...request(), providers: [providerOf("flake", [])] });
		await expect(operation.run(() => {}, signal)).rejects.toMatchObject({ fault: { kind: "not-supported" } });
	});
});
