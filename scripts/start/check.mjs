import { rmSync } from "node:fs";
import { openWindow } from "../../test/harness/editorWindow.mjs";
import { launchBrowser } from "../../test/harness/workbench.mjs";
import { heading } from "./commandLine.mjs";
import { serve } from "./openEditor.mjs";

/** Operates the editor once, as a user would. Resolves to the exit status. */
export async function check(context) {
	const { sample, picture } = context;
	const settings = { "workbench.colorTheme": "Default Dark Modern" };
	const server = await serve(context, { settings });
	const browser = await launchBrowser();
	try {
		const window = await openWindow(browser, server, { target: sample.workspace });
		await window.openFile(".go-version");
		await window.openSidebar();
		const before = await seen(window, sample.asked);
		await window.pick(`Go ${sample.other.version}`);
		const after = await seen(window, sample.other);
		await window.page.waitForTimeout(1000); // icons are drawn last
		await window.page.screenshot({ path: picture });
		await window.pick("Clear selection");
		await window.statusShows(`Go ${sample.asked.version}`);
		heading("What a person sees in the folder api, and what a new terminal there answers");
		console.log(`before:  status bar “${before.status}”, terminal “${before.answer}”`);
		console.log(`after:   status bar “${after.status}”, terminal “${after.answer}”`);
		console.log(`picture: ${picture}`);
		return before.isRight && after.isRight ? 0 : 1;
	} catch (cause) {
		await browser.contexts()[0]?.pages()[0]?.screenshot({ path: picture });
		console.error(`The editor did not do what it should (${picture} shows it): ${cause.message}`);
		return 1;
	} finally {
		await browser.close();
		await server.stop();
		rmSync(server.root, { recursive: true, force: true });
	}
}

async function seen(window, { version }) {
	const status = await window.statusShows(`Go ${version}`);
	const terminal = await window.newTerminal("api");
	const answer = await terminal.ask("go version");
	return { status, answer, isRight: answer.startsWith(`go version go${version} `) };
}
