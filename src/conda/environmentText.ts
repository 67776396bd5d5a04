/** The content of an environment.yml that is written for a new environment. */
export interface EnvironmentText {
	readonly name: string | undefined;
	/** Best first. None: those of the configuration of each machine. */
	readonly channels: readonly string[];
	readonly specs: readonly string[];
}

/**
 * The package of Go in conda-forge. Without cgo the build is named by its mutex package: by name alone conda takes the build with a
 * C compiler (conda-forge/go-feedstock). `_go_select[build=nocgo]` is the form that conda, mamba and rattler all take.
 */
export function goSpecs(range: string, withCgo = false): readonly string[] {
	return withCgo ? [`go-cgo${range}`] : [`go${range}`, "_go_select[build=nocgo]"];
}

/** An environment.yml. The same input gives the same text. */
export function environmentText({ name, channels, specs }: EnvironmentText): string {
	const list = (key: string, entries: readonly string[]): readonly string[] =>
		entries.length === 0 ? [] : [`${key}:`, ...entries.map((entry) => `  - ${yamlScalar(entry)}`)];
	const lines = [
		...(name === undefined ? [] : [`name: ${yamlScalar(name)}`]),
		...list("channels", channels),
		...list("dependencies", specs),
	];
	return `${lines.join("\n")}\n`;
}

/** As it is where every YAML reader takes it as this string, else quoted (JSON's quotes are YAML's). */
const yamlScalar = (text: string): string =>
	/^[A-Za-z_/](?:[\w./=+-]|:\/\/|::)*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text)
		? text
		: JSON.stringify(text);
