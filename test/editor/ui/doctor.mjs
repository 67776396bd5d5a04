// Checks the Go setup of a folder by clicks.
import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { startCodeServer } from "../../harness/codeServer.mjs";
import { openWindow } from "../../harness/editorWindow.mjs";
import { launchBrowser } from "../../harness/workbench.mjs";
import { goMachine } from "../goMachine.mjs";

const extension = resolve(import.meta.dirname, "../../..");
const { GO_ENVIRONMENTS_TEST_PICTURES: pictures } = process.env;

describe("the check of the Go setup", () => {
	let machine;
	let server;
	let browser;
	let window;

	before(async () => {
		machine = await goMachine();
		const env = { ...machine.env, GOPATH: "relative/go" };
		server = await startCodeServer({ home: machine.home, env });
		browser = await launchBrowser();
		window = await openWindow(browser, server, { target: machine.workspace, extension });
		await window.openFile("api.go");
		await window.statusShows("Go 1.25");
	});

	after(async () => {
		await browser?.close();
		await server?.stop();
		if (server !== undefined) rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
		machine?.remove();
	});

	afterEach(async function () {
		if (pictures === undefined) return;
		mkdirSync(pictures, { recursive: true });
		await window.page.screenshot({ path: join(pictures, `${this.currentTest.title.replaceAll(/\W+/g, "-")}.png`) });
	});

	it("lists what is wrong, each with what to do", async () => {
		await window.command("Go Environments: Check the Go Setup", { asks: true });
		const row = window.quickRow("GOPATH");
		await row.waitFor();
		assert.match((await row.textContent()) ?? "", /relative\/go/);
		await window.page.waitForTimeout(pictures === undefined ? 0 : 500);
		if (pictures !== undefined) await window.page.screenshot({ path: join(pictures, "findings.png") });
		await row.click();
		await window.notification("GOPATH").waitFor();
	});
});
