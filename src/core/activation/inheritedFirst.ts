import type { InheritedGo } from "../folderKnowledge.ts";
import type { Host } from "../host.ts";
import type { Selection } from "../state.ts";
import type { LastActivation } from "./lastActivation.ts";

/**
 * What terminals get where the inherited Go was selected: its program comes first on PATH, whatever other extensions put there,
 * and nothing else changes. Needs no listing. Undefined where nothing was selected, no Go is inherited, or it is an unknown program:
 * its folder may be /usr/bin, which must not come before the others.
 */
export function inheritedFirst(
	{ path }: Pick<Host, "path">,
	{ inherited, reason }: Extract<Selection, { kind: "inherited" }>,
): LastActivation | undefined {
	if (reason.kind === "none" || inherited.kind === "none") return undefined;
	if (inherited.kind === "shim" && path.isAbsolute(inherited.manager)) return undefined;
	// not the folder through which it was found: /usr/bin has other programs
	const program = (inherited.kind === "program" ? inherited.located : undefined) ?? inherited.program;
	const lists = { PATH: { prepend: [path.dirname(program)], drop: [] } };
	const activation = { lists, variables: {}, terminal: {} };
	const toolchain = toolchainOf(inherited, program);
	return {
		id: "inherited",
		name: nameOf(inherited, path),
		activated: { activation, toolchain, inputs: [], warnings: [], scripts: [] },
	};
}

function toolchainOf(inherited: InheritedGo, program: string): LastActivation["activated"]["toolchain"] {
	if (inherited.kind !== "program" || inherited.version === undefined) return { kind: "unknown" };
	return { kind: "known", version: inherited.version, goroot: inherited.goroot, program };
}

/** The manager of a shim, else as the SDK's own folder is usually called: `go1.22.5`. */
function nameOf(inherited: Exclude<InheritedGo, { kind: "none" }>, path: Host["path"]): string {
	if (inherited.kind === "shim") return inherited.manager;
	const { version, goroot } = inherited;
	return version === undefined ? path.basename(goroot) : `go${version}`;
}
