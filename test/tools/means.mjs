// Sources of other tools for tests, as archives beside the repository (its README lists the commits).
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const means = resolve(import.meta.dirname, "../../../shared/means");

/** Why they are missing, for the name of a skipped test; undefined if they exist. */
export const meansMissing = existsSync(means) ? undefined : "there is no ../shared/means beside the repository";

/** Unpacks the archive of a tool (`gvm`, `flake-utils`) into `folder`, and returns its path. */
export function unpackedMeans(name, folder) {
	const archive =
		meansMissing === undefined ? readdirSync(means).find((file) => file.startsWith(`${name}-`)) : undefined;
	if (archive === undefined) return undefined;
	execFileSync("tar", ["-xzf", join(means, archive), "-C", folder, "--no-same-owner"]);
	return join(folder, name);
}
