// Selecting beyond the list: without a folder, by a path, into the settings; and the status of a single file.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startCodeServer } from "../../harness/codeServer.mjs";
import { openWindow } from "../../harness/editorWindow.mjs";
import { launchBrowser } from "../../harness/workbench.mjs";
import { goMachine, newer, older, unlistedGo, write } from "../goMachine.mjs";

const extension = resolve(import.meta.dirname, "../../..");
/** Text that the workbench would render as a link and an icon. */
const nasty = "[notes](command:workbench.action.closeWindow) $(check)";
const { GO_ENVIRONMENTS_TEST_PICTURES: pictures } = process.env;

describe("choosing a Go", () => {
	let machine;
	let server;
	let browser;
	let window;

	before(async () => {
		machine = await goMachine();
		write(machine.root, {
			"work/batch/tools/go.mod": "module example.com/tools\n\ngo 1.99\n",
			"work/batch/tools/tools.go": "package main\n\nfunc main() {}\n",
			"loose/loose.go": "package main\n\nfunc main() {}\n",
			"opt/notes/todo.txt": "",
			[`opt/${nasty}/todo.txt`]: "",
		});
		unlistedGo(join(machine.home, "sdk", `go${older}`), join(machine.root, "opt/own"));
		server = await startCodeServer({ home: machine.home, env: machine.env, settings: { "files.autoSave": "off" } });
		browser = await launchBrowser();
		window = await openWindow(browser, server, { target: machine.workspace, extension });
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
		await window.page.waitForTimeout(500);
		await window.page.screenshot({ path: join(pictures, `${this.currentTest.title.replaceAll(/\W+/g, "-")}.png`) });
	});

	const settingsOf = (name) => join(machine.folders[name], ".vscode/settings.json");
	const settingOf = (name) =>
		existsSync(settingsOf(name))
			? JSON.parse(readFileSync(settingsOf(name), "utf8"))["goEnvironments.environment"]
			: undefined;
	const hasPick = (name) => {
		const folder = join(machine.home, ".local/state/go-environments/selections");
		const files = existsSync(folder) ? readdirSync(folder) : [];
		return files.some((file) => readFileSync(join(folder, file), "utf8").includes(`"${machine.folders[name]}"`));
	};
	const until = async (what, check) => {
		for (let attempt = 0; attempt < 100; attempt++) {
			if (check()) return;
			await window.page.waitForTimeout(100);
		}
		assert.fail(`waited in vain for ${what}`);
	};
	/** Waits until the box has closed, because it accepts keys until then. */
	const leave = async ({ page, quick }) => {
		await page.keyboard.press("Escape");
		await quick.waitFor({ state: "hidden" });
	};
	const titled = ({ quick }, text) => quick.locator(".quick-input-title", { hasText: text }).waitFor();
	const box = () => window.quick.locator("input.input").first();
	const boxSays = (text) => window.quick.locator(".quick-input-message", { hasText: text }).waitFor();
	const answer = (notification, button) =>
		notification.locator(".monaco-button", { hasText: button }).dispatchEvent("click");

	it("is found first by the words that people type", async () => {
		for (const words of ["select go", "switch go", "go version", "go env"]) {
			await window.page.keyboard.press("F1");
			await window.quick.waitFor();
			await window.quick.locator("input.input").first().fill(`>${words}`);
			const first = window.quick.locator(".monaco-list-row").first();
			await first.filter({ hasText: "Select or Switch Go Version…" }).waitFor({ timeout: 10_000 });
			await leave(window);
		}
	});

	it("asks for the folder where there are several and no editor tells", async () => {
		await window.command("Go Environment: Select or Switch Go Version…", { asks: true });
		await window.quickRow("batch").click();
		await titled(window, "Go for batch");
		await leave(window);
	});

	it("shows beside the language of a Go file which Go it has and why, with a way to another", async () => {
		await window.openFile("api.go");
		await window.statusShows(`Go ${newer}`);
		await window.page.locator('.statusbar-item[id="status.languageStatus"] a').first().click();
		const entry = window.page.locator(".hover-language-status", { hasText: `Go ${newer}` });
		await entry.filter({ hasText: "Because of: .go-version:1" }).waitFor();
		await entry.locator("a", { hasText: "Change…" }).click();
		await titled(window, "Go for api");
		await leave(window);
	});

	it("warns in a nested module whose line is not met, and only there", async () => {
		await window.openFile("tools.go");
		await window.statusShows(`Go ${older}`);
		await window.status.locator(".codicon-warning").waitFor();
		await window.openFile("batch.go");
		await window.status.locator(".codicon-warning").waitFor({ state: "detached" });
	});

	it("follows the machine while the list is open, and stays at the row where one was", async () => {
		await window.openPicker();
		const active = window.quick.locator(".monaco-list-row.focused");
		await window.page.keyboard.press("PageDown");
		await active.filter({ hasText: "Settings" }).waitFor();
		unlistedGo(join(machine.home, "sdk", `go${older}`), join(machine.home, "sdk/go1.21.99"));
		writeFileSync(join(machine.home, "sdk/go1.21.99/.unpacked-success"), "");
		await active.filter({ hasText: "Settings" }).waitFor();
		await box().fill("1.21.99");
		await window.quickRow("sdk/go1.21.99").waitFor();
		rmSync(join(machine.home, "sdk/go1.21.99"), { recursive: true });
		await window.quickRow("sdk/go1.21.99").waitFor({ state: "detached" });
		await leave(window);
	});

	it("says below the box what lies at a path, and changes nothing where it is left", async () => {
		await window.openPicker();
		await window.quickRow("Add a Go by path…").click();
		await titled(window, "Add a Go by path");
		await box().fill(join(machine.root, "opt/notes"));
		await boxSays("There is no Go at");
		await window.page.keyboard.press("Enter");
		await boxSays("There is no Go at");
		await box().fill(join(machine.root, "opt/own"));
		await boxSays(`Go ${older} (SDK)`);
		await leave(window);
		assert.equal(hasPick("batch"), false);
		await window.statusShows(`Go ${older}`);
	});

	it("shows a path as it is written below the box, where the workbench draws icons and makes links", async () => {
		await window.openPicker();
		await window.quickRow("Add a Go by path…").click();
		await titled(window, "Add a Go by path");
		await box().fill(join(machine.root, "opt", nasty));
		await boxSays("$(check)");
		const message = window.quick.locator(".quick-input-message");
		assert.match((await message.textContent()) ?? "", /There is no Go at .*\[notes\] \(command:/);
		assert.equal(await message.locator("a, .codicon-check").count(), 0);
		await leave(window);
	});

	it("says of a version that it is not there, and takes no other Go for it", async () => {
		writeFileSync(join(machine.folders.batch, "go.mod"), "module example.com/batch\n\ngo 1.27\n");
		await window.status.locator(".codicon-warning").waitFor();
		await window.openPicker();
		await window.quickRow(`go${newer}`).filter({ hasText: "Go 1.27 or later" }).waitFor();
		// rows cannot be found by the requirement's text
		await box().fill("or later");
		await window.quickRow("sdk/go").waitFor({ state: "detached" });
		await box().fill("1.27");
		const absent = window.quickRow("Go 1.27 is not on this machine");
		await absent.filter({ hasText: "go.mod:3 needs Go 1.27 or later" }).waitFor();
		await window.quickRow("Add a Go by path…").waitFor();
		await window.quickRow("Get Go 1.27…").waitFor();
		assert.equal(await window.quick.locator(".monaco-list-row").count(), 3);
		await window.page.keyboard.press("Enter");
		await window.quick.locator(".monaco-list-row.focused", { hasText: "Get Go 1.27…" }).waitFor();
		assert.equal(hasPick("batch"), false);
		await box().fill(`go${older}`);
		await window.quickRow(`sdk/go${older}`).waitFor();
		await absent.waitFor({ state: "detached" });
		await leave(window);
		writeFileSync(join(machine.folders.batch, "go.mod"), "module example.com/batch\n\ngo 1.21\n");
		await window.status.locator(".codicon-warning").waitFor({ state: "detached" });
	});

	it("uses what lies at a path, and lists it from then on where that is wanted", async () => {
		await window.openFile("api.go");
		await window.statusShows(`Go ${newer}`);
		await window.openPicker();
		await window.quickRow("Add a Go by path…").click();
		await titled(window, "Add a Go by path");
		await box().fill(join(machine.root, "opt/own"));
		await boxSays(`Go ${older} (SDK)`);
		await window.page.keyboard.press("Enter");
		await window.statusShows(`Go ${older}`);
		assert.equal(hasPick("api"), true);
		await answer(window.notification("is found by its path only"), "Add to Search Paths");
		const own = join(machine.root, "opt/own");
		const file = join(server.root, "user-data/User/settings.json");
		const files = [file, join(server.root, "user-data/Machine/settings.json")];
		await until("the search path", () =>
			files.some((name) => existsSync(name) && readFileSync(name, "utf8").includes(own)),
		);
		await window.notification("was added to your search paths").waitFor();
	});

	it("asks before a path of this machine is written into the settings, and writes none without a yes", async () => {
		// the Go on PATH has the same name and version, and comes first
		await window.pick("Save to workspace settings");
		const dialog = window.page.locator(".monaco-dialog-box", { hasText: join(machine.root, "opt/own") });
		await dialog.locator(".monaco-button", { hasText: "Cancel" }).click();
		await dialog.waitFor({ state: "detached" });
		assert.equal(hasPick("api"), true);
		assert.equal(settingOf("api"), undefined);
	});

	it("saves a choice into the settings of the folder by its version, and takes that back", async () => {
		await window.pick(`sdk/go${newer}`);
		await window.statusShows(`Go ${newer}`);
		await window.pick("Save to workspace settings");
		const saved = window.notification("was written into");
		await saved.waitFor();
		assert.equal(settingOf("api"), newer);
		assert.equal(hasPick("api"), false);
		await answer(saved, "Undo");
		await until("the choice", () => hasPick("api") && settingOf("api") === undefined);
		await window.statusShows(`Go ${newer}`);
		await until("the end of the file that was not there before", () => !existsSync(join(settingsOf("api"), "..")));
	});

	it("lets go switch by itself in the folder on request, and takes that back", async () => {
		await window.pick(`sdk/go${older}`);
		await window.statusShows(`Go ${older}`);
		await window.status.locator(".codicon-warning").waitFor();
		await window.pick("Let go switch to Go 1.25");
		const written = window.notification("go will now try to download 1.25");
		await written.waitFor();
		assert.match(readFileSync(settingsOf("api"), "utf8"), /"goEnvironments\.goToolchain": "auto"/);
		await window.status.locator(".codicon-warning").waitFor({ state: "detached" });
		await answer(written, "Undo");
		await until("the end of the file that was not there before", () => !existsSync(join(settingsOf("api"), "..")));
		await window.status.locator(".codicon-warning").waitFor();
		await window.pick(`sdk/go${newer}`);
		await window.statusShows(`Go ${newer}`);
	});

	it("keeps the choice where settings.json is malformed, and says in which line", async () => {
		mkdirSync(join(machine.folders.api, ".vscode"), { recursive: true });
		writeFileSync(settingsOf("api"), '{\n\t"editor.tabSize": 4,\n\t"go.');
		await window.command("Go Environments: Save to Workspace Settings");
		const notification = window.notification("is not valid JSON");
		await notification.waitFor();
		assert.match((await notification.textContent()) ?? "", /\(line 3\).*selection is kept/);
		await notification.locator(".monaco-button", { hasText: "Open File" }).waitFor();
		assert.equal(hasPick("api"), true);
		await window.page.keyboard.press("Escape");
	});

	it("keeps the choice where settings.json has unsaved changes, and says to save it first", async () => {
		writeFileSync(settingsOf("api"), "{}\n");
		await window.openPath(settingsOf("api"));
		await window.page.locator(".monaco-editor .view-line", { hasText: "{}" }).first().click();
		await window.page.keyboard.type(" ");
		await window.page.locator(".tab.dirty").waitFor();
		await window.command("Go Environments: Save to Workspace Settings");
		const notification = window.notification("has unsaved changes");
		await notification.waitFor();
		assert.match((await notification.textContent()) ?? "", /Save the file, then/);
		assert.equal(hasPick("api"), true);
		await window.command("File: Revert File");
		await window.page.locator(".tab.dirty").waitFor({ state: "detached" });
		await window.command("View: Close Editor");
		await window.page.locator(".tab", { hasText: "settings.json" }).waitFor({ state: "detached" });
		await window.openFile("api.go");
	});

	it("keeps the choice where settings.json cannot be written", async () => {
		rmSync(settingsOf("api"));
		mkdirSync(settingsOf("api"));
		await window.command("Go Environments: Save to Workspace Settings");
		await window.notification("is not a regular file").waitFor();
		assert.equal(hasPick("api"), true);
		rmSync(settingsOf("api"), { recursive: true });
	});

	it("shows a file outside every folder with the inherited Go", async () => {
		await window.openFile("api.go");
		await window.pick("Clear selection");
		await window.statusShows(`Go ${newer}`);
		await window.openPath(join(machine.root, "loose/loose.go"));
		await window.statusShows(`Go ${older}`);
	});

	it("shows without a folder what the machine has, and what can be done with it", async () => {
		const empty = await openWindow(browser, server, { extension });
		await empty.command("Go Environment: Select or Switch Go Version…", { asks: true });
		await empty.quickRow(`go${newer}`).click();
		for (const offer of ["Open Terminal", "Copy Path", "Open Folder…"]) await empty.quickRow(offer).waitFor();
		await leave(empty);
		await empty.openPath(join(machine.root, "loose/loose.go"));
		await empty.statusShows(`Go ${older}`);
	});
});
