import { type Activation, activationBetween, entriesOf, listVariables } from "../../core/activation.ts";
import type { Toolchain } from "../../core/environment.ts";
import type { Host, Variables } from "../../core/host.ts";
import { gorootOfProgram } from "../../goroot/gorootOfProgram.ts";
import { toolchainAt } from "../../goroot/toolchainAt.ts";
import type { DevShell } from "./devShell.ts";

/** Lists to which `nix develop` adds what was there before; it replaces every other variable (XDG_DATA_DIRS from Nix 2.10). */
const extended: readonly string[] = ["PATH", "XDG_DATA_DIRS"];

/** What the variables of a devShell change in `base`, as `nix develop` does. */
export function shellActivation(host: Host, { variables }: DevShell, base: Variables): Activation {
	const set: Record<string, string> = {};
	const after: Record<string, string> = { ...base };
	for (const [name, value] of Object.entries(variables)) {
		const isList = listVariables.some((list) => list === name);
		if (!isList) set[name] = value;
		else after[name] = extended.includes(name) ? inFront(host, name, value, base[name]) : value;
	}
	const { lists, variables: plain } = activationBetween(host, base, after);
	// a value that `base` has already is part of it too: a terminal starts with other variables
	return { lists, variables: { ...set, ...plain }, terminal: {} };
}

function inFront(host: Host, name: string, own: string, before: string | undefined): string {
	const entries = [...entriesOf(host, own), ...entriesOf(host, before)];
	// stdenv's default is /usr/share as well, which newer versions of Nix would name twice
	const kept = name === "PATH" ? entries : [...new Set(entries)];
	return kept.join(host.path.delimiter);
}

/**
 * The Go of a devShell: the first go on its own PATH. `none` if it has none; `unknown` for a go whose GOROOT cannot be told
 * without running it, such as a wrapper script. Throws the host's faults.
 */
export async function shellToolchain(host: Host, { variables }: DevShell): Promise<Toolchain> {
	for (const folder of entriesOf(host, variables["PATH"])) {
		if (!host.path.isAbsolute(folder)) continue;
		const program = host.path.join(folder, "go");
		const found = await host.stat(program);
		if (found?.kind !== "file" || !found.executable) continue;
		const goroot = (await gorootOfProgram(host, program))?.goroot;
		if (goroot === undefined) return { kind: "unknown" };
		return await host.look((looks) => toolchainAt(looks, goroot, program));
	}
	return { kind: "none" };
}
