// Changes on disk while the editor is open, and two windows at once: everything updates without a manual refresh.
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startCodeServer } from "../../harness/codeServer.mjs";
import { openWindow } from "../../harness/editorWindow.mjs";
import { launchBrowser } from "../../harness/workbench.mjs";
import { goToolchain } from "../../tools/go.mjs";
import { goMachine, newer, older } from "../goMachine.mjs";

const extension = resolve(import.meta.dirname, "../../..");

/** A Go in the home folder with its own VERSION; everything else is linked to the real one. */
async function ownGo(home, name, version) {
	const place = join(home, "sdk", name);
	const real = await goToolchain(newer);
	mkdirSync(place, { recursive: true });
	for (const part of readdirSync(real).filter((part) => part !== "VERSION")) {
		symlinkSync(join(real, part), join(place, part), "junction");
	}
	writeFileSync(join(place, "VERSION"), `go${version}\n`);
	writeFileSync(join(place, ".unpacked-success"), "");
	return place;
}

describe("a machine that changes while the editor is open", () => {
	let machine;
	let server;
	let browser;
	let window;
	let place;

	before(async () => {
		machine = await goMachine();
		place = await ownGo(machine.home, "go1.30.1", "1.30.1");
		server = await startCodeServer({ home: machine.home, env: machine.env });
		browser = await launchBrowser();
		window = await openWindow(browser, server, { target: machine.workspace, extension });
		await window.openFile("api.go");
		await window.statusShows(`Go ${newer}`);
	});

	after(async () => {
		await browser?.close();
		await server?.stop();
		if (server !== undefined) rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
		machine?.remove();
	});

	it("shows the version that another toolchain in the same place has", async () => {
		await window.pick("go1.30.1");
		await window.statusShows("Go 1.30.1");
		await window.page.waitForTimeout(3000); // a watcher starts in another process
		writeFileSync(join(place, "VERSION"), "go1.30.2\n");
		await window.statusShows("Go 1.30.2");
	});

	it("says that an environment vanished, takes it from new terminals, and has it again when it is back", async () => {
		renameSync(place, `${place}.away`);
		await window.status.locator(".codicon-error").waitFor({ timeout: 60_000 });
		const terminal = await window.newTerminal("api");
		assert.match(await terminal.ask("go version"), new RegExp(`go${older} `));
		renameSync(`${place}.away`, place);
		await window.statusShows("Go 1.30.2");
		await window.status.locator(".codicon-error").waitFor({ state: "detached" });
	});

	it("keeps one of two choices that two windows make at once, and both show it", async () => {
		const other = await openWindow(browser, server, { target: machine.workspace, extension });
		await other.openFile("api.go");
		await other.statusShows("Go 1.30.2");
		await window.openPicker();
		await other.openPicker();
		await Promise.all([window.choose(`go${older}`), other.choose(`go${newer}`)]);
		const folder = join(machine.home, ".local/state/go-environments/selections");
		const stored = () =>
			readdirSync(folder)
				.map((name) => readFileSync(join(folder, name), "utf8"))
				.find((text) => text.includes("/api"));
		await window.page.waitForTimeout(2000); // for both watchers
		const kept = [newer, older].find((version) => JSON.parse(stored()).id.includes(version));
		assert.ok(kept, stored());
		await window.statusShows(`Go ${kept}`);
		await other.statusShows(`Go ${kept}`);
		assert.equal(readdirSync(folder).filter((name) => name.endsWith(".tmp")).length, 0);
		await other.page.context().close();
	});

	it("says that a folder was deleted while it was open, opens no terminal in it, and follows it when it is back", async () => {
		const { batch } = machine.folders;
		await window.openFile("batch.go");
		await window.statusShows(`Go ${older}`);
		// a selection is checked in a terminal of the folder some seconds later
		await window.pick(`go${newer}`);
		renameSync(batch, `${batch}.away`);
		await window.openSidebar();
		await window.treeRow("does not exist any more").waitFor({ timeout: 60_000 });
		await window.statusShows("Go: no folder");
		await window.command("Go Environments: Check What New Terminals Run");
		await window.notification("does not exist any more").waitFor();
		assert.equal(await window.notification("terminal process").count(), 0);
		renameSync(`${batch}.away`, batch);
		await window.treeRow("does not exist any more").waitFor({ state: "detached", timeout: 60_000 });
		await window.statusShows(`Go ${newer}`);
	});
});
