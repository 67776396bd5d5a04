import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** A heading in the output, with the CLI command that prints the same. */
export function heading(text, words) {
	console.log(`\n── ${text}${words === undefined ? "" : `  (node dist/cli.js ${words})`}\n`);
}

export async function build(root) {
	const start = Date.now();
	execFileSync(process.execPath, ["esbuild.mjs"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
	console.log(`Built in ${((Date.now() - start) / 1000).toFixed(1)} s.`);
}

/**
 * The built CLI on this machine, with the editor's variables. It stores its data (the selections made here) in `state`, so that
 * a trial leaves nothing behind.
 */
export function commandLine(root, state, extra = {}) {
	mkdirSync(state, { recursive: true });
	const program = join(root, "dist", "cli.js");
	const variables = { ...process.env, XDG_STATE_HOME: state, ...extra };
	const options = { env: variables, cwd: root };
	return {
		variables,
		/** The same with other variables. */
		with: (more) => commandLine(root, state, { ...extra, ...more }),
		/** Prints a command's output; the command itself reports a status other than 0. */
		show: (...words) => spawnSync(process.execPath, [program, ...words], { ...options, stdio: "inherit" }).status,
		ask: (...words) => JSON.parse(execFileSync(process.execPath, [program, ...words, "--json"], options).toString()),
	};
}
