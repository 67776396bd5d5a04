import { entriesOf, pathOf } from "../../core/activation.ts";
import { orUndefined, seenOrUndefined } from "../../core/attempt.ts";
import { childPath } from "../../core/childPath.ts";
import type { Host, Looks } from "../../core/host.ts";
import { setting } from "../../core/variables.ts";
import { isOnWindowsDrive, isWsl } from "../../goroot/foreignPlatform.ts";
import { plainPath } from "../../goroot/plainPath.ts";
import { distinctPaths, expandedPath, liesInEnvs } from "./condaPath.ts";

const names = ["miniforge3", "mambaforge", "miniconda3", "anaconda3", "miniconda", "anaconda", "micromamba"];

/** Folders in which the installers of conda, mamba and their distributions create an installation. */
function installFolders(host: Host): readonly string[] {
	const { home, path } = host;
	if (host.platform === "win32") {
		const local = setting(host, "LOCALAPPDATA") ?? path.join(home, "AppData", "Local");
		// Continuum: Anaconda's installer in some years; C:\tools: Chocolatey
		return [home, local, path.join(local, "Continuum"), programData(host), "C:\\", "C:\\tools"];
	}
	const own = [home, path.join(home, "opt"), path.join(home, ".conda"), path.join(home, ".local")];
	return [...own, "/", "/opt", "/usr/local", "/usr/share", "/opt/homebrew", "/home/linuxbrew/.linuxbrew"];
}

export const programData = (host: Host): string => setting(host, "ProgramData") ?? "C:\\ProgramData";

/** The installations in default locations. */
async function defaultInstallations(host: Host): Promise<readonly string[]> {
	const found: string[] = [];
	for (const folder of installFolders(host)) {
		if (host.platform === "win32") found.push(...(await spelledAsThere(host, folder)));
		else found.push(...names.map((name) => host.path.join(folder, name)));
	}
	if (host.platform !== "win32") found.push("/opt/conda"); // container images
	if (host.platform === "darwin") {
		const casks = ["/opt/homebrew/Caskroom", "/usr/local/Caskroom"];
		for (const cask of casks) found.push(...names.map((name) => `${cask}/${name.replace(/3$/, "")}/base`));
	}
	const there: string[] = [];
	for (const path of found) if ((await orUndefined(() => host.stat(path)))?.kind === "directory") there.push(path);
	return there;
}

/** Windows also finds `Miniconda3` as `miniconda3`; rows show the actual spelling. */
async function spelledAsThere(host: Host, folder: string): Promise<readonly string[]> {
	const listed = (await orUndefined(() => host.list(folder))) ?? [];
	const at = ({ name }: { readonly name: string }): number => names.indexOf(name.toLowerCase());
	const wanted = listed.filter((entry) => at(entry) >= 0).sort((a, b) => at(a) - at(b));
	return wanted.map(({ name }) => host.path.join(folder, name));
}

/** The installations named by variables, and those whose `condabin` or `Scripts` is on PATH. */
function namedInstallations(host: Host): readonly string[] {
	const expanded = (name: string): string | undefined => {
		const value = setting(host, name);
		return value === undefined ? undefined : expandedPath(host, value);
	};
	const programs = [expanded("CONDA_EXE"), expanded("_CONDA_EXE")].flatMap((program) =>
		program === undefined ? [] : [host.path.dirname(program)],
	);
	const folders = [...programs, ...entriesOf(host, pathOf(host, host.variables))];
	const onPath = folders.filter((folder, index) =>
		(index < programs.length ? /^(?:bin|condabin|scripts)$/i : /^(?:condabin|scripts)$/i).test(
			host.path.basename(folder),
		),
	);
	return [
		...["CONDA_ROOT", "_CONDA_ROOT", "CONDA_DIR", "CONDA", "MAMBA_ROOT_PREFIX"].flatMap((name) => expanded(name) ?? []),
		...onPath.map((folder) => plainPath(host, host.path.dirname(folder))),
	];
}

