import { seenOrUndefined } from "../../core/attempt.ts";
import { childPath } from "../../core/childPath.ts";
import { environmentId, type GoEnvironment, type Toolchain } from "../../core/environment.ts";
import type { Host, Looks } from "../../core/host.ts";
import { pathKey } from "../../core/isInside.ts";
import { t } from "../../core/l10n.ts";
import { condaKind } from "./condaKind.ts";
import type { PrefixPlaces } from "./installations.ts";
import { prefixToolchain } from "./prefixToolchain.ts";

/** A folder that may be an environment, with all paths by which it was found. */
export interface Prefix {
	/** The first path found. */
	readonly path: string;
	readonly real: string;
	readonly otherPaths: readonly string[];
	/** Set for a child of a folder in `envs_dirs`, which `conda activate <this>` finds. */
	readonly nickname?: string;
}

/** The file that makes a folder an environment (conda's is_conda_environment). */
export const historyOf = ({ path }: Pick<Host, "path">, prefix: string): string =>
	childPath(path, prefix, "conda-meta", "history");

/**
 * The row of a prefix, or undefined without conda-meta/history. `folder`: the workspace folder that contains it. Throws the
 * host's faults.
 */
export function prefixRow(
	looks: Looks,
	prefix: Prefix,
	places: PrefixPlaces,
	folder?: string,
): GoEnvironment | undefined {
	const { path, real, otherPaths, nickname } = prefix;
	if (looks.stat(historyOf(looks, path))?.kind !== "file") return undefined;
	const { name, maker } = calledBy(looks, path, places);
	const { toolchain, realGoroot } = places.isOfWindows(looks, path)
		? { toolchain: foreign(path), realGoroot: undefined }
		: prefixToolchain(looks, path);
	const names = otherPaths.map((other) => calledBy(looks, other, places).name);
	if (nickname !== undefined) names.unshift(nickname);
	// paths are already in otherPaths
	const otherNames = names.filter((one) => one !== name && !otherPaths.includes(one));
	return {
		id: environmentId("conda", path),
		provider: "conda",
		kind: condaKind,
		name,
		otherNames: otherNames.length === 0 ? [] : [...new Set(otherNames)],
		location: path,
		toolchain,
		otherPaths,
		realPaths: realGoroot === undefined || toolchain.kind === "none" ? [real] : [real, realGoroot],
		origin: maker,
		...(isBuilt(path) ? { onlyByPath: true } : {}),
		...(folder === undefined ? {} : { folder }),
		notes: [],
		problems: [],
	};
}

/**
 * The name of a prefix and the tool that created it. `base` for an installation, the folder's name below a folder called
 * `envs`, else the whole path: conda's _default_env. All environments of a pixi project may be called `default`, so there it is
 * `app/default`.
 */
function calledBy(
	looks: Looks,
	prefix: string,
	places: PrefixPlaces,
): { readonly name: string; readonly maker: "conda" | "pixi" } {
	const { path } = looks;
	const above = places.aboveEnvs(prefix);
	const isBelowInstallation = above !== undefined && places.isInstallation(looks, above);
	const maker = !isBelowInstallation && isMadeByPixi(looks, prefix, places) ? "pixi" : "conda";
	if (!isBelowInstallation && places.isInstallation(looks, prefix)) return { name: "base", maker };
	if (above === undefined) return { name: prefix, maker };
	const project = pixiProject(looks, above, places);
	const name = path.basename(prefix);
	return { name: project === undefined ? name : `${path.basename(project)}/${name}`, maker };
}

/** The folder of the pixi project whose environments are in `<project>/.pixi/envs`; undefined for pixi's global ones. */
function pixiProject({ path, platform }: Looks, pixi: string, { pixiHome }: PrefixPlaces): string | undefined {
	if (path.basename(pixi) !== ".pixi" || pathKey({ platform }, pixi) === pathKey({ platform }, pixiHome))
		return undefined;
	return path.dirname(pixi);
}

/** Whether pixi created a prefix: by its location, or by a file that pixi writes into it. */
export function isMadeByPixi(looks: Looks, prefix: string, { aboveEnvs, pixiHome }: PrefixPlaces): boolean {
	const { path } = looks;
	const above = aboveEnvs(prefix);
	if (above !== undefined && (path.basename(above) === ".pixi" || above === pixiHome)) return true;
	return seenOrUndefined(() => looks.stat(childPath(path, prefix, "conda-meta", "pixi"))) !== undefined;
}

/** Prefixes that conda-build leaves and registers: `<root>/conda-bld/<package>_<time>/_h_env_placehold…`. */
const isBuilt = (prefix: string): boolean => /[\\/]conda-bld[\\/]/.test(prefix);

const foreign = (prefix: string): Toolchain => ({
	kind: "broken",
	problem: {
		kind: "foreign-platform",
		message: t("{0} is on a Windows drive. Its programs are not for this system.", prefix),
	},
});
