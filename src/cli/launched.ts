import { launcherFolder } from "../core/activation/activeMark.ts";
import { entriesOf } from "../core/activation.ts";
import type { Host, Variables } from "../core/host.ts";
import { nameIn, variable } from "../core/variables.ts";
import { launchedMark } from "../shell/launcherText.ts";
/**
 * The variables without the one with which our launcher runs Electron as Node: programs that the CLI starts must not inherit
 * it, unless the user had set it.
 */
export function withoutLaunch(variables: Variables): Variables {
	const { [launchedMark]: mark, ELECTRON_RUN_AS_NODE: _, ...rest } = variables;
	if (mark === undefined) return variables;
	const at = mark.indexOf("=");
	return at < 0 ? rest : { ...rest, ELECTRON_RUN_AS_NODE: mark.slice(at + 1) };
}

/**
 * `variables` with the launcher's folder at the end of PATH if the calling terminal has it there, so that a script run by
 * `exec` finds `go-environments` as its caller does.
 */
export function withLauncher(host: Pick<Host, "platform" | "path">, there: Variables, variables: Variables): Variables {
	const folder = variable(host, there, launcherFolder);
	if (folder === undefined) return variables;
	const key = nameIn(host, variables, "PATH");
	const path = [...entriesOf(host, variables[key]), folder].join(host.path.delimiter);
	return { ...variables, [key]: path, [launcherFolder]: folder };
}
