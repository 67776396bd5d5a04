import type { Activation, ToolGroup } from "../activation.ts";
import type { Host, Variables } from "../host.ts";
import type { Provider } from "../provider.ts";
import { nameIn } from "../variables.ts";

/** What one provider changed by leaving or activating. */
export interface Step {
	readonly provider: Provider;
	readonly change: Pick<Activation, "lists" | "variables">;
	/** The activation of the new environment, not leaving another one. */
	readonly isOwn: boolean;
}

/**
 * The groups of an activation of `base` that was made in `steps`: one per tool that changed something. Leaving and activating
 * with the same tool is one group.
 */
export function toolGroups(
	host: Pick<Host, "platform">,
	steps: readonly Step[],
	base: Variables,
	{ variables: made }: Pick<Activation, "variables">,
): readonly ToolGroup[] {
	const changing = steps.filter(({ change }) => Object.keys({ ...change.lists, ...change.variables }).length > 0);
	return [...new Set(changing.map(({ provider }) => provider))].flatMap((provider) => {
		const isState = (name: string): boolean => provider.keepsStateIn?.(name) === true;
		const state = Object.keys({ ...base, ...made }).filter(isState);
		if (state.length === 0) return [];
		const variables = new Set(state);
		const entries: Record<string, readonly string[]> = {};
		for (const { change, isOwn } of changing.filter((step) => step.provider === provider)) {
			for (const [name, { prepend, drop }] of Object.entries(change.lists)) {
				entries[name] = [...new Set([...(entries[name] ?? []), ...prepend, ...drop])];
			}
			for (const name of Object.keys(change.variables)) {
				// we set GOROOT ourselves: in the group of a tool that does not record it, it would never be removed
				if (!isOwn || nameIn(host, { GOROOT: "" }, name) !== "GOROOT") variables.add(name);
			}
		}
		return [{ state, variables: [...variables], entries }];
	});
}
