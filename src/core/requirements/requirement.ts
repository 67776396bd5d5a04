import type { Fault } from "../fault.ts";
import { compareGoVersions, type GoVersion } from "../versions/goVersion.ts";

/** A lower bound of Go and where it was written. */
export interface Requirement {
	/** `>=` and the text of the file, or a range in semver's grammar (go-environments.yaml). */
	readonly range: string;
	readonly version?: GoVersion;
	readonly source: "go" | "toolchain" | "requires";
	readonly file: string;
	readonly line: number;
	/** Whether it warns for the whole folder: go.work if one is in effect, else the folder's own go.mod. */
	readonly decides: boolean;
	/** Set where it has no effect: a `toolchain` line of a module under a go.work. */
	readonly without?: "go.work";
	/** The go.work whose lines, and not this file's, make go switch when it runs here. */
	readonly work?: string;
	/** The file says `toolchain default`: go does not switch for it. */
	readonly keepsToolchain?: boolean;
}

/** What the modules of a folder need. `cut` names the limit that ended the walk. */
export interface Requirements {
	readonly requirements: readonly Requirement[];
	/** The go.work in effect. */
	readonly work?: string;
	readonly cut?: { readonly directories: number };
	readonly faults: readonly Fault[];
	/** Files and directories that were read, to be watched. */
	readonly inputs: readonly string[];
}

/**
 * How a Go meets a requirement; `met` is about the Go that was chosen and, where GOTOOLCHAIN points to an older one, that one
 * too. `switchesTo` is the Go that go will take by itself instead.
 */
export interface Verdict {
	readonly met: boolean | null;
	readonly switchesTo?: GoVersion;
}

export interface JudgedRequirement extends Requirement, Verdict {}

/** Whether the Go that runs in the end, after go switched or not, is too old: what warns, where the requirement decides. */
export function isUnmet({ met, switchesTo, version }: Requirement & Verdict): boolean {
	if (met !== false) return false;
	return switchesTo === undefined || version === undefined || compareGoVersions(switchesTo, version) < 0;
}
