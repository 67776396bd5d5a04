// Real conda on a machine of the editor's suites: windows in the situations of conda users.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../tools/cacheFolder.mjs";
import { condaInstallation, condaVersion } from "../tools/conda.mjs";
import { goToolchain, goVersions } from "../tools/go.mjs";
import { newer, older, write } from "./goMachine.mjs";

/** The block of `conda init` in a start-up file, as written by conda 24.7.1, without its fallbacks for a failing conda. */
const initialized = (root) =>
	`# >>> conda initialize >>>\neval "$('${root}/bin/conda' 'shell.bash' 'hook' 2> /dev/null)"\n# <<< conda initialize <<<\n`;

/** How a window starts: the environment active in the shell that started the editor, and the content of its start-up file. */
export const condaWindows = {
	base: { active: "base" },
	baseAndInit: { active: "base", init: true },
	goAndInit: { active: "ci", init: true },
	initWithoutBase: { init: true, condarc: "auto_activate_base: false\n" },
};

/** Why conda is not available; undefined if it is. */
export async function noConda() {
	return (await condaInstallation()).missing;
}

/**
 * Adds conda to a machine: `ci` with the older Go, `python` with Python only. The variables are those of a shell after real
 * `conda activate`.
 */
export async function furnishConda({ home, env, folders }, { active, init, condarc }) {
	const { root } = await condaInstallation();
	const envs = join(home, "conda", "envs");
	const goroot = await goToolchain(older);
	const cache = join(cacheFolder(), "go-build");
	// otherwise a test would wait for the standard library to be built
	for (const go of [goroot, await goToolchain(newer)]) {
		const variables = { ...env, GOROOT: "", GOCACHE: cache, GOENV: "off", HOME: home };
		execFileSync(join(go, "bin", "go"), ["build", "-o", "/dev/null", "."], { cwd: folders.batch, env: variables });
	}
	for (const name of ["ci", "python"]) {
		mkdirSync(join(envs, name, "conda-meta"), { recursive: true });
		mkdirSync(join(envs, name, "bin"));
		writeFileSync(join(envs, name, "conda-meta", "history"), "");
	}
	copyTree(goroot, join(envs, "ci", "go"));
	symlinkSync("../go/bin/go", join(envs, "ci", "bin", "go"));
	write(envs, { "ci/conda-meta/state": '{"env_vars": {"GOTOOLCHAIN": "local", "CI_ONLY": "1"}}' });
	symlinkSync(join(root, "bin", "python"), join(envs, "python", "bin", "python"));
	if (condarc !== undefined) write(home, { ".condarc": condarc });
	if (init) write(home, { ".bashrc": initialized(root) });
	const before = {
		...env,
		HOME: home,
		CONDA_ROOT: root,
		CONDA_ENVS_DIRS: envs,
		GOCACHE: cache,
		GO_ENVIRONMENTS_TEST_CONDA: root,
	};
	Object.assign(env, active === undefined ? before : activated(root, active, before));
}

/**
 * Adds conda as its installer leaves it: `miniconda3` with the records of its own packages, and the environment `sci` with
 * Python and a Go of its own. The finder of the Python environments extension goes by these places and records, which conda
 * from PyPI has not. Resolves to the installation's folder.
 */
export async function furnishCondaForPython({ home, env }) {
	const { root } = await condaInstallation();
	const installed = join(home, "miniconda3");
	const sci = join(installed, "envs", "sci");
	mkdirSync(join(sci, "bin"), { recursive: true });
	for (const name of ["bin", "condabin", "etc", "lib", "shell"]) symlinkSync(join(root, name), join(installed, name));
	symlinkSync(join(root, "bin", "python"), join(sci, "bin", "python"));
	symlinkSync(await goToolchain(goVersions[1]), join(sci, "go"));
	symlinkSync("../go/bin/go", join(sci, "bin", "go"));
	const version = execFileSync(join(root, "bin", "python"), ["-c", "import platform; print(platform.python_version())"])
		.toString()
		.trim();
	for (const prefix of [installed, sci]) {
		write(prefix, { "conda-meta/history": "", ...record("python", version) });
	}
	write(installed, record("conda", condaVersion));
	write(home, { ".bashrc": initialized(installed) });
	Object.assign(env, { CONDA_ENVS_DIRS: join(installed, "envs") });
	return installed;
}

/** What conda keeps of a package that it installed. */
function record(name, version) {
	const text = JSON.stringify({ name, version, build: "h0_0", build_number: 0, subdir: "linux-64", files: [] });
	return { [`conda-meta/${name}-${version}-h0_0.json`]: text };
}

/** Uses hard links if `cp` supports them, because a Go has 10,000 files. */
function copyTree(from, to) {
	try {
		execFileSync("cp", ["-al", from, to], { stdio: "ignore" });
	} catch {
		rmSync(to, { recursive: true, force: true });
		cpSync(from, to, { recursive: true });
	}
}

/** The variables after `conda activate` in a shell with conda's hook. */
function activated(root, name, variables) {
	const program = `. "${root}/etc/profile.d/conda.sh"; conda activate ${name}; exec /usr/bin/env -0`;
	const options = { env: variables, encoding: "utf8" };
	const text = execFileSync("/bin/bash", ["--noprofile", "--norc", "-c", program], options);
	const pairs = text.split("\0").filter((pair) => pair.includes("="));
	const names = pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]);
	return Object.fromEntries(names.filter(([key]) => !/^(?:_|SHLVL|PWD|OLDPWD|PS1)$/.test(key)));
}
