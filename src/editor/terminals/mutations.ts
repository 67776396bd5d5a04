import type { Activation } from "../../core/activation.ts";
import { activeMark, activeTimes, markFor } from "../../core/activeMark.ts";
import type { EnvironmentId } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { variable } from "../../core/variables.ts";

/** One change that VS Code makes to a variable of every new terminal. */
export interface Mutation {
	readonly variable: string;
	readonly kind: "prepend" | "replace";
	readonly value: string;
}

type Machine = Pick<Host, "platform" | "path" | "variables">;

/**
 * An activation as VS Code's environment variable collections can say it. A collection holds one mutator for each variable,
 * so all entries of a list are one prepend; it cannot take entries out (they stay behind ours) and cannot unset (an empty
 * value stands for it). A list that is not set is replaced: `x:` in front of nothing would put the working directory into it.
 */
export function mutationsOf(host: Machine, id: EnvironmentId, activation: Activation): readonly Mutation[] {
	const { delimiter } = host.path;
	const lists = Object.entries(activation.lists).flatMap(([name, { prepend }]): Mutation[] => {
		if (prepend.length === 0) return [];
		const entries = prepend.join(delimiter);
		return variable(host, host.variables, name)
			? [{ variable: name, kind: "prepend", value: `${entries}${delimiter}` }]
			: [{ variable: name, kind: "replace", value: entries }];
	});
	const variables = { ...activation.variables, ...activation.terminal };
	const replaced = Object.entries(variables).map(
		([name, value]): Mutation => ({ variable: name, kind: "replace", value: value ?? "" }),
	);
	return [
		...lists,
		...replaced,
		// what our own variables were is what a terminal starts from, but for the user's start-up files
		{ variable: activeMark, kind: "replace", value: markFor(host, id, { ...activation, variables }, host.variables) },
		// prepended as often as our entries are: at the start of the process, and again by a shell's integration
		{ variable: activeTimes, kind: "prepend", value: "1" },
	];
}
