// The Python that real conda runs with.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { installPackages } from "./apt.mjs";

const run = promisify(execFile);

/** A Python with venv, or undefined: conda 24.7.1 does not start with 3.13, which removed `logging._acquireLock`. */
export async function suitablePython() {
	const question = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])";
	for (const name of ["python3.12", "python3.11", "python3.10", "python3", "python"]) {
		try {
			const { stdout } = await run(name, ["-c", question]);
			if (["3.10", "3.11", "3.12"].includes(stdout.trim())) return name;
		} catch {
			// missing, or without venv: try the next one
		}
	}
	return undefined;
}

/** Installs Debian's own if none is suitable; another Debian's Python may not be either. */
export async function installPython() {
	if ((await suitablePython()) === undefined) await installPackages(["python3", "python3-venv"]);
}
