import type { ProviderName } from "./environment.ts";
import type { Fault } from "./fault.ts";
import type { Host, Platform } from "./host.ts";
import type { GoVersion } from "./versions/goVersion.ts";

/** In the order in which one decides within a folder (docs/behaviour.md, Selection). */
export const specificationKinds = [
	"go-environments.yaml",
	"mise.toml",
	".tool-versions",
	".prototools",
	".go-version",
	"environment.yml",
	".go-pkgset",
	"flake.nix",
] as const;
export type SpecificationKind = (typeof specificationKinds)[number];

/**
 * One thing that a file asks for. Of `alternatives` the first that exists is meant: references as docs/behaviour.md defines them,
 * as written by the user after the tool's own prefixes were taken off (`v1.22.5` → `1.22.5`).
 */
export interface Demand {
	readonly alternatives: readonly string[];
	readonly line: number;
	/** Each alternative as people know it, where its provider goes without saying: `ci` of an environment.yml, for `conda:ci`. */
	readonly written?: readonly string[];
	/** Of each alternative, where they do not all stand on `line`. */
	readonly lines?: readonly number[];
}

/** The versions of Go that a file accepts: its reader knows the grammar of its ranges, core does not. */
export interface AcceptedVersions {
	/** As written: `go=1.22`. */
	readonly text: string;
	/** Undefined where that cannot be told. */
	includes(version: GoVersion): boolean | undefined;
}

/** What a file in a folder asks for. `demand` is absent where it does not name Go or cannot be read (see `faults`). */
export interface Specification {
	readonly kind: SpecificationKind;
	readonly file: string;
	readonly demand?: Demand;
	/**
	 * It asks for a Go in a form that only its own tool can read (a template), or may ask for one, but the system does not let it
	 * be read (`fault`): the selection is then missing.
	 */
	readonly unreadable?: { readonly text?: string; readonly line?: number; readonly fault?: Fault };
	/** go-environments.yaml: `requires`, a range in semver's grammar. */
	readonly requires?: { readonly range: string; readonly line: number };
	/** environment.yml: the Go that its dependencies ask for in the environment that it names. */
	readonly accepts?: AcceptedVersions;
	/** Its demand names an environment that need have no Go: an environment.yml without Go among its dependencies. */
	readonly namesNoGo?: boolean;
	/**
	 * It does not ask, it offers what this provider lists in its folder: the shells of a flake. One is recommended, and none is
	 * selected because the file is there. Where none is listed, there is nothing to offer.
	 */
	readonly offers?: ProviderName;
	/** .go-pkgset: gvm's package set; it asks for an environment only together with a .go-version beside it. */
	readonly pkgset?: { readonly name: string; readonly line: number };
	/** Written in a form that no tool looks for above the folder: gvm's `go1.22.5`. */
	readonly folderOnly?: boolean;
	readonly faults: readonly Fault[];
}

/** What decides about a file beside its text. */
export interface ReadingContext {
	readonly platform: Platform;
	/** The text of the file that `companion` names, where there is one. */
	readonly companion?: string;
}

/** Reads no files; every exception of a parser becomes a fault with file, line and column. Never throws. */
export interface SpecificationReader {
	readonly kind: SpecificationKind;
	/**
	 * Paths below a folder, with `/`, best first; the first that names Go is meant. A last part `*.toml` stands for every
	 * file that ends so, the last name first.
	 */
	files(host: Pick<Host, "platform" | "variables">): readonly string[];
	/** Looked for in the folders above too, as the file's own tool does. */
	readonly upwards: boolean;
	/**
	 * False where such a file selects no environment by itself: a flake only recommends, a package set needs a version beside
	 * it. Any other one that the system does not let be read may select an environment, and nobody knows which.
	 */
	readonly selectsAlone?: false;
	/** Whose installs a version in the file prefers: those of its own tools (docs/behaviour.md, References). */
	readonly owners?: readonly string[];
	/** Bytes; a larger file is refused, for parsing blocks an event loop that others share. */
	readonly limit: number;
	/** The file that its tool reads with `file`, both below the folder: mise.lock beside mise.toml. */
	companion?(file: string): string;
	/** Asynchronous, for parsers load when they are first used. */
	read(path: string, text: string, context: ReadingContext): Promise<Specification>;
}
