// Beside the real Python environments extension: new terminals have the Python that is selected there AND the folder's Go.
import assert from "node:assert/strict";
import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { startCodeServer } from "../../harness/codeServer.mjs";
import { openWindow } from "../../harness/editorWindow.mjs";
import { linkedExtension } from "../../harness/linkedExtension.mjs";
import { launchBrowser } from "../../harness/workbench.mjs";
import { neighbour } from "../../tools/neighbours.mjs";
import { furnishCondaForPython, noConda } from "../condaMachine.mjs";
import { goMachine, newer, older, write } from "../goMachine.mjs";

const { folder: pythonExtension, missing } = await neighbour("ms-python.vscode-python-envs");
const why = missing ?? (await noConda());

/** Its commands are hidden and no environment is put into terminals unless the first two are set. */
const settings = {
	"python.useEnvironmentsExtension": true,
	"python-envs.terminal.autoActivationType": "shellStartup",
};

describe(`beside the real Python environments extension${why === undefined ? "" : ` (skipped: ${why})`}`, () => {
	let machine;
	let server;
	let browser;
	let window;
	let python;

	before(async function () {
		if (why !== undefined) return this.skip();
		machine = await goMachine();
		const conda = await furnishCondaForPython(machine);
		python = join(conda, "envs", "sci", "bin", "python");
		const { batch } = machine.folders;
		write(batch, { "tool.py": "print(1)\n" });
		const extensionsDir = linkedExtension(join(machine.root, "extensions"));
		symlinkSync(pythonExtension, join(extensionsDir, "ms-python.vscode-python-envs-1.37.0"));
		server = await startCodeServer({ home: machine.home, env: machine.env, extensionsDir, settings });
		browser = await launchBrowser();
		window = await openWindow(browser, server, { target: batch });
		await window.openFile("tool.py");
	});

	after(async () => {
		await browser?.close();
		await server?.stop();
		if (server !== undefined) rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
		machine?.remove();
	});

	/** The Python extension may type its activation after the first prompt. */
	async function newTerminalHas(version) {
		const terminal = await window.newTerminal();
		const look = () => terminal.ask("command -v python || echo none");
		let found;
		for (let attempt = 0; attempt < 30 && found !== python; attempt++) found = await look();
		assert.equal(found, python);
		assert.match(await terminal.ask("go version"), new RegExp(`go${version} `));
	}

	const chosenPython = () => window.page.locator('.statusbar-item[id*="python"]', { hasText: "sci" });

	it("gives new terminals its conda environment and the Go of the folder", async () => {
		await window.pick(`sdk/go${newer}`);
		await window.statusShows(`Go ${newer}`);
		// it has found a Python by itself
		await window.page.locator('.statusbar-item[id*="python"]', { hasText: "3." }).first().waitFor();
		await window.command("Python: Set Project Environment", { asks: true });
		await window.choose("sci");
		await chosenPython().waitFor();
		await newTerminalHas(newer);
	});

	it("does so after the folder's Go was switched", async () => {
		await window.pick(`sdk/go${older}`);
		await window.statusShows(`Go ${older}`);
		await newTerminalHas(older);
	});

	it("does so after the window was loaded again, and after a switch there", async () => {
		await window.page.waitForTimeout(2000); // until the browser has stored the editor's state
		await window.page.reload();
		await window.statusShows(`Go ${older}`);
		await chosenPython().waitFor();
		// the terminals of before are there again
		await window.page.locator(".terminal-wrapper.active").waitFor();
		await newTerminalHas(older);
		await window.pick(`sdk/go${newer}`);
		await window.statusShows(`Go ${newer}`);
		await newTerminalHas(newer);
	});
});
