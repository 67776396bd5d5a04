// Beside the real official Go extension: what we call the Go of a folder is what its new terminals run, whoever put it there.
import assert from "node:assert/strict";
import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { startCodeServer } from "../../harness/codeServer.mjs";
import { openWindow } from "../../harness/editorWindow.mjs";
import { linkedExtension } from "../../harness/linkedExtension.mjs";
import { launchBrowser } from "../../harness/workbench.mjs";
import { goToolchain, goVersions } from "../../tools/go.mjs";
import { neighbour } from "../../tools/neighbours.mjs";
import { goMachine, newer, older, unlistedGo } from "../goMachine.mjs";

const { folder: goExtension, missing } = await neighbour("golang.go");
const skipped = missing === undefined ? "" : ` (skipped: ${missing})`;

/** Its own questions are not what is tried here. */
const quiet = {
	"go.useLanguageServer": false,
	"go.survey.prompt": false,
	"go.showWelcome": false,
	"go.toolsManagement.checkForUpdates": "off",
};

const goExtensionPuts = (goroot) => ({
	"go.goroot": { "go.goroot": goroot },
	"go.alternateTools": { "go.alternateTools": { go: join(goroot, "bin", "go") } },
});

/** A window of a folder in which nothing selects a Go: it inherits the older one. `settings(machine)` are the user's. */
async function windowBeside(settings = () => ({})) {
	const machine = await goMachine();
	const extensionsDir = linkedExtension(join(machine.root, "extensions"));
	symlinkSync(goExtension, join(extensionsDir, "golang.go-0.58.0"));
	const all = { ...quiet, ...settings(machine) };
	const server = await startCodeServer({ home: machine.home, env: machine.env, extensionsDir, settings: all });
	const browser = await launchBrowser();
	const window = await openWindow(browser, server, { target: machine.folders.batch });
	return {
		...window,
		machine,
		async close() {
			await browser.close();
			await server.stop();
			rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
			machine.remove();
		},
	};
}

async function newTerminalRuns(window, version) {
	const terminal = await window.newTerminal();
	assert.match(await terminal.ask("go version"), new RegExp(`go${version} `));
}

/** The status bar, what it is called for who cannot see it, the sidebar and the picker agree. */
async function isNamedAsTheGoExtensions(window, version) {
	await window.statusShows(`Go ${version}`);
	const label = await window.status.locator("a").first().getAttribute("aria-label");
	assert.match(label, /The Go extension puts ~?\S+ first on PATH in new terminals\./);
	await window.openSidebar();
	const row = window.rowOf("Workspace", `Terminals run Go ${version}`);
	await row.waitFor();
	assert.match(await row.textContent(), /the Go extension/);
	await window.openPicker();
	const inherited = window.quickRow("Inherited Go");
	assert.match(await inherited.textContent(), new RegExp(`terminals run Go ${version} because of the Go extension`));
	await window.closeQuick();
}

/** Waits until the status says in words which Go the Go extension uses. */
async function saysTheGoExtensionUses(window, version) {
	await window.page.waitForFunction(
		({ text }) =>
			document.querySelector('.statusbar-item[id$="goEnvironments.environment"] a')?.ariaLabel?.includes(text),
		{ text: `The Go extension uses Go ${version} (gopls, tests, debugging).` },
	);
}

for (const setting of ["go.goroot", "go.alternateTools"]) {
	describe(`beside the real Go extension with ${setting}${skipped}`, () => {
		let window;

		before(async function () {
			if (missing !== undefined) return this.skip();
			window = await windowBeside(({ home }) => goExtensionPuts(join(home, "sdk", `go${newer}`))[setting]);
			await window.openFile("batch.go");
		});

		after(() => window?.close());

		it("names the Go that new terminals run, and who puts it there", async () => {
			await isNamedAsTheGoExtensions(window, newer);
			await newTerminalRuns(window, newer);
		});

		it("lets an inherited Go that was selected come first", async () => {
			await window.pick("Inherited Go");
			await window.statusShows(`Go ${older}`);
			await newTerminalRuns(window, older);
		});

		it("says which Go the Go extension uses, where that is another", () => saysTheGoExtensionUses(window, newer));
	});
}

describe(`beside the real Go extension with its own choice${skipped}`, () => {
	/** A third Go, so that each choice is told from the one before and from what is inherited. */
	const [, third] = goVersions;
	let window;

	before(async function () {
		if (missing !== undefined) return this.skip();
		window = await windowBeside();
		unlistedGo(await goToolchain(third), join(window.machine.home, "sdk", `go${third}`));
		await window.openFile("batch.go");
	});

	after(() => window?.close());

	/** As a person does: its command, a row of its box, and its question to load the window again. */
	async function chooseInGoExtension(version) {
		await window.command("Go: Choose Go Environment", { asks: true });
		await window.choose(join("sdk", `go${version}`, "bin", "go"));
		const question = window.page.locator(".monaco-dialog-box", { hasText: "Please reload the window" });
		const loaded = window.page.waitForEvent("load");
		await question.locator(".monaco-button", { hasText: "Reload Window" }).click();
		await loaded;
	}

	it("names the Go that was chosen there, and new terminals run it", async () => {
		await window.statusShows(`Go ${older}`);
		await chooseInGoExtension(newer);
		await isNamedAsTheGoExtensions(window, newer);
		await newTerminalRuns(window, newer);
	});

	it("gives new terminals the Go that is selected in the folder all the same", async () => {
		await window.pick(`sdk/go${older}`);
		await window.statusShows(`Go ${older}`);
		await saysTheGoExtensionUses(window, newer);
		await newTerminalRuns(window, older);
	});

	it("gives it to them too after another choice there", async () => {
		await chooseInGoExtension(third);
		await saysTheGoExtensionUses(window, third);
		await newTerminalRuns(window, older);
	});

	it("names and runs that choice where nothing is selected in the folder any more", async () => {
		await window.command("Go Environments: Clear Selection");
		await isNamedAsTheGoExtensions(window, third);
		await newTerminalRuns(window, third);
	});
});

describe(`beside the real Go extension that is activated late${skipped}`, () => {
	let window;

	before(async function () {
		if (missing !== undefined) return this.skip();
		window = await windowBeside(({ home }) => goExtensionPuts(join(home, "sdk", `go${newer}`))["go.alternateTools"]);
	});

	after(() => window?.close());

	it("names the inherited Go before that, and new terminals run it", async () => {
		await window.statusShows(`Go ${older}`);
		await newTerminalRuns(window, older);
	});

	it("names the Go that new terminals run from then on", async () => {
		await window.openFile("batch.go");
		await isNamedAsTheGoExtensions(window, newer);
		await newTerminalRuns(window, newer);
	});
});

describe(`beside the real Go extension that is activated late, with a selection${skipped}`, () => {
	let window;

	before(async function () {
		if (missing !== undefined) return this.skip();
		window = await windowBeside(({ home }) => goExtensionPuts(join(home, "sdk", `go${newer}`))["go.alternateTools"]);
	});

	after(() => window?.close());

	it("gives new terminals the Go of the folder, before and after that", async () => {
		await window.pick(`sdk/go${older}`);
		await window.statusShows(`Go ${older}`);
		await newTerminalRuns(window, older);
		await window.openFile("batch.go");
		await saysTheGoExtensionUses(window, newer);
		await newTerminalRuns(window, older);
	});
});
