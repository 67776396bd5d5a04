import { orUndefined } from "../../core/attempt.ts";
import type { Host, Variables } from "../../core/host.ts";
import { variable } from "../../core/variables.ts";
import { installations, prefixPlaces } from "./installations.ts";
import { historyOf, isMadeByPixi } from "./prefixRow.ts";

/** An installation, and its conda if it has one: those of mamba and micromamba do not. */
export interface Installation {
	readonly root: string;
	readonly conda?: string;
	readonly python: string;
}

/**
 * The installation of an environment: itself, the one whose `envs` contains it, the one whose program created it according to
 * its history, the one that `base` names, or any of the machine. Undefined for pixi's.
 */
export async function owningInstallation(
	host: Host,
	prefix: string,
	base: Variables,
): Promise<Installation | undefined> {
	const places = prefixPlaces(host);
	if (await host.look((looks) => isMadeByPixi(looks, prefix, places))) return undefined;
	if (await host.look((looks) => places.isInstallation(looks, prefix))) return await installationAt(host, prefix);
	const above = places.aboveEnvs(prefix);
	if (above !== undefined && (await looksLikeRoot(host, above))) return await installationAt(host, above);
	const named = [
		await makerOf(host, prefix),
		variable(host, base, "_CONDA_ROOT"),
		rootOf(host, variable(host, base, "CONDA_EXE")),
		variable(host, base, "MAMBA_ROOT_PREFIX"),
	];
	for (const root of named) {
		if (root && host.path.isAbsolute(root) && (await looksLikeRoot(host, root)))
			return await installationAt(host, root);
	}
	for (const root of await installations(host, [], places)) {
		const installation = await installationAt(host, root);
		if (installation.conda !== undefined) return installation;
	}
	return undefined;
}

/** What mamba accepts as a non-empty root (libmamba's root_prefix_hook), except for `envs` alone. */
async function looksLikeRoot(host: Host, root: string): Promise<boolean> {
	for (const name of ["conda-meta", "condabin", "pkgs"]) {
		if ((await orUndefined(() => host.stat(host.path.join(root, name))))?.kind === "directory") return true;
	}
	return false;
}

async function installationAt(host: Host, root: string): Promise<Installation> {
	const { path, platform } = host;
	const conda = platform === "win32" ? path.join(root, "Scripts", "conda.exe") : path.join(root, "bin", "conda");
	const python = platform === "win32" ? path.join(root, "python.exe") : path.join(root, "bin", "python");
	const hasConda = (await orUndefined(() => host.stat(conda)))?.kind === "file";
	return { root, python, ...(hasConda ? { conda } : {}) };
}

/** `# cmd: /opt/conda/bin/conda create -n x …`; the path may contain blanks. */
const command =
	/^# cmd: (.+?[\\/](?:__main__\.py|(?:conda|mamba|micromamba)(?:-env|-script)?(?:\.exe|\.py)?))(?: |\r?$)/m;

/** The root of the program that created the prefix, links followed. */
async function makerOf(host: Host, prefix: string): Promise<string | undefined> {
	const start = await orUndefined(() => host.readStart(historyOf(host, prefix), 4096));
	const program = command.exec(new TextDecoder().decode(start))?.[1];
	if (program === undefined || !host.path.isAbsolute(program)) return undefined;
	return rootOf(host, (await orUndefined(() => host.realPath(program))) ?? program);
}

/** `/opt/conda` of `/opt/conda/bin/conda`, `condabin/conda`, `Scripts\conda.exe`, `lib/python3.12/site-packages/conda/__main__.py`. */
function rootOf({ path }: Host, program: string | undefined): string | undefined {
	if (program === undefined) return undefined;
	const library = /[\\/]lib[\\/](?:python[\d.]+[\\/])?site-packages[\\/]/i.exec(program);
	return library === null ? path.dirname(path.dirname(program)) : program.slice(0, library.index);
}
