// The sidebar's two views, by clicks, by keys, and as a screen reader reads them.
// The screen reader's texts are stored in snapshots/*.yml; GO_ENVIRONMENTS_TEST_SNAPSHOTS=write rewrites those files.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { startCodeServer } from "../../harness/codeServer.mjs";
import { openWindow } from "../../harness/editorWindow.mjs";
import { launchBrowser } from "../../harness/workbench.mjs";
import { broken, goMachine, newer, older, write } from "../goMachine.mjs";

const extension = resolve(import.meta.dirname, "../../..");
const { GO_ENVIRONMENTS_TEST_PICTURES: pictures, GO_ENVIRONMENTS_TEST_SNAPSHOTS: snapshots } = process.env;

/** Replaces versions by placeholders, and removes the Gos that this machine has outside the home folder. */
function stable(snapshot) {
	const lines = snapshot
		.replaceAll(newer, "<newer>")
		.replaceAll(older, "<older>")
		.replaceAll(", has actions", "") // only in newer editors
		.split("\n")
		.filter((line) => !/(?:treeitem "go1|option "Go 1)\.[^"]*[ ,]\//.test(line))
		// the text after the name repeats it, with icons as letters
		.map((line) => line.replace(/(Go SDKs\D*)\d+/, "$1<count>").replace(/(\[level=\d\]):.*/, "$1"));
	return `${lines.join("\n")}\n`;
}

/** `read()` resolves to the snapshot that is shown now. */
async function sameAsStored(window, title, read = () => window.pane(title).getByRole("tree").ariaSnapshot()) {
	const file = join(import.meta.dirname, "snapshots", `${title.toLowerCase()}.yml`);
	if (snapshots === "write") writeFileSync(file, stable(await read()));
	const stored = existsSync(file) ? readFileSync(file, "utf8") : "";
	let shown = "";
	// wait until spinning icons and redrawn rows have settled
	for (let attempt = 0; attempt < 20 && shown !== stored; attempt++) {
		await window.page.waitForTimeout(250);
		shown = stable(await read());
	}
	assert.equal(shown, stored);
}

describe("the sidebar", () => {
	let machine;
	let server;
	let browser;
	let window;

	before(async () => {
		machine = await goMachine();
		write(machine.folders.api, {
			"environment.yml": `name: go-k8s\ndependencies:\n  - go=${newer}\n`,
			"tools/go.mod": "module example.com/tools\n\ngo 1.99\n",
			"lib/go.mod": "module example.com/lib\n\ngo 1.20\n",
		});
		const settings = { "workbench.colorTheme": "Default Dark Modern", "goEnvironments.providers": ["sdk"] };
		server = await startCodeServer({ home: machine.home, env: machine.env, settings });
		browser = await launchBrowser();
		const viewport = { width: 1280, height: 1000 };
		window = await openWindow(browser, server, { target: machine.workspace, extension, viewport });
		await window.openFile("api.go");
		await window.openSidebar();
		await window.statusShows(`Go ${newer}`);
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
		await window.page.waitForTimeout(800);
		await window.page.screenshot({ path: join(pictures, `${this.currentTest.title.replaceAll(/\W+/g, "-")}.png`) });
	});

	it("tells a screen reader what each folder uses, needs and asks for", async () => {
		await window.rowOf("Workspace", "Modules inside").locator(".monaco-tl-twistie").click();
		await window.rowOf("Workspace", "tools").waitFor();
		await sameAsStored(window, "Workspace");
	});

	it("tells a screen reader what there is, what is in use, and what does not meet the requirement", async () => {
		await window.rowOf("Environments", `go${broken}`).waitFor();
		await sameAsStored(window, "Environments");
	});

	it("tells a screen reader what the picker offers", async () => {
		await window.openPicker();
		await window.quickRow("Inherited Go").waitFor();
		const labels = () => window.quick.locator(".monaco-list-row").evaluateAll((all) => all.map((row) => row.ariaLabel));
		await sameAsStored(window, "Picker", async () => (await labels()).map((label) => `- option "${label}"`).join("\n"));
		await window.closeQuick();
	});

	it("has every inline action in the context menu, at most two, and no Reveal in a remote window", async () => {
		for (const [view, text] of [
			["Environments", new RegExp(`^go${newer}`)],
			["Workspace", /^api/],
		]) {
			const row = window.rowOf(view, text);
			await row.hover();
			const inline = await row.locator(".actions a.action-label").evaluateAll((all) => all.map((one) => one.ariaLabel));
			assert.equal(inline.length, 2);
			const menu = await window.contextMenu(row);
			for (const action of inline) assert.ok(menu.includes(action), `${action} of ${menu}`);
			assert.equal(menu.includes("Copy Path"), view === "Environments");
			assert.ok(!menu.includes("Reveal in File Manager"));
			assert.ok(!menu.includes("Save to Workspace Settings"), "nothing was picked that could be saved");
		}
	});

	it("has the path and a terminal of what a folder uses in the menu of its row, and no Use", async () => {
		const menu = await window.contextMenu(window.rowOf("Workspace", new RegExp(`^Uses go${newer}`)));
		assert.ok(menu.includes("Copy Path") && menu.includes("Open Terminal with Environment"), menu.join(", "));
		assert.ok(!menu.includes("Use in Folder"), menu.join(", "));
	});

	it("reads no names of icons aloud, in the picker and the views", async () => {
		await window.openPicker();
		await window.quickRow("Go SDKs").waitFor();
		const labelsOf = (rows) => rows.evaluateAll((all) => all.map((row) => row.ariaLabel ?? ""));
		const picked = await labelsOf(window.quick.locator(".monaco-list-row"));
		await window.closeQuick();
		// the status item's tooltip would lie over the next row
		await window.page.locator(".monaco-hover:visible").waitFor({ state: "detached" });
		const shown = await labelsOf(window.page.locator(".tree-explorer-viewlet-tree-view .monaco-list-row"));
		assert.ok(picked.length > 3 && shown.length > 3);
		const icons = /circle|pass-filled|lightbulb|\bwarning\b|library|discard|gear|refresh-/;
		assert.deepEqual(
			[...picked, ...shown].filter((label) => label === "" || icons.test(label)),
			[],
		);
	});

	it("has GOROOT, verdict, machine and variables in the tooltip of a row that is in use", async () => {
		await window.rowOf("Environments", new RegExp(`^go${newer}`)).hover();
		const tooltip = window.page.locator(".monaco-hover:visible", { hasText: "GOROOT: " }).first();
		await tooltip.waitFor();
		const text = ((await tooltip.textContent()) ?? "").replaceAll("\u00A0", " ");
		for (const part of [
			"Meets the requirements of api: Go 1.25 or later",
			"On the remote machine",
			"GOTOOLCHAIN: local",
		]) {
			assert.ok(text.includes(part), text);
		}
		await window.page.mouse.move(10, 10);
	});

	it("is reached by keys alone", async () => {
		await window.command("Go Environments: Focus on Environments View");
		const focused = window.pane("Environments").locator(".monaco-list-row.focused", { hasText: `go${newer}` });
		for (let attempt = 0; attempt < 10 && !(await focused.isVisible()); attempt++) {
			await window.page.keyboard.press("ArrowDown");
			await focused.waitFor({ timeout: 500 }).catch(() => {});
		}
		assert.ok((await window.contextMenu(focused, { byKeys: true })).includes("Use in Folder"));
	});

	it("offers on Enter what can be done with the environment of a row, and Tab reaches Use first", async () => {
		const row = window.pane("Environments").locator(".monaco-list-row.focused", { hasText: `go${newer}` });
		await row.waitFor();
		await window.page.keyboard.press("Enter");
		const offers = window.quick.locator(".monaco-list-row");
		await offers.first().waitFor();
		const texts = await offers.evaluateAll((all) => all.map((one) => one.ariaLabel ?? ""));
		for (const [at, text] of ["Use in api", "Use in batch", "Open Terminal with Environment", "Copy Path"].entries()) {
			assert.ok(texts[at]?.startsWith(text), texts.join(" | "));
		}
		assert.match(texts[0], /in use/);
		await window.closeQuick();
		const other = window.rowOf("Environments", new RegExp(`^go${older}`));
		await other.hover();
		const inline = await other.locator(".actions a.action-label").evaluateAll((all) => all.map((one) => one.ariaLabel));
		assert.deepEqual(inline, ["Use in Folder", "Open Terminal with Environment"]);
	});

	it("leads from what a folder uses to another selection", async () => {
		// a file decides here, so a click opens that; the button and the menu select
		const row = window.rowOf("Workspace", new RegExp(`^Uses go${newer}`));
		await row.hover();
		const button = row.locator('a.action-label[aria-label="Select or Switch Go Version…"]');
		await button.click();
		await window.quick.locator(".quick-input-title", { hasText: "Go for api" }).waitFor();
		await window.closeQuick();
	});

	it("asks in the palette which environment is meant", async () => {
		const asked = async (title, there, isOffered) => {
			await window.command(title, { asks: true });
			await window.quickRow(`go${there}`).waitFor();
			const count = await window.quick.locator(".monaco-list-row", { hasText: `go${broken}` }).count();
			assert.equal(count > 0, isOffered, title);
			await window.closeQuick();
		};
		await asked("Go Environments: Use in Folder", older, false);
		await asked("Go Environments: Open Terminal with Environment", older, false);
		await asked("Go Environments: Copy Path", broken, true);
	});

	it("opens a terminal with the environment of a row, and chooses nothing for the folder", async () => {
		await window.openFile("batch.go");
		await window.statusShows(`Go ${older}`);
		const row = window.rowOf("Environments", new RegExp(`^go${newer}`));
		// a tree that is being redrawn loses a click
		for (let attempt = 0; attempt < 5 && (await window.page.locator(".terminal-wrapper").count()) === 0; attempt++) {
			await row.hover();
			await row.locator('a.action-label[aria-label="Open Terminal with Environment"]').click();
			await window.page
				.locator(".terminal-wrapper")
				.first()
				.waitFor({ timeout: 5000 })
				.catch(() => {});
		}
		const terminal = await window.terminal();
		assert.match(await terminal.ask("go version"), new RegExp(`go${newer} `));
		await window.statusShows(`Go ${older}`);
		await window.openFile("api.go");
	});

	it("shows only what meets the requirement, says what it hides, and remembers that", async () => {
		const hidden = window.pane("Environments").locator(".message", { hasText: "hidden" });
		await window.command("Go Environments: Show Compatible Environments Only");
		await hidden.waitFor();
		await window.rowOf("Environments", `go${older}`).waitFor({ state: "detached" });
		await window.rowOf("Environments", `go${newer}`).waitFor();
		await window.openPicker();
		await window.quickRow("Show all environments").waitFor();
		assert.equal(await window.quick.locator(".monaco-list-row", { hasText: `sdk/go${older}` }).count(), 0);
		await window.closeQuick();
		await window.page.waitForTimeout(2000); // until the browser has stored the editor's state
		await window.page.reload();
		await hidden.waitFor({ timeout: 60_000 });
		await window.pane("Environments").locator(".pane-header").hover();
		await window.pane("Environments").locator('a.action-label[aria-label="Show All Environments"]').click();
		await window.rowOf("Environments", `go${older}`).waitFor();
		await hidden.waitFor({ state: "hidden" });
	});

	it("says that the filter hides everything, with the way out", async () => {
		await window.openFile("api.go");
		await window.command("Go Environments: Show Compatible Environments Only");
		writeFileSync(join(machine.folders.api, "go.mod"), "module example.com/api\n\ngo 1.99\n");
		const welcome = window
			.pane("Environments")
			.locator(".welcome-view-content", { hasText: "All environments are hidden" });
		await welcome.waitFor();
		await welcome.locator(".monaco-button", { hasText: "Show All Environments" }).click();
		await window.rowOf("Environments", `go${older}`).waitFor();
		await window.page.locator('.activitybar a[aria-label*="1 folder requires attention"]').waitFor();
	});

	it("says what to do where nothing asks for Go, where no Go is found, and in a window without a folder", async () => {
		const place = join(dirname(machine.workspace), "notes");
		write(place, { "notes.md": "", ".vscode/settings.json": '{ "goEnvironments.providers": ["gvm"] }' });
		const notes = await openWindow(browser, server, { target: place, extension });
		await notes.openSidebar();
		await notes
			.pane("Workspace")
			.locator(".welcome-view-content", { hasText: "no other file that names a Go" })
			.waitFor();
		const none = notes.pane("Environments").locator(".welcome-view-content", { hasText: "No Go was found" });
		await none.locator(".monaco-button", { hasText: "Search Again" }).waitFor();
		await notes.page.context().close();
		const empty = await openWindow(browser, server, { extension });
		await empty.openSidebar();
		await empty.pane("Workspace").locator(".monaco-button", { hasText: "Open Folder" }).waitFor();
		await empty.rowOf("Environments", `go${newer}`).waitFor();
		await empty.page.context().close();
	});
});
