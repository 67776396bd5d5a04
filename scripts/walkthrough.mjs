// The pictures of the walkthrough, in a dark and a light theme: `node scripts/walkthrough.mjs` writes media/walkthrough.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { newer, write } from "../test/editor/goMachine.mjs";
import { startCodeServer } from "../test/harness/codeServer.mjs";
import { openWindow } from "../test/harness/editorWindow.mjs";
import { linkedExtension } from "../test/harness/linkedExtension.mjs";
import { launchBrowser } from "../test/harness/workbench.mjs";
import { furnishedMachine } from "./furnishedMachine.mjs";

const root = resolve(import.meta.dirname, "..");
const folder = join(root, "media/walkthrough");
mkdirSync(folder, { recursive: true });
// what is shown is what is in src
execFileSync(process.execPath, ["esbuild.mjs"], { cwd: root, stdio: "ignore" });

/** In pixels of the window. */
const sidebar = { x: 48, y: 36, width: 300, height: 400 };
const box = { x: 300, y: 0, width: 602, height: 350 };
const panel = { x: 352, y: 484, width: 848, height: 240 };

const browser = await launchBrowser();
for (const [name, theme] of Object.entries({ dark: "Default Dark Modern", light: "Default Light Modern" })) {
	const machine = await furnishedMachine();
	const settings = { "workbench.colorTheme": theme, "window.title": "Go Environments" };
	const extensionsDir = linkedExtension(join(machine.root, "extensions"));
	const server = await startCodeServer({ home: machine.home, env: machine.env, settings, extensionsDir });
	const viewport = { width: 1200, height: 760 };
	const window = await openWindow(browser, server, { target: machine.workspace, viewport });
	const take = async (what, clip) => {
		await window.page.mouse.move(700, 200);
		await window.page.waitForTimeout(1200); // icons and decorations are drawn last
		await window.page.screenshot({ path: join(folder, `${what}-${name}.png`), clip });
	};
	await window.openFile("api.go");
	await window.openSidebar();
	await window.statusShows(`Go ${newer}`);
	const terminal = await window.newTerminal("api");
	await terminal.ask("go version");
	await take("terminal", panel);
	await take("see", sidebar);
	await window.openPicker();
	await take("select", box);
	await window.closeQuick();
	rmSync(join(machine.folders.batch, "flake.nix"));
	write(machine.folders.batch, { "go.mod": "module example.com/batch\n\ngo 1.24\n" });
	await window.openFile("batch.go");
	await window.treeRow("not met").waitFor();
	await take("requirement", sidebar);
	await window.page.context().close();
	await server.stop();
	rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
	machine.remove();
}
await browser.close();
