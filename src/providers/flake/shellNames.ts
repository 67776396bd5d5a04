import type { Host } from "../../core/host.ts";
import { called } from "./nixCalls.ts";
import { evaluated } from "./nixEvaluation.ts";
import type { NixNode } from "./nixNode.ts";
import { attribute, lazily, type NixValue, unknown } from "./nixValue.ts";

/** A flake that defines thousands of shells would fill every list. */
const maxNames = 200;

export interface ShellNames {
	/** `default` first, then by name. */
	readonly names: readonly string[];
	/** Whether there may be more, with names that are unknown without evaluation. */
	readonly isOpen: boolean;
}

/** Why a file is not a flake: Nix requires a literal attribute set with `outputs`. */
export type NoFlake = "not-a-set" | "no-outputs";

/** Nix's name of this machine's system. On Windows a flake runs in WSL, as Linux. */
export function nixSystem({ platform, architecture }: Pick<Host, "platform" | "architecture">): string {
	const processors: Readonly<Record<string, string>> = { x64: "x86_64", arm64: "aarch64", ia32: "i686", arm: "armv7l" };
	return `${processors[architecture] ?? architecture}-${platform === "darwin" ? "darwin" : "linux"}`;
}

/** The names of a flake's devShells for `system`, as far as they are known without evaluation. */
export function shellNames(root: NixNode, system: string): ShellNames | NoFlake {
	if (root.expression().kind !== "set") return "not-a-set";
	const written = attribute(evaluated(root), "outputs");
	if (written === undefined) return "no-outputs";
	const outputs = written.kind === "function" ? called(written, lazily(unknown)) : written;
	const shells = attribute(outputs, "devShells");
	const own = shells === undefined ? undefined : attribute(shells, system);
	if (own !== undefined) return namesOf(own);
	// the output of old flakes, which Nix still uses if there is no other
	const old = attribute(outputs, "devShell");
	const shell = old === undefined ? undefined : attribute(old, system);
	return { names: shell === undefined || isOnlySet(shell) ? [] : ["default"], isOpen: false };
}

function namesOf(shells: NixValue): ShellNames {
	if (shells.kind === "unknown") return { names: [], isOpen: true };
	if (shells.kind !== "set") return { names: [], isOpen: false };
	// Nix cannot address a name with a quote (facts of Nix, section 1)
	const names = [...shells.entries]
		.filter(([name, shell]) => !/["\u0000-\u001f]/.test(name) && !isOnlySet(shell()))
		.map(([name]) => name)
		.sort(byName);
	const isOpen = shells.isOpen || shells.any.length > 0 || names.length > maxNames;
	return { names: names.slice(0, maxNames), isOpen };
}

/** A literal set that is not a derivation, which `nix develop` refuses: `devShell.default = …` for each system. */
const isOnlySet = (value: NixValue): boolean => value.kind === "set" && !value.isOpen && !value.entries.has("type");

const byName = (a: string, b: string): number =>
	Number(b === "default") - Number(a === "default") || (a < b ? -1 : a > b ? 1 : 0);
