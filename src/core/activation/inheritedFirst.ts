import type { Host } from "../host.ts";
import type { Selection } from "../state.ts";
import type { LastActivation } from "./lastActivation.ts";

/**
 * What terminals get where the inherited Go was selected: its program comes first on PATH, whatever other extensions put there,
 * and nothing else changes. Undefined where nothing was selected, or where that Go is not known.
 */
export function inheritedFirst(
	{ path }: Pick<Host, "path">,
	{ environment, reason }: Extract<Selection, { kind: "inherited" }>,
): LastActivation | undefined {
	if (reason.kind === "none" || environment?.toolchain.kind !== "known") return undefined;
	const { toolchain, name } = environment;
	const lists = { PATH: { prepend: [path.dirname(toolchain.program)], drop: [] } };
	const activation = { lists, variables: {}, terminal: {} };
	return { id: "inherited", name, activated: { activation, toolchain, inputs: [], warnings: [], scripts: [] } };
}
