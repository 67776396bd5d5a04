import type { Activation, ToolGroup } from "../activation.ts";
import type { Host, Variables } from "../host.ts";
import type { Provider } from "../provider.ts";
import { nameIn } from "../variables.ts";

/** What leaving, or activating, by one provider changed. */
export interface Step {
	readonly provider: Provider;
	readonly change: Pick<Activation, "lists" | "variables">;
	/** The activation of the environment that is used, not the leaving of another one. */
	readonly isOwn: boolean;
}

/**
 * The groups of an activation of `base` that was made in `steps`: one for each tool of which it changed something. A tool that
 * was left and used is one.
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
				// which GOROOT an environment has is ours to decide: a tool that does not note it there would leave it for good
				if (!isOwn || nameIn(host, { GOROOT: "" }, name) !== "GOROOT") variables.add(name);
			}
		}
		return [{ state, variables: [...variables], entries }];
	});
}
