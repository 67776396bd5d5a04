// Beside the real official Go extension: what we call the Go of a folder is what its new terminals run, whoever put it there.
import assert from "node:assert/strict";
import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { startCodeServer } from "../../harness/codeServer.mjs";
import { openWindow } from "../../harness/editorWindow.mjs";
import { linkedExtension } from "../../harness/linkedExtension.mjs";
import { launchBrowser } from "../../harness/workbench.mjs";
import { neighbour } from "../../tools/neighbours.mjs";
import { goMachine, newer, older } from "../goMachine.mjs";

const { folder: goExtension, missing } = await neighbour("golang.go");

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

for (const setting of ["go.goroot", "go.alternateTools"]) {
	describe(`beside the real Go extension with ${setting}${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
		let machine;
		let server;
		let browser;
		let window;

		before(async function () {
			if (missing !== undefined) return this.skip();
			machine = await goMachine();
			const extensionsDir = linkedExtension(join(machine.root, "extensions"));
			symlinkSync(goExtension, join(extensionsDir, "golang.go-0.58.0"));
			const settings = { ...quiet, ...goExtensionPuts(join(machine.home, "sdk", `go${newer}`))[setting] };
			server = await startCodeServer({ home: machine.home, env: machine.env, extensionsDir, settings });
			browser = await launchBrowser();
			// nothing selects a Go in that folder, and it inherits the older one
			window = await openWindow(browser, server, { target: machine.folders.batch });
			await window.openFile("batch.go");
		});

		after(async () => {
			await browser?.close();
			await server?.stop();
			if (server !== undefined) rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
			machine?.remove();
		});

		it("names the Go that new terminals run, and who puts it there", async () => {
			await window.statusShows(`Go ${newer}`);
			const label = await window.status.locator("a").first().getAttribute("aria-label");
			assert.match(label, /The Go extension puts ~?\S+ first on PATH in new terminals\./);
			const terminal = await window.newTerminal();
			assert.match(await terminal.ask("go version"), new RegExp(`go${newer} `));
		});

		it("says so in the sidebar and in the picker", async () => {
			await window.openSidebar();
			const row = window.rowOf("Workspace", `Terminals run Go ${newer}`);
			await row.waitFor();
			assert.match(await row.textContent(), /the Go extension/);
			await window.openPicker();
			const inherited = window.quickRow("Inherited Go");
			assert.match(await inherited.textContent(), new RegExp(`terminals run Go ${newer} because of the Go extension`));
			await window.closeQuick();
		});

		it("lets an inherited Go that was selected come first", async () => {
			await window.pick("Inherited Go");
			await window.statusShows(`Go ${older}`);
			const terminal = await window.newTerminal();
			assert.match(await terminal.ask("go version"), new RegExp(`go${older} `));
		});

		it("says which Go the Go extension uses, where that is another", async () => {
			await window.page.waitForFunction(
				({ text }) =>
					document.querySelector('.statusbar-item[id$="goEnvironments.environment"] a')?.ariaLabel?.includes(text),
				{ text: `The Go extension uses Go ${newer} (gopls, tests, debugging).` },
			);
		});
	});
}
