// A window of the workbench as a user sees it: its status bar, picker, sidebar and terminals, by clicks and keys.
import { injectDevelopmentOptions, newPage, useLanguage, workbenchUrl } from "./workbench.mjs";

const statusId = "go-environments.go-environments.goEnvironments.environment";

/**
 * Opens `target` (a folder, a .code-workspace, or nothing) of a server. `extension` is under development (default: the
 * installed one), `opens` is an initial file, `language` that of the extension's own texts.
 */
export async function openWindow(browser, server, options = {}) {
	const { target, opens, extension, language, viewport, scale, page: given } = options;
	const page = given ?? (await newPage(browser, viewport, scale));
	if (extension !== undefined) await injectDevelopmentOptions(page, server, { extensions: [extension] });
	if (language !== undefined) await useLanguage(page, language);
	await page.goto(workbenchUrl(server, target, opens));
	await page.locator(".monaco-workbench .statusbar-item").first().waitFor({ timeout: 60_000 });
	return windowOf(page);
}

function windowOf(page) {
	const status = page.locator(`.statusbar-item[id="${statusId}"]`);
	const quick = page.locator(".quick-input-widget");
	const quickRow = (text) => quick.locator(".monaco-list-row", { hasText: text }).first();
	const treeRow = (text) =>
		page.locator(".tree-explorer-viewlet-tree-view .monaco-list-row", { hasText: text }).first();

	/** A view of the sidebar by its title. */
	const pane = (title) => page.locator(`.pane:has(> .pane-header[aria-label^="${title}"])`);

	/** Presses keys until the box opens: the workbench loses keys while it starts. An open menu would receive them all. */
	async function openQuick(keys) {
		for (let attempt = 0; attempt < 20 && !(await quick.isVisible()); attempt++) {
			if (attempt % 4 === 3) await page.keyboard.press("Escape");
			await page.keyboard.press(keys);
			await quick.waitFor({ timeout: 1500 }).catch(() => {});
		}
		await quick.waitFor();
	}

	/** Closes the box until it stays closed: a key that was pressed twice in a slow window opens it again. */
	async function closeQuick() {
		for (let attempt = 0; attempt < 10 && (await quick.isVisible()); attempt++) {
			await page.keyboard.press("Escape");
			await quick.waitFor({ state: "hidden", timeout: 1500 }).catch(() => {});
		}
		await quick.waitFor({ state: "hidden" });
	}

	async function openPicker() {
		// an item that is being redrawn loses a click
		for (let attempt = 0; attempt < 5 && !(await quick.isVisible()); attempt++) {
			await status.locator("a").first().click();
			await quick.waitFor({ timeout: 5000 }).catch(() => {});
		}
		await quick.waitFor();
		await page.mouse.move(10, 10); // so that the item's tooltip does not cover other elements
	}

	/**
	 * Types the filter until the row appears: searching files only works after the window has indexed them. `reopen` opens a box
	 * again that something in the window closed.
	 */
	async function filter(text, row, reopen = () => {}) {
		const input = quick.locator("input.input").first();
		for (let attempt = 0; attempt < 10; attempt++) {
			if (!(await quick.isVisible())) await reopen();
			await input.fill(text, { timeout: 3000 }).catch(() => {});
			const isThere = await quickRow(row)
				.waitFor({ timeout: 5000 })
				.then(
					() => true,
					() => false,
				);
			if (isThere) return;
			await input.fill("", { timeout: 3000 }).catch(() => {});
		}
	}

	/** Clicks a row of the box and waits until the box has closed, because it accepts keys until then. */
	async function choose(text) {
		await quickRow(text).click();
		await quick.waitFor({ state: "hidden" });
	}

	const menuItems = page.locator(".context-view .monaco-menu .action-item .action-label");

	async function openMenu(row, { byKeys = false } = {}) {
		// a tree that is being redrawn loses a click, and the tooltip of a row covers the next one
		for (let attempt = 0; attempt < 5 && (await menuItems.count()) === 0; attempt++) {
			if (byKeys) {
				await page.keyboard.press("Shift+F10");
			} else {
				await page.mouse.move(10, 10);
				await row.click({ button: "right" });
			}
			await menuItems
				.first()
				.waitFor({ timeout: 3000 })
				.catch(() => {});
		}
	}

	return {
		page,
		status,
		quick,
		quickRow,
		treeRow,
		pane,
		/** A row of one view. */
		rowOf: (title, text) => pane(title).locator(".monaco-list-row", { hasText: text }).first(),
		/** The texts of a row's context menu, opened by a right click or by keys; closes it again. */
		async contextMenu(row, options) {
			await openMenu(row, options);
			const texts = (await menuItems.allTextContents()).filter((text) => text !== "");
			await page.keyboard.press("Escape");
			await menuItems.first().waitFor({ state: "hidden" });
			return texts;
		},
		/** Selects an item of a row's context menu. */
		async chooseInMenu(row, text) {
			await openMenu(row);
			const item = menuItems.filter({ hasText: text });
			// a menu that has just opened ignores clicks for 100 ms
			for (let attempt = 0; attempt < 5 && (await item.isVisible()); attempt++) {
				await item.click({ timeout: 3000 }).catch(() => {});
				await item.waitFor({ state: "hidden", timeout: 1000 }).catch(() => {});
			}
			await item.waitFor({ state: "hidden" });
		},
		choose,
		closeQuick,
		openPicker,
		/** Waits until the status bar contains the text; resolves to the text of the item. */
		async statusShows(text) {
			await status.filter({ hasText: text }).waitFor({ timeout: 60_000 });
			return ((await status.textContent()) ?? "").trim();
		},
		/**
		 * Runs a command from the palette. Clicks the row instead of pressing Enter, because the order is fuzzy. `asks`: the box
		 * stays open for the command's question.
		 */
		async command(title, { asks = false } = {}) {
			const row = title.replace(/^.*: /, "");
			const open = () => openQuick("F1");
			await open();
			await filter(`>${title}`, row, open);
			if (asks) await quickRow(row).click();
			else await choose(row);
		},
		/** Opens the picker from the status bar, types the text, and selects the row with it. */
		async pick(text) {
			await openPicker();
			await filter(text, text);
			await choose(text);
		},
		async openSidebar() {
			const title = page
				.locator('.composite.title[aria-label*="Go Environments"], .composite.title:has-text("Go Environments")')
				.first();
			if (await title.isVisible()) return; // the icon would close it
			// a badge covers the icon and receives the click
			await page.locator('.activitybar .action-item:has(a[aria-label^="Go Environments"])').click({ force: true });
			await title.waitFor();
		},
		notification: (text) => page.locator(".notifications-toasts .notification-list-item", { hasText: text }).first(),
		/** Opens a file by the quick open box, so that its folder becomes active. */
		async openFile(name) {
			await openQuick("Control+p");
			await page.keyboard.type(name);
			// the box shows the recent files first, and a row may change while it is clicked
			await quickRow(name.split("/").at(-1)).locator(".highlight").first().waitFor();
			await choose(name.split("/").at(-1));
			await page
				.locator(".breadcrumbs-control", { hasText: name.split("/")[0] })
				.first()
				.waitFor();
		},
		/** Opens a file at any path, in the dialog of a window without native dialogs. */
		async openPath(path) {
			await openQuick("Control+o");
			await quick.locator(".quick-input-title", { hasText: "Open File" }).waitFor();
			const input = quick.locator("input.input").first();
			// when the dialog has read its initial folder, it writes it into the box, also over typed text
			for (let attempt = 0; attempt < 10; attempt++) {
				await input.fill(path);
				await page.waitForTimeout(500);
				if ((await input.inputValue()) === path) break;
			}
			await quickRow(path.split("/").at(-1)).click();
			await page
				.locator(".tab.active", { hasText: path.split("/").at(-1) })
				.first()
				.waitFor();
		},
		/** Opens a new terminal; in a workspace of several folders in the folder that is selected in the box. */
		async newTerminal(folder) {
			const before = await page.locator(".terminal-wrapper").count();
			await page.keyboard.press("Control+Shift+`");
			if (folder !== undefined) await choose(folder);
			await page.waitForFunction((count) => document.querySelectorAll(".terminal-wrapper").length > count, before);
			return await typingTerminal(page);
		},
		terminal: () => typingTerminal(page),
	};
}

