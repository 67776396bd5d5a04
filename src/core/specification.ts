import type { ProviderName } from "./environment.ts";
import type { Fault } from "./fault.ts";
import type { Host, Platform } from "./host.ts";
import type { GoVersion } from "./versions/goVersion.ts";

/** In order of precedence within a folder (docs/behaviour.md, Selection). */
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
 * One demand of a file. The first of `alternatives` that exists is used: references as docs/behaviour.md defines them, as the
 * user wrote them but without the tool's own prefixes (`v1.22.5` → `1.22.5`).
 */
export interface Demand {
	readonly alternatives: readonly string[];
	readonly line: number;
	/** Each alternative as shown, without a provider that is implied: `ci` in an environment.yml, for `conda:ci`. */
	readonly written?: readonly string[];
	/** The line of each alternative, if they are not all on `line`. */
	readonly lines?: readonly number[];
}

/** The Go versions that a file accepts: its reader knows the grammar of its ranges, core does not. */
export interface AcceptedVersions {
	/** As written: `go=1.22`. */
	readonly text: string;
	/** Undefined if unknown. */
	includes(version: GoVersion): boolean | undefined;
}

/** What a file in a folder asks for. `demand` is absent if the file does not name Go or cannot be read (see `faults`). */
export interface Specification {
	readonly kind: SpecificationKind;
	readonly file: string;
	readonly demand?: Demand;
	/**
	 * It asks for a Go in a form that only its own tool can read (a template), or it cannot be read and may ask for one (`fault`):
	 * the selection is then missing.
	 */
	readonly unreadable?: { readonly text?: string; readonly line?: number; readonly fault?: Fault };
	/** go-environments.yaml: `requires`, a range in semver's grammar. */
	readonly requires?: { readonly range: string; readonly line: number };
	/** environment.yml: the Go versions that its dependencies allow in the environment that it names. */
	readonly accepts?: AcceptedVersions;
	/** Its demand names an environment that may have no Go: an environment.yml without Go among its dependencies. */
	readonly namesNoGo?: boolean;
	/**
	 * It offers the environments that this provider lists in its folder (the shells of a flake). One is recommended, but none is
	 * selected because of the file. If none is listed, it offers nothing.
	 */
	readonly offers?: ProviderName;
	/** The tool of the environment that it names can create it from this file. */
	readonly creates?: true;
	/** It can be read, describes an environment, and does not name it. */
	readonly isNameless?: true;
	/** .go-pkgset: gvm's package set; it only asks for an environment together with a .go-version beside it. */
	readonly pkgset?: { readonly name: string; readonly line: number };
	/** Written in a form that no tool searches for above the folder: gvm's `go1.22.5`. */
	readonly folderOnly?: boolean;
	readonly faults: readonly Fault[];
}

/** Input for a reader beside the file's text. */
export interface ReadingContext {
	readonly platform: Platform;
	/** The text of the file that `companion` names, if it exists. */
	readonly companion?: string;
}

/** Reads no files; parser exceptions become faults with file, line and column. Never throws. */
export interface SpecificationReader {
	readonly kind: SpecificationKind;
	/**
	 * Paths below a folder, with `/`, best first; the first file that names Go is used. A last part `*.toml` matches every file
	 * with that ending, in descending order of names.
	 */
	files(host: Pick<Host, "platform" | "variables">): readonly string[];
	/** Also searched for in the folders above, as the file's own tool does. */
	readonly upwards: boolean;
	/**
	 * False where such a file selects no environment by itself: a flake only recommends, a package set needs a version beside
	 * it. Any other one that the system does not let be read may select an environment, and nobody knows which.
	 */
	readonly selectsAlone?: false;
	/** Whose installs a version in the file prefers: those of its own tools (docs/behaviour.md, References). */
	readonly owners?: readonly string[];
	/** Bytes; a larger file is refused, because parsing blocks the event loop that other extensions share. */
	readonly maxBytes: number;
	/** The file that its tool reads together with `file`, both below the folder: mise.lock beside mise.toml. */
	companion?(file: string): string;
	/** Asynchronous, because parsers are loaded on first use. */
	read(path: string, text: string, context: ReadingContext): Promise<Specification>;
}
