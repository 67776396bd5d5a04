// Texts about terminals: messages and the status bar's tooltip, in the real workbench.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { startCodeServer } from "../../harness/codeServer.mjs";
import { openWindow } from "../../harness/editorWindow.mjs";
import { launchBrowser } from "../../harness/workbench.mjs";
import { goMachine, newer, older, write } from "../goMachine.mjs";

const extension = resolve(import.meta.dirname, "../../..");
const { GO_ENVIRONMENTS_TEST_PICTURES: pictures } = process.env;

const isInstalled = (program) =>
	(process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));

/** A window on a machine with these start-up files; `only`: with one folder only. */
async function windowWith({ startUp = {}, settings = {}, only, isInstalled: isThere = true }) {
	const machine = await goMachine();
	const front = join(machine.env.GO_ENVIRONMENTS_TEST_STANDINS, "startup", "bin");
	write(machine.home, Object.fromEntries(Object.entries(startUp).map(([name, text]) => [name, text(front)])));
	const server = await startCodeServer({ home: machine.home, env: machine.env, settings });
	const browser = await launchBrowser();
	const target = only === undefined ? machine.workspace : machine.folders[only];
	const window = await openWindow(browser, server, { target, ...(isThere ? { extension } : {}) });
	return {
		...window,
		machine,
		/** Loads the window again with the extension, which was installed meanwhile. */
		install: () => openWindow(browser, server, { target, extension, page: window.page }),
		async close() {
			await browser.close();
			await server.stop();
			rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
			machine.remove();
		},
		async picture(name) {
			if (pictures === undefined) return;
			mkdirSync(pictures, { recursive: true });
			await window.page.waitForTimeout(800);
			await window.page.screenshot({ path: join(pictures, `${name}.png`) });
		},
	};
}

/** A busy machine may not respond in time, and may be slow to show the result. */
async function lookUntil(window, toast) {
	for (let attempt = 0; attempt < 4 && !(await toast.isVisible()); attempt++) {
		await window.command("Check What New Terminals Run");
		await toast.waitFor({ timeout: 15_000 }).catch(() => {});
	}
}

/** The status bar's tooltip shows the result some seconds after a change. */
async function untilHovered(window, found) {
	for (let attempt = 0; attempt < 20 && !(await found.isVisible()); attempt++) {
		await window.page.mouse.move(10, 10);
		await window.page.waitForTimeout(1000);
		await window.status.hover();
		await found.waitFor({ timeout: 2000 }).catch(() => {});
	}
	assert.equal(await found.isVisible(), true, "the finding in the tooltip");
}

