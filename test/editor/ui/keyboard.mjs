// The first quarter of an hour by keyboard alone: nothing here moves or clicks the mouse.
import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { startCodeServer } from "../../harness/codeServer.mjs";
import { openWindow } from "../../harness/editorWindow.mjs";
import { launchBrowser } from "../../harness/workbench.mjs";
import { goMachine, newer, older } from "../goMachine.mjs";

const extension = resolve(import.meta.dirname, "../../..");
const { GO_ENVIRONMENTS_TEST_PICTURES: pictures } = process.env;

describe("the first quarter of an hour by keyboard alone", () => {
	let machine;
	let server;
	let browser;
	let window;
	let keyboard;
	let recommended;

	before(async () => {
		machine = await goMachine();
		server = await startCodeServer({ home: machine.home, env: machine.env });
		browser = await launchBrowser();
		window = await openWindow(browser, server, { target: machine.workspace, extension });
		keyboard = window.page.keyboard;
	});

	after(async () => {
		await browser?.close();
		await server?.stop();
		if (server !== undefined) rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
		machine?.remove();
	});

	const focusedQuickRow = (text) => window.quick.locator(".monaco-list-row.focused", { hasText: text });

	/** Types into the open box, and presses Enter once the row with the text is the active one. */
	async function enter(typed, row) {
		await keyboard.type(typed);
		await accept(row);
	}

	/** Presses Enter on the active row until the box goes on: rows that are replaced meanwhile lose the key. */
	async function accept(row) {
		const active = focusedQuickRow(row);
		await active.waitFor();
		for (let attempt = 0; attempt < 5 && (await active.isVisible()); attempt++) {
			await keyboard.press("Enter");
			await active.waitFor({ state: "detached", timeout: 3000 }).catch(() => {});
		}
	}

	/** Runs the command that the palette finds first. The workbench loses keys while it starts. */
	async function run(typed, title) {
		for (let attempt = 0; attempt < 5 && !(await focusedQuickRow(title).isVisible()); attempt++) {
			await window.closeQuick();
			await keyboard.press("F1");
			await window.quick.waitFor({ timeout: 3000 }).catch(() => {});
			await keyboard.type(typed);
			await focusedQuickRow(title)
				.waitFor({ timeout: 5000 })
				.catch(() => {});
		}
		await accept(title);
	}

	afterEach(async function () {
		if (pictures === undefined) return;
		mkdirSync(pictures, { recursive: true });
		await window.page.screenshot({
			path: join(pictures, `keyboard-${this.currentTest.title.replaceAll(/\W+/g, "-")}.png`),
		});
	});

	/** Moves down in a view until the row has the focus. */
	async function goTo(view, text) {
		const row = window.pane(view).locator(".monaco-list-row.focused", { hasText: text });
		await keyboard.press("Home");
		for (let attempt = 0; attempt < 25 && !(await row.isVisible()); attempt++) {
			await keyboard.press("ArrowDown");
			await row.waitFor({ timeout: 300 }).catch(() => {});
		}
		assert.equal(await row.isVisible(), true, `the row ${text}`);
		return row;
	}

	const focusedView = (title) => window.pane(title).locator(".monaco-list:focus, .monaco-list:focus-within").first();

	async function focusView(title) {
		await run(`Go Environments: Focus on ${title} View`, `Focus on ${title} View`);
		await window.quick.waitFor({ state: "hidden" });
		await focusedView(title).waitFor();
	}

	it("selects an older Go for a folder by the words that people type", async () => {
		await run("select go", "Select or Switch Go Version…");
		await window.quick.locator("input[placeholder*='folder']").waitFor();
		await enter("api", "api");
		await window.quick.locator(".quick-input-title", { hasText: "Go for api" }).waitFor();
		await enter(older, older);
		await window.quick.waitFor({ state: "hidden" });
	});

	it("opens a file of that folder and reads in the status bar that its requirement is not met", async () => {
		await keyboard.press("Control+p");
		await window.quick.waitFor();
		await keyboard.type("api.go");
		await window.quickRow("api.go").locator(".highlight").first().waitFor();
		await keyboard.press("Enter");
		await window.statusShows(`Go ${older}`);
		const label = await window.status.locator("a").first().getAttribute("aria-label");
		assert.match(label, /Not met: Go 1\.25 or later is required/);
	});

	it("has that Go in a new terminal", async () => {
		await keyboard.press("Control+Shift+`");
		await focusedQuickRow(/api|batch/).waitFor();
		await enter("api", "api");
		const terminal = await window.terminal();
		assert.match(await terminal.ask("go version", { byKeys: true }), new RegExp(`go${older} `));
	});

	it("uses the recommended one from the sidebar, by Enter", async () => {
		await focusView("Workspace");
		const row = await goTo("Workspace", /recommended/i);
		// the machine may have a newer one than the test brings
		[, recommended] = /go(\d+\.\d+(?:\.\d+)?)/.exec(await row.textContent()) ?? [];
		await keyboard.press("Enter");
		await window.statusShows(`Go ${recommended}`);
	});

	it("starts the outdated terminal again from the message", async () => {
		const toast = window.notification("1 terminal of api still has");
		await toast.waitFor({ timeout: 15_000 });
		await run("Notifications: Accept Notification Primary Action", "Accept Notification Primary Action");
		await toast.waitFor({ state: "detached" });
		const rows = window.page.locator(".terminal-wrapper.active .xterm-rows");
		await rows.filter({ hasText: "linux/" }).waitFor({ state: "detached" });
		const focused = window.page.locator(".terminal-wrapper.active .xterm-helper-textarea:focus");
		if ((await focused.count()) === 0) await keyboard.press("Control+`");
		await focused.waitFor({ state: "attached" });
		const terminal = await window.terminal();
		assert.match(await terminal.ask("go version", { byKeys: true }), new RegExp(`go${recommended} `));
	});

	it("uses an environment of the list in the other folder, by Enter on its row", async () => {
		await focusView("Environments");
		await goTo("Environments", `go${newer}`);
		await keyboard.press("Enter");
		await enter("batch", "Use in batch");
		await window.quick.waitFor({ state: "hidden" });
		await focusView("Workspace");
		await window
			.rowOf("Workspace", /^batch/)
			.filter({ hasText: newer })
			.waitFor();
	});

	it("opens the line that requires a Go, by Enter on its row", async () => {
		await goTo("Workspace", "Needs 1.25+");
		await keyboard.press("Enter");
		await window.page.locator(".tab.active", { hasText: "go.mod" }).waitFor();
	});

	it("goes back to what the files ask for", async () => {
		await run("Go Environments: Clear Selection", "Clear Selection");
		await window.notification("Your selection is cleared").waitFor();
		await window.statusShows(`Go ${newer}`);
	});

	it("opens the walkthrough", async () => {
		await run("Welcome: Open Walkthrough", "Open Walkthrough");
		await enter("Get Started with Go Environments", "Get Started with Go Environments");
		await window.page.locator(".getting-started-step", { hasText: "See what each folder uses" }).first().waitFor();
	});
});
