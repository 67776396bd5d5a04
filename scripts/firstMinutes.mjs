// Screenshots of the first minutes of new users, for review: `node scripts/firstMinutes.mjs [folder]`
// No Go at all; one Go; a Go file without a folder; an empty window; Restricted Mode; a folder whose requirement no Go meets.
// Each in English and in Simplified Chinese.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { goMachine, newer, write } from "../test/editor/goMachine.mjs";
import { startCodeServer } from "../test/harness/codeServer.mjs";
import { openWindow } from "../test/harness/editorWindow.mjs";
import { linkedExtension } from "../test/harness/linkedExtension.mjs";
import { launchBrowser } from "../test/harness/workbench.mjs";
import { installPackages } from "../test/tools/apt.mjs";

const folder = resolve(process.argv[2] ?? "build/pictures");
mkdirSync(folder, { recursive: true });
// what is shown is what is in src
execFileSync(process.execPath, ["esbuild.mjs"], { cwd: resolve(import.meta.dirname, ".."), stdio: "ignore" });
await installPackages(["fonts-noto-cjk"]); // without a font with Chinese letters they are boxes

const quiet = { "workbench.colorTheme": "Default Dark Modern", "window.title": "Go Environments" };
/** The machine's environments outside the home folder cannot be removed, so their providers are disabled. */
const only = (...providers) => ({ ...quiet, "goEnvironments.providers": providers });

const moments = [
	{
		name: "no-go",
		settings: only("gvm"),
		files: { "go.mod": "module example.com/first\n\ngo 1.22\n", "first.go": "package main\n" },
		file: "first.go",
		env: { PATH: "/bin" },
	},
	{
		name: "one-go",
		settings: only("sdk"),
		files: { "go.mod": "module example.com/first\n\ngo 1.21\n", "first.go": "package main\n" },
		file: "first.go",
	},
	{ name: "loose-file", settings: only("sdk"), files: { "loose.go": "package main\n" }, opens: "loose.go" },
	{ name: "empty-window", settings: only("sdk") },
	{
		name: "restricted",
		settings: { ...only("sdk"), "security.workspace.trust.startupPrompt": "never" },
		files: {
			"go.mod": "module example.com/first\n\ngo 1.21\n",
			".go-version": `${newer}\n`,
			"first.go": "package main\n",
		},
		file: "first.go",
		trust: true,
	},
	{
		name: "unmet",
		settings: only("sdk"),
		files: { "go.mod": "module example.com/first\n\ngo 1.99\n", "first.go": "package main\n" },
		file: "first.go",
	},
];

const browser = await launchBrowser();
for (const { name, settings, files, file, opens, env, trust } of moments) {
	const machine = await goMachine();
	const place = join(dirname(machine.workspace), "first");
	if (files !== undefined) write(place, files);
	const extensionsDir = linkedExtension(join(machine.root, "extensions"));
	const variables = { ...machine.env, ...env };
	const server = await startCodeServer({ home: machine.home, env: variables, settings, extensionsDir, trust });
	for (const language of [undefined, "zh-cn"]) {
		const viewport = { width: 1100, height: 700 };
		const target = opens === undefined && files !== undefined ? place : undefined;
		const window = await openWindow(browser, server, {
			target,
			language,
			viewport,
			opens: opens && join(place, opens),
		});
		if (file !== undefined) await window.openFile(file);
		await window.openSidebar();
		const take = async (what) => {
			await window.page.waitForTimeout(2500);
			await window.page.screenshot({ path: join(folder, `${name}${what}-${language ?? "en"}.png`) });
		};
		await take("");
		await window.command(
			language === undefined ? "Go Environment: Select or Switch Go Version…" : "选择或切换 Go 版本…",
			{
				asks: true,
			},
		);
		await take("-picker");
		await window.page.context().close();
	}
	await server.stop();
	rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
	machine.remove();
	console.log(`${name}: ${folder}`);
}
await browser.close();
