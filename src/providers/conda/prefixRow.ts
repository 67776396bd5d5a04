import { childPath } from "../../core/childPath.ts";
import { environmentId, type GoEnvironment, type Toolchain } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { setting } from "../../core/variables.ts";
import { t } from "../../core/words.ts";
import { isOnWindowsDrive, isWsl } from "../../goroot/foreignPlatform.ts";
import { expandedPath, liesInEnvs, pathKey } from "./condaPath.ts";
import type { IsInstallation } from "./installations.ts";
import { prefixGoroot, prefixToolchain } from "./prefixToolchain.ts";
import { quietly } from "./quietly.ts";

/** A folder that may be an environment, with all paths by which it was found. */
export interface Prefix {
	/** The first one found. */
	readonly path: string;
	readonly real: string;
	readonly otherPaths: readonly string[];
	/** Set where it is the child of a folder in `envs_dirs`, so that `conda activate <this>` finds it. */
	readonly nickname?: string;
}

/** The file that makes a folder an environment (conda's is_conda_environment). */
export const historyOf = ({ path }: Pick<Host, "path">, prefix: string): string =>
	childPath(path, prefix, "conda-meta", "history");

/**
 * The row of a prefix, or undefined where there is no conda-meta/history. `folder`: the workspace folder that it lies in.
 * Throws the host's faults.
 */
export async function prefixRow(
	host: Host,
	prefix: Prefix,
	isInstallation: IsInstallation,
	folder?: string,
): Promise<GoEnvironment | undefined> {
	const { path, real, otherPaths, nickname } = prefix;
	if ((await host.find(historyOf(host, path)))?.kind !== "file") return undefined;
	const name = await prefixName(host, path, isInstallation);
	const isForeign = await isOfWindows(host, path);
	const toolchain = isForeign ? foreign(path) : await prefixToolchain(host, path);
	const otherNames = new Set(nickname === undefined ? [] : [nickname]);
	for (const other of otherPaths) otherNames.add(await prefixName(host, other, isInstallation));
	otherNames.delete(name);
	for (const other of otherPaths) otherNames.delete(other); // a path is found as one
	const goroot = "goroot" in toolchain ? await quietly(() => host.real(prefixGoroot(host, path))) : undefined;
	return {
		id: environmentId("conda", path),
		provider: "conda",
		name,
		otherNames: [...otherNames],
		location: path,
		toolchain,
		otherPaths,
		realPaths: goroot === undefined ? [real] : [real, goroot],
		origin: await originOf(host, path, isInstallation),
		...(isBuilt(path) ? { onlyByPath: true } : {}),
		...(folder === undefined ? {} : { folder }),
		notes: [],
		problems: [],
	};
}

/**
 * `base` for an installation, the folder's name below a folder called `envs`, else the whole path: conda's _default_env. All
 * environments of a pixi project may be called `default`, so there it is `app/default`.
 */
export async function prefixName(host: Host, prefix: string, isInstallation: IsInstallation): Promise<string> {
	const { path } = host;
	if (await isInstallation(prefix)) return "base";
	if (!liesInEnvs(host, prefix)) return prefix;
	const project = pixiProject(host, prefix);
	return project === undefined ? path.basename(prefix) : `${path.basename(project)}/${path.basename(prefix)}`;
}

/** The folder of the pixi project that a prefix `<project>/.pixi/envs/<name>` belongs to; none for pixi's global ones. */
function pixiProject(host: Host, prefix: string): string | undefined {
	const pixi = host.path.dirname(host.path.dirname(prefix));
	if (host.path.basename(pixi) !== ".pixi" || pathKey(host, pixi) === pathKey(host, pixiHome(host))) return undefined;
	return host.path.dirname(pixi);
}

/** PIXI_HOME or `~/.pixi`. */
export function pixiHome(host: Host): string {
	const named = expandedPath(host, setting(host, "PIXI_HOME") ?? "");
	return named !== undefined && host.path.isAbsolute(named) ? named : host.path.join(host.home, ".pixi");
}

async function originOf(host: Host, prefix: string, isInstallation: IsInstallation): Promise<string> {
	const above = host.path.dirname(host.path.dirname(prefix));
	if (liesInEnvs(host, prefix) && (await isInstallation(above))) return "conda";
	return (await isPixis(host, prefix)) ? "pixi" : "conda";
}

/** Whether pixi made a prefix: by its place, or by the mark that pixi leaves in it. */
export async function isPixis(host: Host, prefix: string): Promise<boolean> {
	const { path } = host;
	const above = path.dirname(path.dirname(prefix));
	if (liesInEnvs(host, prefix) && (path.basename(above) === ".pixi" || above === pixiHome(host))) return true;
	return (await quietly(() => host.find(path.join(prefix, "conda-meta", "pixi")))) !== undefined;
}

/** What conda-build leaves behind and registers: `<root>/conda-bld/<package>_<time>/_h_env_placehold…`. */
const isBuilt = (prefix: string): boolean => /[\\/]conda-bld[\\/]/.test(prefix);

/** Under WSL the drives of Windows hold programs of Windows. */
export async function isOfWindows(host: Host, path: string): Promise<boolean> {
	return isOnWindowsDrive(path) && (await isWsl(host));
}

const foreign = (prefix: string): Toolchain => ({
	kind: "broken",
	problem: {
		kind: "foreign-platform",
		message: t("{0} lies on a drive of Windows, whose programs are not for this system.", prefix),
	},
});
