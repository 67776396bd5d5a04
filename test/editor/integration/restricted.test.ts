import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { commands, workspace } from "vscode";
import type { GoEnvironmentsApi } from "../../../media/api.d.ts";
import { children, extension, folder, newer, older, selection, until } from "./inHost.ts";

describe("Restricted Mode", () => {
	let api: GoEnvironmentsApi;
	const first = folder("api");

	before(async () => {
		assert.equal(workspace.isTrusted, false);
		api = await extension().activate();
		await until("the listing", () => (api.environments().length > 1 ? true : undefined));
	});

	it("lists the machine's environments and what the files of the folder ask for", async () => {
		const versions = api.environments().map(({ version }) => version);
		for (const version of [newer, older]) assert.ok(versions.includes(version), String(versions));
		const chosen = await selection(api, first.uri, ({ kind }) => kind === "chosen", "the version file");
		assert.equal(chosen.environment?.version, newer);
	});

	it("activates nothing and starts nothing, on command neither", async () => {
		await commands.executeCommand("goEnvironments.refresh");
		const chosen = await selection(api, first.uri, ({ kind }) => kind === "chosen", "the version file");
		assert.equal(chosen.isActive, false);
		assert.deepEqual(
			children().filter((command) => /\b(go|conda|bash|sh|nix)\0/.test(command)),
			[],
		);
	});
});