describe("terminals whose shell puts another Go in front", () => {
	let window;
	afterEach(async () => {
		await window?.close();
		window = undefined;
	});

	const line = (front) => `# mine\nexport PATH="${front}:$PATH"\n`;

	it("are found without being asked, and told with the line that does it", async () => {
		window = await windowWith({
			// an old VS Code cannot check terminals of several folders
			only: "api",
			startUp: { ".bashrc": line },
			settings: { "terminal.integrated.shellIntegration.enabled": false },
		});
		await window.openFile("api.go");
		const toast = window.notification("New terminals of api run");
		await toast.waitFor({ timeout: 60_000 });
		assert.match(await toast.textContent(), new RegExp(`not ~/sdk/go${newer}/bin/go. ~/.bashrc:2 puts `));
		await window.picture("terminal-check");
		await toast.locator(".monaco-button", { hasText: "Open File" }).click();
		await window.page.locator('.tab.active[data-resource-name=".bashrc"]').waitFor();
		await window.openFile("api.go");
		await window.status.hover();
		await window.page.locator(".monaco-hover:visible", { hasText: "~/.bashrc:2 puts" }).waitFor();
		await window.page.mouse.move(10, 10);
		// another Go of the folder gives the same finding, which is not reported again
		await toast.waitFor({ state: "detached" });
		await window.pick(`sdk/go${older}`);
		await window.statusShows(`Go ${older}`);
		const finding = window.page.locator(".monaco-hover:visible", { hasText: `Selected: Go ${older}` });
		await untilHovered(window, finding);
		assert.equal(await window.notification("New terminals of api run").isVisible(), false);
	});

	it("are called what they run where the folder selects no Go, with the line that does it", async () => {
		const own = () => `export PATH="$HOME/sdk/go${newer}/bin:$PATH"\n`;
		window = await windowWith({ only: "batch", startUp: { ".bashrc": own } });
		await window.openFile("batch.go");
		await window.statusShows(`Go ${newer}`);
		const label = await window.status.locator("a").first().getAttribute("aria-label");
		assert.match(label, /~\/\.bashrc:1 puts ~\/sdk\/go\S+ first on PATH in new terminals\./);
		// a selected inherited Go comes first all the same
		await window.pick("Inherited Go");
		await window.statusShows(`Go ${older}`);
		const terminal = await window.newTerminal();
		assert.match(await terminal.ask("go version"), new RegExp(`go${older} `));
	});

	it("of the other folders are looked at too, after the active one", async () => {
		const own = () => `export PATH="$HOME/sdk/go${newer}/bin:$PATH"\n`;
		window = await windowWith({ startUp: { ".bashrc": own } });
		await window.openFile("api.go");
		await window.openSidebar();
		// it inherits the older Go, as far as can be told without a terminal
		await window
			.rowOf("Workspace", "batch")
			.filter({ hasText: `Go ${newer}` })
			.waitFor({ timeout: 60_000 });
		await window.statusShows(`Go ${newer}`);
	});

	it("that have an alias for an inherited Go are told in the tooltip, without a message", async () => {
		window = await windowWith({ only: "batch", startUp: { ".bashrc": () => "alias go='echo mine'\n" } });
		await window.openFile("batch.go");
		await window.statusShows(`Go ${older}`);
		await untilHovered(
			window,
			window.page.locator(".monaco-hover:visible", { hasText: "go is an alias or a function" }),
		);
		assert.equal(await window.notification("go is an alias").isVisible(), false);
	});

	for (const [how, entered] of [
		["in the place of the shell", "exec cat > ~/typed\n"],
		["and comes back to it", "cat > ~/typed\n"],
		["unless it is in one", '[ -z "$TMUX" ] && exec cat > ~/typed\n'],
	]) {
		it(`are not typed into where a start-up file enters a session of the user's, ${how}`, async () => {
			// cat stands in for tmux: it receives the input
			window = await windowWith({ only: "api", startUp: { ".bashrc": () => entered } });
			await window.openFile("api.go");
			await window.statusShows(`Go ${newer}`);
			await lookUntil(window, window.notification("new terminal"));
			const typed = join(window.machine.home, "typed");
			assert.equal(existsSync(typed) ? readFileSync(typed, "utf8") : "", "");
		});
	}

	for (const [shell, file, text] of [
		["bash", ".bashrc", line],
		["zsh", ".zshrc", line],
		["fish", ".config/fish/config.fish", (front) => `set -gx PATH ${front} $PATH\n`],
	]) {
		it(`have the folder's Go all the same where shell integration runs: ${shell}`, async function () {
			if (!isInstalled(shell)) {
				this.test.reason = `there is no ${shell} here`;
				this.skip();
			}
			window = await windowWith({
				only: "api",
				startUp: { [file]: text },
				settings: { "terminal.integrated.defaultProfile.linux": shell },
			});
			await window.openFile("api.go");
			await window.statusShows(`Go ${newer}`);
			const toast = window.notification("New terminals of api");
			await lookUntil(window, toast);
			assert.match(await toast.textContent(), new RegExp(`run ~/sdk/go${newer}/bin/go, as expected`));
		});
	}
});

