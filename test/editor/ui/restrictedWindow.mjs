// A workspace that is opened for the first time: in Restricted Mode, then trusted, without a reload.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { startCodeServer } from "../../harness/codeServer.mjs";
import { openWindow } from "../../harness/editorWindow.mjs";
import { launchBrowser } from "../../harness/workbench.mjs";
import { goMachine, newer } from "../goMachine.mjs";

const extension = resolve(import.meta.dirname, "../../..");

describe("a workspace that is not trusted yet", () => {
	let machine;
	let server;
	let browser;
	let window;

	before(async () => {
		machine = await goMachine();
		const settings = { "security.workspace.trust.startupPrompt": "never" }; // an old editor asks in a dialog
		server = await startCodeServer({ home: machine.home, env: machine.env, trust: true, settings });
		browser = await launchBrowser();
		window = await openWindow(browser, server, { target: machine.workspace, extension });
		await window.page.locator('[id="status.workspaceTrust"]').waitFor();
	});

	after(async () => {
		await browser?.close();
		await server?.stop();
		if (server !== undefined) rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
		machine?.remove();
	});

	it("shows what the folder uses and what the machine has", async () => {
		await window.statusShows(`Go ${newer}, not active`);
		await window.openSidebar();
		await window.treeRow("Needs 1.25+").waitFor();
		await window.treeRow(new RegExp(`^go${newer}`)).waitFor();
	});

	it("says in the view what is limited, and leads to trust", async () => {
		await window.rowOf("Workspace", "Restricted Mode").click();
		await window.page.locator(".workspace-trust-editor").waitFor();
	});

	it("gives the environment to terminals as soon as it is trusted", async () => {
		await window.page.locator(".workspace-trust-editor .monaco-button", { hasText: "Trust" }).first().click();
		await window.page.locator('[id="status.workspaceTrust"]').waitFor({ state: "hidden" });
		await window.rowOf("Workspace", "Restricted Mode").waitFor({ state: "detached" });
		await window.openFile("api.go");
		await window.statusShows(`Go ${newer}`);
		const terminal = await window.newTerminal("api");
		assert.match(await terminal.ask("go version"), new RegExp(`go${newer} `));
	});
});
