import type { Fault } from "../../../core/fault.ts";
import type { AcceptedVersions } from "../../../core/specification.ts";

/** What a new environment is to hold, checked, and in terms that every conda-like tool takes. */
export interface CondaSource {
	/** The name that a file gives, with its line. */
	readonly name?: { readonly text: string; readonly line: number };
	/** As the file names them; undefined: those of the user's configuration, or conda-forge. */
	readonly channels?: readonly string[];
	/** The channels of the user's configuration count too, after those of the file. */
	readonly addsConfigured: boolean;
	readonly packages:
		| { readonly kind: "specs"; readonly specs: readonly string[] }
		/** Package files by URL, in the form of an explicit file: no solver runs. */
		| { readonly kind: "explicit"; readonly lines: readonly string[] };
	/** What pip is to install, as lines of a requirements file, and the folder that relative paths are relative to. */
	readonly pip?: {
		readonly entries: readonly string[];
		/** Of pip's command line. */
		readonly options: readonly string[];
		readonly folder: string;
	};
	/** Declared variables, as `conda env create` stores them. */
	readonly variables: Readonly<Record<string, string>>;
	/** Absent if Go is not asked for. */
	readonly accepts?: AcceptedVersions;
	readonly notes: readonly Fault[];
}
