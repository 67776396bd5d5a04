import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { commands, workspace } from "vscode";
import { extension, newer, printedIn, selection } from "./inHost.ts";

/**
 * Runs twice on one machine, each time in an editor without stored state: the second run finds what the first left in our
 * store.
 */
describe("a terminal that is there before anything was read", () => {
	it("has what its folder used last", async () => {
		const [first] = workspace.workspaceFolders ?? [];
		assert.ok(first);
		const { uri } = first;
		const isSecond = process.env["GO_ENVIRONMENTS_TEST_RUN"] === "second";
		const api = await extension().activate();
		if (!isSecond) {
			await selection(api, uri, ({ isActive }) => isActive, "the environment of the folder");
			await commands.executeCommand("goEnvironments.use", { folder: uri.fsPath, reference: newer });
		}
		const isUnread = api.selection(uri) === undefined;
		assert.match(await printedIn(uri, "go version"), new RegExp(`go${newer} `));
		assert.equal(isUnread, isSecond, "nothing of the folder was read when the terminal was opened");
	});
});
