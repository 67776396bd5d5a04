import type { Fault } from "../fault.ts";
import { compareGoVersions, type GoVersion } from "../versions/goVersion.ts";

/** A lower bound of the Go version and where it is written. */
export interface Requirement {
	/** `>=` and the file's text, or a range in semver's grammar (go-environments.yaml). */
	readonly range: string;
	readonly version?: GoVersion;
	readonly source: "go" | "toolchain" | "requires";
	readonly file: string;
	readonly line: number;
	/** Whether it applies to the whole folder and may warn: go.work if one is in effect, else the folder's own go.mod. */
	readonly decides: boolean;
	/** Set if it has no effect: a `toolchain` line of a module under a go.work. */
	readonly without?: "go.work";
	/** The go.work whose lines, instead of this file's, make go switch here. */
	readonly work?: string;
	/** The file says `toolchain default`: its lines never make go switch. */
	readonly keepsToolchain?: boolean;
}

/** The requirements of a folder's modules. `cut` names the limit that ended the walk. */
export interface Requirements {
	readonly requirements: readonly Requirement[];
	/** The go.work in effect. */
	readonly work?: string;
	readonly cut?: { readonly directories: number };
	readonly faults: readonly Fault[];
	/** Files and directories that were read, for watching. */
	readonly inputs: readonly string[];
}

/**
 * How a Go meets a requirement; `met` is about the selected Go, and also about an older one if GOTOOLCHAIN selects that.
 * `switchesTo` is the Go to which go switches on its own.
 */
export interface Verdict {
	readonly met: boolean | null;
	readonly switchesTo?: GoVersion;
}

export interface JudgedRequirement extends Requirement, Verdict {}

/** Whether the Go that finally runs, after any switch, is too old. Warns if the requirement decides. */
export function isUnmet({ met, switchesTo, version }: Requirement & Verdict): boolean {
	if (met !== false) return false;
	return switchesTo === undefined || version === undefined || compareGoVersions(switchesTo, version) < 0;
}
