import type { Listing } from "../discovery/discovery.ts";
import type { ProviderName } from "../environment.ts";
import type { FoundSpecification } from "../folderKnowledge.ts";
import type { Host } from "../host.ts";

/**
 * The files that demand or offer an environment that exists or may exist: a flake with packages alone has no shell. Only the
 * listing has read the flake; if it failed, the file is kept.
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