describe("a terminal that was used when its folder gets another Go", () => {
	let window;
	afterEach(() => window?.close());

	it("is told once, counted in the status bar, and started again by a click", async () => {
		window = await windowWith({});
		await window.openFile("batch.go");
		await window.statusShows(`Go ${older}`);
		const terminal = await window.newTerminal("batch");
		assert.match(await terminal.ask("go version"), new RegExp(`go${older} `));
		writeFileSync(join(window.machine.folders.batch, ".go-version"), `${newer}\n`);
		await window.statusShows(`Go ${newer}`);
		const toast = window.notification("1 terminal of batch still has");
		await toast.waitFor({ timeout: 15_000 });
		assert.match(await toast.textContent(), new RegExp(`still has Go ${older}. New ones have Go ${newer}.`));
		await window.picture("terminal-stale");
		await window.status.hover();
		await window.page.locator(".monaco-hover:visible", { hasText: "1 terminal of batch still has" }).waitFor();
		await window.page.mouse.move(10, 10);
		await toast.locator(".monaco-button", { hasText: "Relaunch" }).click();
		// the same terminal, empty
		const rows = window.page.locator(".terminal-wrapper.active .xterm-rows");
		await rows.filter({ hasText: "linux/" }).waitFor({ state: "detached" });
		const again = await window.terminal();
		assert.match(await again.ask("go version"), new RegExp(`go${newer} `));
	});

	it("is known still when the window was loaded again, and one with exactly another environment is left alone", async () => {
		window = await windowWith({});
		await window.openFile("batch.go");
		await window.statusShows(`Go ${older}`);
		const terminal = await window.newTerminal("batch");
		assert.match(await terminal.ask("go version"), new RegExp(`go${older} `));
		await window.command("Go Environments: Open Terminal with Environment", { asks: true });
		await window.choose(`sdk/go${newer}`);
		await window.page
			.locator(".terminal-tabs-entry, .tabs-list .monaco-list-row", { hasText: newer })
			.first()
			.waitFor();
		assert.match(await (await window.terminal()).ask("go version"), new RegExp(`go${newer} `));
		writeFileSync(join(window.machine.folders.batch, ".go-version"), `${newer}\n`);
		await window.notification("1 terminal of batch still has").waitFor({ timeout: 15_000 });
		await window.page.waitForTimeout(2000); // until the browser has stored the editor's state
		await window.page.reload();
		await window.statusShows(`Go ${newer}`);
		const count = window.page.locator(".monaco-hover:visible", { hasText: "1 terminal of batch still has" });
		await untilHovered(window, count);
		await window.page.mouse.move(10, 10);
		await window.command("Relaunch Outdated Terminals");
		const question = window.page.locator(".monaco-dialog-box", { hasText: "Relaunching ends commands" });
		await question.locator(".monaco-button", { hasText: "Relaunch" }).click();
		await untilHovered(window, window.page.locator(".monaco-hover:visible", { hasText: "Folder: batch" }));
		assert.equal(await count.isVisible(), false);
	});

	it("is counted too where it was opened before the extension was installed", async () => {
		window = await windowWith({ only: "batch", isInstalled: false });
		await window.openFile("batch.go");
		const terminal = await window.newTerminal();
		assert.match(await terminal.ask("go version"), new RegExp(`go${older} `));
		await window.page.waitForTimeout(2000); // until the browser has stored the editor's state
		await window.install();
		await window.statusShows(`Go ${older}`);
		await window.page.locator(".terminal-wrapper.active").waitFor();
		await window.page.waitForTimeout(3000); // the terminal is restored after the extension is activated
		writeFileSync(join(window.machine.folders.batch, ".go-version"), `${newer}\n`);
		await window.statusShows(`Go ${newer}`);
		const toast = window.notification("1 terminal of batch");
		await toast.waitFor({ timeout: 15_000 });
		assert.match(await toast.textContent(), new RegExp(`still has Go ${older}. New ones have Go ${newer}.`));
	});
});

describe("new terminals of a window that was loaded again", () => {
	let window;
	afterEach(() => window?.close());

	it("have nothing of a selection that was made before and is cleared then", async () => {
		window = await windowWith({ only: "batch" });
		await window.openFile("batch.go");
		await window.statusShows(`Go ${older}`);
		await window.pick(`sdk/go${newer}`);
		await window.statusShows(`Go ${newer}`);
		assert.match(await (await window.newTerminal()).ask("go version"), new RegExp(`go${newer} `));
		await window.page.waitForTimeout(2000); // until the browser has stored the editor's state
		await window.page.reload();
		await window.statusShows(`Go ${newer}`);
		// the restored one would be taken for a new one
		const restored = window.page.locator(".terminal-wrapper").first();
		await restored.waitFor({ state: "attached", timeout: 10_000 }).catch(() => {});
		await window.command("Go Environments: Clear Selection");
		await window.statusShows(`Go ${older}`);
		const terminal = await window.newTerminal();
		assert.match(await terminal.ask("go version"), new RegExp(`go${older} `));
		assert.equal(await terminal.ask('echo "active: $GO_ENVIRONMENTS_ACTIVE"'), "active:");
	});
});
