// The texts that say what to do next in empty views, here in Simplified Chinese.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { startCodeServer } from "../../harness/codeServer.mjs";
import { openWindow } from "../../harness/editorWindow.mjs";
import { launchBrowser } from "../../harness/workbench.mjs";
import { goMachine, newer } from "../goMachine.mjs";

const extension = resolve(import.meta.dirname, "../../..");

describe("a window in which nothing is listed", () => {
	let machine;
	let server;
	let browser;

	before(async () => {
		machine = await goMachine();
		const settings = { "goEnvironments.providers": [] };
		server = await startCodeServer({ home: machine.home, env: machine.env, settings });
		browser = await launchBrowser();
	});

	after(async () => {
		await browser?.close();
		await server?.stop();
		if (server !== undefined) rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
		machine?.remove();
	});

	it("says in the view what to do next, and on command that choosing needs a folder", async () => {
		const window = await openWindow(browser, server, { extension, language: "zh-cn" });
		await window.openSidebar();
		await window.page.locator(".welcome-view-content", { hasText: "所有来源的环境都已关闭" }).waitFor();
		await window.page.locator(".welcome-view-content .monaco-button", { hasText: "打开设置" }).waitFor();
		await window.command("选择或切换 Go 版本", { asks: true });
		await window.quick.locator(".quick-input-title", { hasText: "本机上的 Go" }).waitFor();
		await window.quickRow("按路径添加 Go").waitFor();
		assert.match(
			(await window.quick.locator("input.input").first().getAttribute("placeholder")) ?? "",
			/请先打开文件夹/,
		);
	});

	it("tells in a folder which environment is missing", async () => {
		const window = await openWindow(browser, server, { target: machine.folders.api, extension, language: "zh-cn" });
		await window.statusShows(`缺少 ${newer}`);
		await window.openSidebar();
		await window.treeRow(`缺少 ${newer}`).waitFor();
	});
});
