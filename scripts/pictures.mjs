// Screenshots of the editor, for review and for the README: `node scripts/pictures.mjs [folder]`
// A machine with conda, gvm, SDKs and a flake, in each kind of theme, in English and in Simplified Chinese.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { newer } from "../test/editor/goMachine.mjs";
import { startCodeServer } from "../test/harness/codeServer.mjs";
import { openWindow } from "../test/harness/editorWindow.mjs";
import { linkedExtension } from "../test/harness/linkedExtension.mjs";
import { launchBrowser } from "../test/harness/workbench.mjs";
import { installPackages } from "../test/tools/apt.mjs";
import { furnishedMachine } from "./furnishedMachine.mjs";
import { looks } from "./looks.mjs";

const folder = resolve(process.argv[2] ?? "build/pictures");
mkdirSync(folder, { recursive: true });
// what is shown is what is in src
execFileSync(process.execPath, ["esbuild.mjs"], { cwd: resolve(import.meta.dirname, ".."), stdio: "ignore" });
await installPackages(["fonts-noto-cjk"]); // without a font with Chinese letters they are boxes

const machine = await furnishedMachine();
const extensionsDir = linkedExtension(join(machine.root, "extensions"));
const browser = await launchBrowser();
for (const { name, theme, language } of looks) {
	const settings = { "workbench.colorTheme": theme, "window.title": "Go Environments" };
	const server = await startCodeServer({ home: machine.home, env: machine.env, settings, extensionsDir });
	const viewport = { width: 1200, height: 760 };
	const window = await openWindow(browser, server, { target: machine.workspace, language, viewport });
	const take = async (what) => {
		await window.page.waitForTimeout(1200); // icons and decorations are drawn last
		await window.page.screenshot({ path: join(folder, `${name}-${what}.png`) });
	};
	await window.openFile("api.go");
	await window.openSidebar();
	await window.statusShows(`Go ${newer}`);
	const terminal = await window.newTerminal("api");
	await terminal.ask("go version");
	await take("sidebar");
	await window.treeRow(/^go-k8s/).hover();
	await window.page.locator(".monaco-hover:visible").first().waitFor();
	await take("tooltip");
	await window.openPicker();
	await take("picker");
	await window.page.context().close();
	await server.stop();
	rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
	console.log(`${name}: ${folder}`);
}
await browser.close();
machine.remove();