/** Where mamba and micromamba keep environments by default (libmamba's root_prefix_hook). */
function mambaDefaults(host: Host): readonly string[] {
	const { path, home } = host;
	if (host.platform === "win32") {
		return [path.join(setting(host, "APPDATA") ?? path.join(home, "AppData", "Roaming"), "mamba")];
	}
	const data = path.join(home, ".local", "share");
	// `~/.micromamba`: a root that users commonly choose for micromamba
	return [
		path.join(setting(host, "XDG_DATA_HOME") ?? data, "mamba"),
		path.join(data, "mamba"),
		path.join(home, ".micromamba"),
	];
}

/** Facts about the locations of prefixes. Each folder is checked once: thousands of prefixes share one. */
export interface PrefixPlaces {
	/** PIXI_HOME or `~/.pixi`. */
	readonly pixiHome: string;
	/** `/opt/conda` of `/opt/conda/envs/ci`, even if it does not exist; undefined for a prefix outside a folder `envs`. */
	aboveEnvs(prefix: string): string | undefined;
	/** Whether a folder is an installation of conda or mamba. */
	isInstallation(looks: Looks, path: string): boolean;
	/** Whether a path is on a Windows drive under WSL, where programs are Windows programs. */
	isOfWindows(looks: Looks, path: string): boolean;
}

/**
 * A folder with `conda-meta` and (`condabin` or `envs`) that is not in another installation's `envs`: an environment that
 * contains conda has a `condabin` too (python-environment-tools).
 */
export function prefixPlaces(host: Host): PrefixPlaces {
	const known = new Map<string, boolean>();
	const above = new Map<string, string | undefined>();
	const has = ({ path, stat: find }: Looks, folder: string, name: string): boolean =>
		seenOrUndefined(() => find(childPath(path, folder, name)))?.kind === "directory";

	function aboveEnvs(prefix: string): string | undefined {
		const parent = prefix.slice(0, Math.max(prefix.lastIndexOf(host.path.separator), 0));
		if (!above.has(parent)) {
			above.set(parent, liesInEnvs(host, prefix) ? host.path.dirname(host.path.dirname(prefix)) : undefined);
		}
		return above.get(parent);
	}

	function isInstallation(looks: Looks, path: string): boolean {
		const answer = known.get(path);
		if (answer !== undefined) return answer;
		const root = aboveEnvs(path);
		if (root !== undefined && known.get(root) === true) return false;
		const isNested = root !== undefined && isInstallation(looks, root);
		const isOne =
			!isNested && has(looks, path, "conda-meta") && (has(looks, path, "condabin") || has(looks, path, "envs"));
		known.set(path, isOne);
		return isOne;
	}

	return {
		pixiHome: pixiHome(host),
		aboveEnvs,
		isInstallation,
		isOfWindows: (looks, path) => isOnWindowsDrive(path) && isWsl(host, looks),
	};
}

/** PIXI_HOME or `~/.pixi`. */
function pixiHome(host: Host): string {
	const named = expandedPath(host, setting(host, "PIXI_HOME") ?? "");
	return named !== undefined && host.path.isAbsolute(named) ? named : host.path.join(host.home, ".pixi");
}

/**
 * Folders that are installations, or may be if they have no conda-meta; best known first: named by variables, near a registered
 * prefix, mamba's defaults, default locations.
 */
export async function installations(
	host: Host,
	registered: readonly string[],
	{ aboveEnvs, isInstallation }: PrefixPlaces,
): Promise<readonly string[]> {
	const near = new Set(registered.map((prefix) => aboveEnvs(prefix) ?? prefix));
	const proven: string[] = [];
	for (const path of distinctPaths(host, [...near])) {
		if (await host.look((looks) => isInstallation(looks, path))) proven.push(path);
	}
	const all = [...namedInstallations(host), ...proven, ...mambaDefaults(host), ...(await defaultInstallations(host))];
	return distinctPaths(host, all);
}
