import { type GoEnvironment, versionOf } from "../environment.ts";
import type { Host } from "../host.ts";

type Places = Pick<Host, "path" | "home" | "platform">;

export interface PortableReference {
	readonly reference: string;
	/** False where only a path of this machine identifies the environment. */
	readonly isPortable: boolean;
}

/**
 * The reference by which an environment is found again that says least about this machine: a place inside the folder, a name
 * (`conda:go-k8s`), a version (`1.22.5`), and only then its path. `means` is the resolver of the folder: what a colleague's
 * machine would be asked must lead to the same environment here.
 */
export async function portableReference(
	host: Places,
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
 * The best first. A name that is a path is none; a plain Go is its version, everything else is known by its name. What is a project's has
 * none outside of it. */
function portableCandidates(host: Places, environment: GoEnvironment, folder: string): readonly string[] {
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

/** `./envs/go`, with the separators that every system reads; `.` for the folder itself. */
function insidePath({ path, platform }: Places, location: string, folder: string): string | undefined {
	const comparable = (text: string): string => (platform === "linux" ? text : text.toLowerCase());
	if (comparable(location) === comparable(folder)) return ".";
	const isInside = comparable(location).startsWith(comparable(folder) + path.separator);
	if (!isInside) return undefined;
	return `./${location.slice(folder.length + 1).replaceAll(path.separator, "/")}`;
}

/** `#ci` */
const shellOf = ({ shell }: GoEnvironment): string => (shell === undefined ? "" : `#${shell}`);

/** Without the name of the user in it where it can be. */
const homePath = ({ home, path }: Places, location: string): string =>
	location.startsWith(home + path.separator) ? `~${location.slice(home.length)}` : location;
