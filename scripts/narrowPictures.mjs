// Screenshots of the sidebar at 230 px, 300 px and 200 % zoom, and of the picker at 200 %, for review: `node scripts/narrowPictures.mjs [folder]`
// In each kind of theme and in Simplified Chinese; one folder does not meet its requirement, the other asks for what is missing.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { newer, older, write } from "../test/editor/goMachine.mjs";
import { startCodeServer } from "../test/harness/codeServer.mjs";
import { openWindow } from "../test/harness/editorWindow.mjs";
import { linkedExtension } from "../test/harness/linkedExtension.mjs";
import { launchBrowser } from "../test/harness/workbench.mjs";
import { installPackages } from "../test/tools/apt.mjs";
import { furnishedMachine } from "./furnishedMachine.mjs";
import { looks } from "./looks.mjs";

const folder = resolve(process.argv[2] ?? "build/pictures");
mkdirSync(folder, { recursive: true });
execFileSync(process.execPath, ["esbuild.mjs"], { cwd: resolve(import.meta.dirname, ".."), stdio: "ignore" });
await installPackages(["fonts-noto-cjk"]); // without a font with Chinese letters they are boxes

const machine = await furnishedMachine();
write(machine.folders.batch, { ".go-version": "1.99.1\n" });
const extensionsDir = linkedExtension(join(machine.root, "extensions"));
const browser = await launchBrowser();

/** Drags the edge of the sidebar. */
async function resizeSidebar({ page }, width) {
	const { x, width: now } = await page.locator(".part.sidebar").boundingBox();
	await page.mouse.move(x + now, 300);
	await page.mouse.down();
	await page.mouse.move(x + width, 300, { steps: 8 });
	await page.mouse.up();
	await page.mouse.move(900, 10);
}

for (const { name, theme, language } of looks) {
	const settings = { "workbench.colorTheme": theme, "window.title": "Go Environments" };
	const server = await startCodeServer({ home: machine.home, env: machine.env, settings, extensionsDir });
	const open = (options) => openWindow(browser, server, { target: machine.workspace, language, ...options });
	const take = async ({ page }, what, clip) => {
		await page.waitForTimeout(1200); // icons and decorations are drawn last
		await page.screenshot({ path: join(folder, `${name}-${what}.png`), ...(clip === undefined ? {} : { clip }) });
	};
	const window = await open({ viewport: { width: 1000, height: 900 } });
	await window.openFile("api.go");
	await window.statusShows(`Go ${newer}`);
	await window.pick(`sdk/go${older}`);
	await window.statusShows(`Go ${older}`);
	await window.openSidebar();
	for (const width of [300, 230]) {
		await resizeSidebar(window, width);
		await take(window, `sidebar-${width}`, { x: 0, y: 0, width: width + 80, height: 900 });
	}
	await window.page.context().close();
	const zoomed = await open({ viewport: { width: 640, height: 450 }, scale: 2 });
	await zoomed.openFile("api.go");
	await zoomed.statusShows(`Go ${older}`);
	await zoomed.openSidebar();
	await resizeSidebar(zoomed, 278); // 230 px of the view beside the activity bar
	await take(zoomed, "zoom-sidebar");
	await zoomed.openPicker();
	await take(zoomed, "zoom-picker");
	await zoomed.page.context().close();
	await server.stop();
	rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
	rmSync(join(machine.home, ".local/state"), { recursive: true, force: true });
	console.log(`${name}: ${folder}`);
}
await browser.close();
machine.remove();
