import type { Listing } from "../discovery/discovery.ts";
import type { ProviderName } from "../environment.ts";
import type { FoundSpecification } from "../folderKnowledge.ts";
import type { Host } from "../host.ts";

/**
 * The files that ask for an environment. A flake.nix asks for a shell only where its flake has one, or may have: one with
 * packages alone does not. Only the listing has read it; where that failed, nobody knows.
 */
export function askingSpecifications(
	{ path }: Pick<Host, "path">,
	specifications: readonly FoundSpecification[],
	listings: ReadonlyMap<ProviderName, Listing>,
): readonly FoundSpecification[] {
	const flakes = listings.get("flake")?.state;
	if (flakes?.kind !== "listed") return specifications;
	const folders = new Set(flakes.environments.map(({ location }) => location));
	return specifications.filter(({ kind, file }) => kind !== "flake.nix" || folders.has(path.dirname(file)));
}
