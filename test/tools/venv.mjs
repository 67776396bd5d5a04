// Packages of PyPI for tests, each in a virtual environment of its own in the cache folder.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { cachedFolder } from "./cacheFolder.mjs";
import { suitablePython } from "./python.mjs";

const run = promisify(execFile);

/** Runs a program of the environment of a package: `{ run(name, words, options) }`. Or `{ missing }`, for the name of a skipped test. */
export async function pythonPackage(name, version) {
	const python = await suitablePython();
	if (python === undefined)
		return { missing: `${name} is installed with a Python that has pip (Debian: python3-venv)` };
	const folder = await cachedFolder(join(name, version), async (place) => {
		await run(python, ["-m", "venv", place]);
		const words = ["-m", "pip", "--quiet", "--disable-pip-version-check", "install", `${name}==${version}`];
		await run(join(place, "bin", "python"), words);
	});
	return { run: (program, words, options) => run(join(folder, "bin", program), words, options) };
}
