// The npm that started this process, or the one on PATH.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs npm, without a shell if possible, and resolves to its output. */
export async function npm(parameters, options = {}) {
	const npmOfThisRun = process.env.npm_execpath;
	const [program, first] = npmOfThisRun ? [process.execPath, [npmOfThisRun]] : ["npm", []];
	const shell = !npmOfThisRun && process.platform === "win32";
	return (await run(program, [...first, ...parameters], { maxBuffer: 1 << 26, shell, ...options })).stdout;
}

/** Installs packages, named with their exact versions, into an empty folder without running their scripts. */
export async function npmInstall(folder, packages) {
	const quiet = ["--no-audit", "--no-fund", "--no-save", "--no-package-lock", "--loglevel=error"];
	await npm(["install", "--prefix", folder, "--ignore-scripts", ...quiet, ...packages]);
}
