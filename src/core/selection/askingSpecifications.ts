import type { Listing } from "../discovery/discovery.ts";
import type { ProviderName } from "../environment.ts";
import type { FoundSpecification } from "../folderKnowledge.ts";
import type { Host } from "../host.ts";

/**
 * The files that ask for an environment, or offer one that is there or may be: a flake with packages alone has no shell. Only
 * the listing has read it; where that failed, nobody knows.
 */
export function askingSpecifications(
	{ path }: Pick<Host, "path">,
	specifications: readonly FoundSpecification[],
	listings: ReadonlyMap<ProviderName, Listing>,
): readonly FoundSpecification[] {
	return specifications.filter(({ offers, file }) => {
		const state = offers === undefined ? undefined : listings.get(offers)?.state;
		if (state?.kind !== "listed") return true;
		return state.environments.some(({ location }) => location === path.dirname(file));
	});
}
