import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { goMachine, newer } from "../editor/goMachine.mjs";
import { startCodeServer } from "../harness/codeServer.mjs";
import { openWindow } from "../harness/editorWindow.mjs";
import { linkedExtension } from "../harness/linkedExtension.mjs";
import { launchBrowser } from "../harness/workbench.mjs";
import { median, runs } from "./measure.mjs";
import { atMostTime, notMeasured } from "./rows.mjs";

const what = "the extension's own activate(), in VS Code";

/** The times that the extension itself wrote into its log, one for each extension host that was started. */
function activations(folder) {
	const logs = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith("Go Environments.log"));
	return logs.flatMap((name) => {
		const time = /activated in ([\d.]+) ms/.exec(readFileSync(join(folder, name), "utf8"))?.[1];
		return time === undefined ? [] : [Number(time)];
	});
}

/** A window is reloaded until it was activated `runs` times, and twice before to warm up. */
export async function editorRows() {
	if (process.platform !== "linux") return [notMeasured(what, "the editor that comes from npm runs on Linux")];
	const machine = await goMachine();
	const extensionsDir = linkedExtension(join(machine.root, "extensions"));
	const server = await startCodeServer({ home: machine.home, env: machine.env, extensionsDir });
	const browser = await launchBrowser();
	try {
		// one folder: a workspace file that is reloaded at once comes back without folders now and then
		const window = await openWindow(browser, server, { target: machine.folders.api });
		for (let run = 0; run < runs + 2; run++) {
			if (run > 0) await window.page.reload();
			await window.statusShows(`Go ${newer}`);
		}
	} finally {
		await browser.close();
		await server.stop(); // the log is whole now
	}
	const times = activations(join(server.userDataDir, "logs"));
	rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
	machine.remove();
	return [atMostTime(what, median(times.slice(2)), 30)];
}
