// Opens the workbench of a code-server in a headless Chromium, and locates its parts.
import { resolve } from "node:path";
import { chromium as playwright } from "playwright-core";
import { chromium } from "../tools/chromium.mjs";

const browserArguments = [
	...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
	...["--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"],
];

export async function launchBrowser() {
	return await playwright.launch({
		...(await chromium()),
		args: browserArguments,
		// playwright's own handlers end the process before code-server is stopped
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
	});
}

/** A new page with its own context and thus its own storage. `scale`: 2 for a zoom of 200 %. */
export async function newPage(browser, viewport = { width: 1280, height: 800 }, scale = 1) {
	const context = await browser.newContext({ viewport, deviceScaleFactor: scale });
	return await context.newPage();
}

/** The workbench's address for a folder, a .code-workspace file, or neither (an empty window); `opens` is an initial file. */
export function workbenchUrl(server, target, opens) {
	const url = new URL(`http://${server.authority}/`);
	if (target === undefined) url.searchParams.set("ew", "true");
	else url.searchParams.set(target.endsWith(".code-workspace") ? "workspace" : "folder", resolve(target));
	if (opens !== undefined) {
		const file = `vscode-remote://${server.authority}${resolve(opens)}`;
		url.searchParams.set("payload", JSON.stringify([["openFile", file]]));
	}
	return url.href;
}

/**
 * Adds extensions under development, and tests, to the configuration that the workbench reads from its page. An init script
 * wraps getAttribute for one read, because rewriting the HTML by page.route() breaks the workbench's WebSocket.
 */
export async function injectDevelopmentOptions(page, server, { extensions = [], tests }) {
	// the authority must be the page's location.host
	const uri = (file) => ({ $mid: 1, scheme: "vscode-remote", authority: server.authority, path: resolve(file) });
	const options = { extensions: extensions.map(uri), ...(tests ? { extensionTestsPath: uri(tests) } : {}) };
	await page.addInitScript((developmentOptions) => {
		if (window !== window.top) return;
		const original = Element.prototype.getAttribute;
		Element.prototype.getAttribute = function (name) {
			const value = original.call(this, name);
			if (!value || name !== "data-settings" || this.id !== "vscode-workbench-web-configuration") return value;
			Element.prototype.getAttribute = original;
			const config = JSON.parse(value);
			config.developmentOptions = { ...config.developmentOptions, ...developmentOptions };
			return JSON.stringify(config);
		};
	}, options);
}

/**
 * Shows the extension's own texts in another language, without a language pack: changes vscode.env.language and vscode.l10n;
 * the workbench's own texts stay English.
 */
export async function useLanguage(page, language) {
	await page.addInitScript((value) => {
		Object.defineProperty(globalThis, "_VSCODE_NLS_LANGUAGE", { get: () => value, set() {}, configurable: true });
	}, language);
}