/** `{ ask(command) }` types into the active terminal and resolves to the line that the command printed. */
async function typingTerminal(page) {
	const terminal = page.locator(".terminal-wrapper.active");
	await terminal.locator(".xterm-helper-textarea").waitFor({ state: "attached" });
	// without a GPU the terminal is text in the page; its blanks are no-break spaces
	const screen = async () => {
		const rows = await terminal.locator(".xterm-rows > div").allTextContents();
		return rows.map((row) => row.replaceAll("\u00A0", " ").trim());
	};
	// text that is typed before the first prompt is shown twice
	for (let attempt = 0; attempt < 100; attempt++) {
		await page.waitForTimeout(attempt === 0 ? 1000 : 100);
		if (/[#$%>]$/.test((await screen()).findLast((row) => row !== "") ?? "")) break;
	}
	return {
		/** `byKeys`: the terminal has the focus already. */
		async ask(command, { byKeys = false } = {}) {
			if (!byKeys) await terminal.click();
			await page.keyboard.type(command);
			await page.keyboard.press("Enter");
			for (let attempt = 0; attempt < 300; attempt++) {
				const rows = await screen();
				const typed = rows.findLastIndex((row) => row.endsWith(command));
				const answer = rows[typed + 1];
				if (typed >= 0 && answer) return answer;
				await page.waitForTimeout(100);
			}
			throw new Error(`no answer to ${command}:\n${(await screen()).join("\n")}`);
		},
	};
}
