import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { goMachine, newer, older } from "../editor/goMachine.mjs";
import { startCodeServer } from "../harness/codeServer.mjs";
import { openWindow } from "../harness/editorWindow.mjs";
import { linkedExtension } from "../harness/linkedExtension.mjs";
import { launchBrowser } from "../harness/workbench.mjs";
import { median, runs } from "./measure.mjs";
import { atMostTime, notMeasured } from "./rows.mjs";

const activation = "the extension's own activate(), in VS Code";
const selection = "applying a selection to new terminals, our own work, in VS Code";

/** The times that the extension wrote into its logs, one per started extension host. */
function timesIn(folder, line) {
	const logs = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith("Go Environments.log"));
	return logs.flatMap((name) => {
		return [...readFileSync(join(folder, name), "utf8").matchAll(line)].map(([, time]) => Number(time));
	});
}

/** Reloads a window until it was activated `runs` times, then makes as many selections; two of each first, to warm up. */
export async function editorRows() {
	if (process.platform !== "linux") {
		const reason = "the editor that comes from npm runs on Linux";
		return [notMeasured(activation, reason), notMeasured(selection, reason)];
	}
	const machine = await goMachine();
	const extensionsDir = linkedExtension(join(machine.root, "extensions"));
	const server = await startCodeServer({ home: machine.home, env: machine.env, extensionsDir });
	const browser = await launchBrowser();
	try {
		// one folder: a workspace file that is reloaded immediately sometimes comes back without folders
		const window = await openWindow(browser, server, { target: machine.folders.api });
		for (let run = 0; run < runs + 2; run++) {
			if (run > 0) await window.page.reload();
			await window.statusShows(`Go ${newer}`);
		}
		for (let run = 0; run < runs + 2; run++) {
			const version = run % 2 === 0 ? older : newer;
			await window.pick(`go${version}`);
			await window.statusShows(`Go ${version}`);
		}
	} finally {
		await browser.close();
		await server.stop(); // the log is complete now
	}
	const logs = join(server.userDataDir, "logs");
	const [activations, choices] = [/activated in ([\d.]+) ms/g, /in effect after ([\d.]+) ms/g].map((line) =>
		timesIn(logs, line).slice(2),
	);
	rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
	machine.remove();
	return [atMostTime(activation, median(activations), 30), atMostTime(selection, median(choices), 300)];
}
