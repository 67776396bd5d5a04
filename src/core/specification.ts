import type { Fault } from "./fault.ts";

/** In the order in which one decides within a folder (BEHAVIOUR.md, Selection). */
export const specificationKinds = [
	"go-environments.yaml",
	"mise.toml",
	".tool-versions",
	".go-version",
	"environment.yml",
	".go-pkgset",
	"flake.nix",
] as const;
export type SpecificationKind = (typeof specificationKinds)[number];

/**
 * One thing that a file asks for. Of `alternatives` the first that exists is meant: references as BEHAVIOUR.md defines them,
 * as written by the user after the tool's own prefixes were taken off (`v1.22.5` → `1.22.5`).
 */
export interface Demand {
	readonly alternatives: readonly string[];
	readonly line: number;
}

/** What a file in a folder asks for. `demand` is absent where it does not name Go or cannot be read (see `faults`). */
export interface Specification {
	readonly kind: SpecificationKind;
	readonly file: string;
	readonly demand?: Demand;
	/** It asks for a Go in a form that only its own tool can read (a template): the selection is then missing. */
	readonly unreadable?: { readonly text: string; readonly line: number };
	/** go-environments.yaml: `requires`, a range in semver's grammar. */
	readonly requires?: { readonly range: string; readonly line: number };
	/** environment.yml: the Go that its dependencies ask for, as written (`go=1.22`). */
	readonly goSpec?: string;
	readonly faults: readonly Fault[];
}

/** Reads no files; every exception of a parser becomes a fault with file, line and column. Never throws. */
export interface SpecificationReader {
	readonly kind: SpecificationKind;
	/** Paths below a folder, with `/`, best first; only the first that exists is read. */
	readonly files: readonly string[];
	/** Looked for in the folders above too, as the file's own tool does. */
	readonly upwards: boolean;
	/** Asynchronous, for parsers load when they are first used. */
	read(path: string, text: string): Promise<Specification>;
}
