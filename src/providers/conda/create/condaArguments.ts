import { withoutCredentials } from "../../../conda/withoutCredentials.ts";
import type { CondaInfo } from "./condaInfo.ts";
import type { CondaSource } from "./condaSource.ts";

/** The channels for packages, as arguments, and as shown. */
export interface Channels {
	readonly arguments: readonly string[];
	/** Best first, as the file and the tool name them: with credentials, as far as the tool does not mask them. */
	readonly names: readonly string[];
	/** Best first, without credentials. */
	readonly shown: readonly string[];
}

/** The community channel: conda's built-in default has few versions of Go, and mamba has none. */
const communityChannel = "conda-forge";

/**
 * As `conda env create` does: the channels of a file, then the configured ones unless it has `nodefaults`. Where neither names a
 * channel of the user's choice: conda-forge alone.
 */
export function channelsOf(wanted: CondaSource, { channels: configured }: Pick<CondaInfo, "channels">): Channels {
	if (wanted.packages.kind === "explicit") {
		const places = wanted.packages.lines.map((line) => line.replace(/\/[^/]+\/[^/]+$/, ""));
		const names = [...new Set(places)];
		return { arguments: [], names, shown: [...new Set(names.map(withoutCredentials))] };
	}
	const own = wanted.channels ?? [];
	const isUnnamed = own.length === 0 && configured.length === 0;
	const named = isUnnamed ? [communityChannel] : own;
	const overrides = isUnnamed || !wanted.addsConfigured;
	const names = [...named, ...(overrides ? [] : configured)];
	return {
		arguments: [...named.flatMap((channel) => ["-c", channel]), ...(overrides ? ["--override-channels"] : [])],
		names,
		shown: names.map(withoutCredentials),
	};
}

/** The arguments that name the packages. `list`: the file that holds package files by URL. */
export const packageArguments = ({ packages }: CondaSource, list: string): readonly string[] =>
	packages.kind === "specs" ? packages.specs : ["--file", list];
