import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** A line between what is shown, with the words of the CLI that show it again. */
export function heading(text, words) {
	console.log(`\n── ${text}${words === undefined ? "" : `  (node dist/cli.js ${words})`}\n`);
}

export async function build(root) {
	const start = Date.now();
	execFileSync(process.execPath, ["esbuild.mjs"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
	console.log(`Built in ${((Date.now() - start) / 1000).toFixed(1)} s.`);
}

/**
 * The built CLI on this machine, with the variables that the editor gets too. What it stores (the choices made here) goes into
 * `state`, so that trying it leaves nothing behind.
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
		/** Prints what a command prints; a status other than 0 is told by the command itself. */
		show: (...words) => spawnSync(process.execPath, [program, ...words], { ...options, stdio: "inherit" }).status,
		ask: (...words) => JSON.parse(execFileSync(process.execPath, [program, ...words, "--json"], options).toString()),
	};
}
