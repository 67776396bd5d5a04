// Real conda-lock for tests, from PyPI, in the cache folder: `node test/tools/condaLock.mjs` sets it up.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { cachedFolder } from "./cacheFolder.mjs";
import { installPython, suitablePython } from "./python.mjs";

const run = promisify(execFile);

export const condaLockVersion = "4.0.3";

/** Why there is none, for the name of a skipped test; or a function that writes a conda-lock.yml beside an environment.yml. */
export async function condaLock() {
	const python = await suitablePython();
	if (python === undefined)
		return { missing: "conda-lock is installed with a Python that has pip (Debian: python3-venv)" };
	const folder = await cachedFolder(join("conda-lock", condaLockVersion), async (place) => {
		await run(python, ["-m", "venv", place]);
		const words = ["-m", "pip", "--quiet", "--disable-pip-version-check", "install", `conda-lock==${condaLockVersion}`];
		await run(join(place, "bin", "python"), words);
	});
	return {
		/** With a conda of an absolute path: without one it downloads another. `home` is where it writes what it caches. */
		async lock(conda, project, home) {
			// it hides the solver that the installation configures
			const env = { PATH: process.env.PATH, HOME: home, CONDA_SOLVER: "classic" };
			await run(join(folder, "bin", "conda-lock"), ["lock", "--conda", conda, "-f", "environment.yml"], {
				cwd: project,
				env,
			});
		},
	};
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	await installPython();
	console.log(`conda-lock ${condaLockVersion}: ${(await condaLock()).missing ?? "is there"}`);
}
