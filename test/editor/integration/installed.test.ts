import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { extension, folder, newer, printedIn, selection } from "./inHost.ts";

describe("the extension of the package", () => {
	it("is installed, activates, and works", async () => {
		const { extensionPath, packageJSON } = extension();
		const { version } = packageJSON as { version: string };
		assert.match(extensionPath, new RegExp(`go-environments\\.go-environments-${version}`));
		const api = await extension().activate();
		const { uri } = folder("api");
		const chosen = await selection(api, uri, ({ isActive }) => isActive, "the environment of api");
		assert.equal(chosen.environment?.version, newer);
		assert.match(await printedIn(uri, "go version"), new RegExp(`go${newer} `));
	});
});
