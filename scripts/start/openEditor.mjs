import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { startCodeServer } from "../../test/harness/codeServer.mjs";
import { linkedExtension } from "../../test/harness/linkedExtension.mjs";
import { workbenchUrl } from "../../test/harness/workbench.mjs";
import { codeServer, editors } from "../../test/tools/codeServer.mjs";
import { heading } from "./commandLine.mjs";

/**
 * True if a desktop VS Code opened the sample. In a remote window `code` is another program, which reports a failure by its
 * status.
 */
export function openDesktop({ root, cli, sample }) {
	const { START_EMBEDDED: embedded, VSCODE_EXECUTABLE: program = "code" } = process.env;
	if (embedded === "1") return false;
	const options = { stdio: "ignore", env: cli.variables, shell: process.platform === "win32" }; // `code` is code.cmd on Windows
	const parameters = ["--new-window", `--extensionDevelopmentPath=${root}`, sample.workspace];
	if (spawnSync(program, parameters, options).status !== 0) return false;
	heading("VS Code is open on the sample workspace");
	console.log("The status bar shows the Go of the folder; a click on it chooses another.");
	return true;
}

/** Sets up and starts a server with the extension; resolves to the server. */
export async function serve({ place, cli }, options = {}) {
	heading("The editor");
	await codeServer(editors.newest, (step) => console.log(`Setting up: ${step}`));
	console.log(`VS Code as code-server ${editors.newest.codeServer} has it, with the extension of this clone.`);
	const extensionsDir = linkedExtension(join(place, "extensions"));
	// with the user's own home and shell, whose environments are shown
	return await startCodeServer({ extensionsDir, env: cli.variables, ownHome: true, idleSeconds: 0, ...options });
}

/** Runs the embedded VS Code for a person, until Ctrl+C. */
export async function openEmbedded(context) {
	const { PORT: port = "8137", PASSWORD: password } = process.env;
	const userDataDir = join(context.place, "user-data");
	let server;
	try {
		// always the same port, because the browser stores the state of a window per address
		server = await serve(context, { port: Number(port), password, userDataDir });
	} catch (cause) {
		console.error(`VS Code could not be started: ${cause.message}`);
		process.exitCode = 1;
		return;
	}
	const stop = async () => {
		await server.stop();
		rmSync(server.root, { recursive: true, force: true });
		process.exit(0);
	};
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, stop);
	console.log(`\nVS Code is ready: ${workbenchUrl(server, context.sample.workspace)}\nCtrl+C ends it.`);
}
