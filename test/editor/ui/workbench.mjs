// What a user does in a workspace of two folders with two real Gos, by clicks in the real workbench.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startCodeServer } from "../../harness/codeServer.mjs";
import { openWindow } from "../../harness/editorWindow.mjs";
import { launchBrowser } from "../../harness/workbench.mjs";
import { broken, goMachine, newer, older } from "../goMachine.mjs";

const extension = resolve(import.meta.dirname, "../../..");
const { GO_ENVIRONMENTS_TEST_PICTURES: pictures } = process.env;

describe("the workbench", () => {
	let machine;
	let server;
	let browser;
	let window;

	before(async () => {
		machine = await goMachine();
		const settings = { "workbench.colorTheme": "Default Dark Modern" };
		server = await startCodeServer({ home: machine.home, env: machine.env, settings });
		browser = await launchBrowser();
		window = await openWindow(browser, server, { target: machine.workspace, extension });
		await window.openFile("api.go");
	});

	after(async () => {
		await browser?.close();
		await server?.stop();
		if (server !== undefined) rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
		machine?.remove();
	});

	beforeEach(async function () {
		// close what a failed first attempt left open
		if (this.currentTest.currentRetry() > 0) await window.closeQuick();
	});

	afterEach(async function () {
		if (pictures === undefined) return;
		mkdirSync(pictures, { recursive: true });
		await window.page.waitForTimeout(800); // icons and decorations are drawn last
		await window.page.screenshot({ path: join(pictures, `${this.currentTest.title.replaceAll(/\W+/g, "-")}.png`) });
	});

	it("shows the Go of the active editor's folder in the status bar", async () => {
		await window.statusShows(`Go ${newer}`);
		await window.openFile("batch.go");
		await window.statusShows(`Go ${older}`);
		await window.openFile("api.go");
		await window.statusShows(`Go ${newer}`);
	});

	it("has a tree of folders and environments", async () => {
		await window.openSidebar();
		await window.treeRow(`go${older}`).waitFor();
		const texts = await window.page.locator(".tree-explorer-viewlet-tree-view .monaco-list-row").allInnerTexts();
		const rows = texts.map((text) => text.replaceAll(/\s+/g, " ").trim());
		assert.ok(
			rows.some((row) => row.startsWith("api") && row.includes(`Go ${newer}`)),
			rows.join("\n"),
		);
		assert.ok(
			rows.some((row) => row.includes("Needs 1.25+") && row.includes("go.mod")),
			rows.join("\n"),
		);
		assert.ok(
			rows.some((row) => row.startsWith("Go SDKs")),
			rows.join("\n"),
		);
		assert.ok(
			rows.some((row) => row.startsWith(`go${newer}`) && row.includes("in use by api")),
			rows.join("\n"),
		);
	});

	it("tells in the picker what does not meet the requirement", async () => {
		await window.openPicker();
		await window.quickRow(`go${older}`).filter({ hasText: "Go 1.25 or later" }).waitFor();
		await window.quickRow("Inherited Go").waitFor();
		await window.quickRow("Refresh").waitFor();
	});

	it("uses what was picked, in the status bar and in the next terminal, without a reload", async () => {
		await window.choose(`go${older}`);
		await window.statusShows(`Go ${older}`);
		const terminal = await window.newTerminal("api");
		assert.match(await terminal.ask("go version"), new RegExp(`go${older} `));
	});

	it("warns, not by colour alone, where the requirement is not met", async () => {
		await window.status.locator(".codicon-warning").waitFor();
		await window.treeRow("not met").waitFor();
	});

	it("goes back to what the files ask for", async () => {
		await window.pick("Clear selection");
		// it is said what decides now, with the way to change that
		const told = window.notification(`Your selection is cleared. api uses Go ${newer} because of .go-version:1.`);
		await told.locator(".monaco-button", { hasText: "Open File" }).waitFor();
		await window.statusShows(`Go ${newer}`);
		const terminal = await window.newTerminal("api");
		assert.match(await terminal.ask("go version"), new RegExp(`go${newer} `));
	});

	it("refuses a broken environment in words, with a way out for the folder that it was for", async () => {
		await window.pick(`go${broken}`);
		const notification = window.notification("cannot be used");
		await notification.waitFor();
		await window.openFile("batch.go");
		// not by the mouse: in an old editor the tooltip of the status bar covers it
		await notification.locator(".monaco-button", { hasText: "Select Another…" }).dispatchEvent("click");
		await window.quickRow("Inherited Go").waitFor();
		await window.quick.locator(".quick-input-title", { hasText: "Go for api" }).waitFor();
		await window.page.keyboard.press("Escape");
		await window.quick.waitFor({ state: "hidden" });
		await window.openFile("api.go");
		await window.statusShows(`Go ${newer}`);
	});

	it("uses a row of the tree in the folder that is asked for", async () => {
		const row = window.treeRow(new RegExp(`^go${newer}`));
		// a tree that is being redrawn loses a click
		for (let attempt = 0; attempt < 5 && !(await window.quick.isVisible()); attempt++) {
			await row.hover();
			await row.locator('a.action-label[aria-label="Use in Folder"]').click();
			await window.quick.waitFor({ timeout: 5000 }).catch(() => {});
		}
		await window.choose("batch");
		await window.openFile("batch.go");
		await window.statusShows(`Go ${newer}`);
	});

	it("follows a choice that another process made", async () => {
		const folder = join(machine.home, ".local/state/go-environments/selections");
		const [file] = readdirSync(folder)
			.map((name) => join(folder, name))
			.filter((name) => readFileSync(name, "utf8").includes("batch"));
		const stored = JSON.parse(readFileSync(file, "utf8"));
		writeFileSync(file, JSON.stringify({ ...stored, id: "inherited", paths: [] }));
		await window.statusShows(`Go ${older}`);
	});

	it("copies what a bug report needs, and shows it on demand", async () => {
		await window.command("Go Environments: Copy Diagnostics");
		const notification = window.notification("diagnostics were copied");
		await notification.waitFor();
		await notification.locator(".monaco-button", { hasText: "Open" }).dispatchEvent("click");
		const text = window.page.locator(".editor-instance .view-lines", { hasText: "diagnostics" });
		await text.waitFor();
		const shown = ((await text.textContent()) ?? "").replaceAll("\u00A0", " ");
		assert.match(shown, /Go Environments: \d+\.\d+\.\d+/);
		assert.match(shown, /sdk: listed/);
		assert.ok(!shown.includes(machine.home), shown);
		await window.openFile("batch.go");
	});

	it("shows an environment that vanished as missing, with a way out", async () => {
		await window.pick(`go${newer}`);
		await window.statusShows(`Go ${newer}`);
		rmSync(join(machine.home, "sdk", `go${newer}`), { recursive: true, force: true });
		await window.command("Go Environments: Refresh");
		await window.status.locator(".codicon-error").waitFor();
		await window.pick("Inherited Go");
		await window.statusShows(`Go ${older}`);
	});
});
