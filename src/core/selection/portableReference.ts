import { type GoEnvironment, versionOf } from "../environment.ts";
import type { Homed, Platformed } from "../host.ts";

export interface PortableReference {
	readonly reference: string;
	/** False if only a path of this machine identifies the environment. */
	readonly isPortable: boolean;
}

/**
 * The reference to an environment that depends least on this machine: a path inside the folder, a name (`conda:go-k8s`), a
 * version (`1.22.5`), and only then its absolute path. `means` is the folder's resolver: a portable candidate must resolve to
 * the same environment here.
 */
export async function portableReference(
	host: Homed & Platformed,
	environment: GoEnvironment,
	folder: string,
	means: (reference: string) => Promise<GoEnvironment | "inherited" | undefined>,
): Promise<PortableReference> {
	for (const reference of portableCandidates(host, environment, folder)) {
		const found = await means(reference);
		if (typeof found === "object" && found.id === environment.id) return { reference, isPortable: true };
	}
	return { reference: homePath(host, environment.location) + shellOf(environment), isPortable: false };
}

/**
 * Best first. A plain Go is referenced by version, all others by name, unless the name is a path. Environments of a project
 * have no portable reference outside it.
 */
function portableCandidates(host: Homed & Platformed, environment: GoEnvironment, folder: string): readonly string[] {
	const { provider, name, otherNames, kind } = environment;
	const version = versionOf(environment);
	const versions = version === undefined ? [] : [version, `${provider}:${version}`];
	const names = [name, ...otherNames]
		.filter((one) => !host.path.isAbsolute(one) && !one.startsWith("~"))
		.map((one) => `${provider}:${one}`);
	const inside = insidePath(host, environment.location, folder);
	const own = inside === undefined ? [] : [inside + shellOf(environment)];
	if (kind.isProjectCode) return own;
	return [...own, ...(kind.isPlain ? [...versions, ...names] : [...names, ...versions])];
}

/** `./envs/go`, with `/`, which every system accepts; `.` for the folder itself. */
function insidePath({ path, platform }: Homed & Platformed, location: string, folder: string): string | undefined {
	const comparable = (text: string): string => (platform === "linux" ? text : text.toLowerCase());
	if (comparable(location) === comparable(folder)) return ".";
	const isInside = comparable(location).startsWith(comparable(folder) + path.separator);
	if (!isInside) return undefined;
	return `./${location.slice(folder.length + 1).replaceAll(path.separator, "/")}`;
}

/** `#ci` */
const shellOf = ({ shell }: GoEnvironment): string => (shell === undefined ? "" : `#${shell}`);

/** The path with `~` if possible, so that it does not contain the user name. */
const homePath = ({ home, path }: Homed & Platformed, location: string): string =>
	location.startsWith(home + path.separator) ? `~${location.slice(home.length)}` : location;
