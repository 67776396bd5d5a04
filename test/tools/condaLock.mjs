// Real conda-lock for tests, from PyPI, in the cache folder: `node test/tools/condaLock.mjs` sets it up.
import { pathToFileURL } from "node:url";
import { installPython } from "./python.mjs";
import { pythonPackage } from "./venv.mjs";

const version = "4.0.3";

/** Why there is none, for the name of a skipped test; or a function that writes a conda-lock.yml beside an environment.yml. */
export async function condaLock() {
	const { missing, run } = await pythonPackage("conda-lock", version);
	if (missing !== undefined) return { missing };
	return {
		/** With a conda of an absolute path: without one it downloads another. `home` is where it writes what it caches. */
		lock(conda, project, home) {
			// it hides the solver that the installation configures
			const env = { PATH: process.env.PATH, HOME: home, CONDA_SOLVER: "classic" };
			return run("conda-lock", ["lock", "--conda", conda, "-f", "environment.yml"], { cwd: project, env });
		},
	};
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	await installPython();
	console.log(`conda-lock ${version}: ${(await condaLock()).missing ?? "is there"}`);
}
