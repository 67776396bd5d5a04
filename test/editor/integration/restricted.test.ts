import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { commands, window, workspace } from "vscode";
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
		const before = children();
		const terminals = window.terminals.length;
		const target = { folder: first.uri.fsPath };
		for (const name of ["refresh", "openTerminal", "openTerminalWith", "checkTerminal", "relaunchTerminals", "clear"]) {
			// not awaited, because the command's message stays until the user closes it
			await Promise.race([
				commands.executeCommand(`goEnvironments.${name}`, target),
				new Promise((done) => setTimeout(done, 2000)),
			]);
			assert.deepEqual(children(), before, name);
			assert.equal(window.terminals.length, terminals, name);
		}
		const chosen = await selection(api, first.uri, ({ kind }) => kind === "chosen", "the version file");
		assert.equal(chosen.isActive, false);
		assert.equal(api.activation(first.uri), undefined);
	});
});
