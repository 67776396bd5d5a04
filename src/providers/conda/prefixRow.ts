import { childPath } from "../../core/childPath.ts";
import { environmentId, type GoEnvironment, type Toolchain } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { pathKey } from "../../core/isInside.ts";
import { setting } from "../../core/variables.ts";
import { t } from "../../core/words.ts";
import { isOnWindowsDrive, isWsl } from "../../goroot/foreignPlatform.ts";
import { expandedPath } from "./condaPath.ts";
import type { PrefixPlaces } from "./installations.ts";
import { prefixToolchain } from "./prefixToolchain.ts";
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
	places: PrefixPlaces,
	folder?: string,
): Promise<GoEnvironment | undefined> {
	const { path, real, otherPaths, nickname } = prefix;
	if ((await host.find(historyOf(host, path)))?.kind !== "file") return undefined;
	const name = await prefixName(host, path, places);
	const isForeign = isOnWindowsDrive(path) && (await isWsl(host));
	const { toolchain, realGoroot } = isForeign
		? { toolchain: foreign(path), realGoroot: undefined }
		: await prefixToolchain(host, path);
	const otherNames = new Set(nickname === undefined ? [] : [nickname]);
	for (const other of otherPaths) otherNames.add(await prefixName(host, other, places));
	otherNames.delete(name);
	for (const other of otherPaths) otherNames.delete(other); // a path is found as one
	return {
		id: environmentId("conda", path),
		provider: "conda",
		name,
		otherNames: [...otherNames],
		location: path,
		toolchain,
		otherPaths,
		realPaths: realGoroot === undefined || toolchain.kind === "none" ? [real] : [real, realGoroot],
		origin: (await isMadeByConda(host, path, places)) ? "conda" : "pixi",
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
export async function prefixName(host: Host, prefix: string, places: PrefixPlaces): Promise<string> {
	const { path } = host;
	if (await places.isInstallation(prefix)) return "base";
	const above = places.aboveEnvs(prefix);
	if (above === undefined) return prefix;
	const project = pixiProject(host, above);
	const name = path.basename(prefix);
	return project === undefined ? name : `${path.basename(project)}/${name}`;
}

/** The folder of the pixi project whose environments lie in `<project>/.pixi/envs`; none for pixi's global ones. */
function pixiProject(host: Host, pixi: string): string | undefined {
	if (host.path.basename(pixi) !== ".pixi" || pathKey(host, pixi) === pathKey(host, pixiHome(host))) return undefined;
	return host.path.dirname(pixi);
}

/** PIXI_HOME or `~/.pixi`. */
export function pixiHome(host: Host): string {
	const named = expandedPath(host, setting(host, "PIXI_HOME") ?? "");
	return named !== undefined && host.path.isAbsolute(named) ? named : host.path.join(host.home, ".pixi");
}

async function isMadeByConda(host: Host, prefix: string, places: PrefixPlaces): Promise<boolean> {
	const above = places.aboveEnvs(prefix);
	return (above !== undefined && (await places.isInstallation(above))) || !(await isPixis(host, prefix, places));
}

/** Whether pixi made a prefix: by its place, or by the mark that pixi leaves in it. */
export async function isPixis(host: Host, prefix: string, { aboveEnvs }: PrefixPlaces): Promise<boolean> {
	const { path } = host;
	const above = aboveEnvs(prefix);
	if (above !== undefined && (path.basename(above) === ".pixi" || above === pixiHome(host))) return true;
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
