import type { Fault, Problem } from "./fault.ts";
import type { Plan } from "./operation.ts";
import type { AcceptedVersions } from "./specification.ts";
import type { GoVersion } from "./versions/goVersion.ts";

/** What an environment is created from. */
export type CreationSource =
	/** A file of the environment's own tool; absolute. */
	| { readonly kind: "file"; readonly file: string }
	/** Packages in the grammar of the tool (`go=1.25`); empty: the newest Go alone. */
	| { readonly kind: "packages"; readonly specs: readonly string[]; readonly withCgo?: true }
	/** One Go; a language version (`1.22`) means the newest release of it. */
	| { readonly kind: "version"; readonly version: GoVersion };

/** Where an environment is created. A Go by version has its own place. */
export type CreationPlace =
	/** Beside the tool's other environments; without a name, under that of the file. */
	| { readonly kind: "named"; readonly name?: string }
	/** Inside the workspace folder. */
	| { readonly kind: "workspace" };

/** The setting that names a tool's program. */
export interface ProgramSetting {
	/** Absolute, or a name that is looked for on PATH. */
	readonly program: string;
	/** The file of the folder that sets it: it then came with the folder. */
	readonly file?: string;
}

/** What creating, updating and removing have in common. */
export interface ChangeRequest {
	/** The workspace folder for which it is done. */
	readonly folder: string;
	/** `goEnvironments.<provider>.program`. */
	readonly program?: ProgramSetting;
	/** Also asks the tool which packages it would install; this takes seconds and may download indexes. */
	readonly preview: boolean;
}

export interface CreateRequest extends ChangeRequest {
	readonly source: CreationSource;
	readonly place: CreationPlace;
	/** Programs that can get a Go by version: those of the listed Gos, the inherited one first. */
	readonly goPrograms: readonly GoProgram[];
}

export interface GoProgram {
	readonly program: string;
	readonly version: GoVersion;
}

export interface UpdateRequest extends ChangeRequest {
	/** Absolute. */
	readonly file: string;
}

/** A file that colleagues may share: it holds no secrets, and no paths of this machine. */
export interface PlannedFile {
	readonly text: string;
	/** What the user should know before it is written. */
	readonly notes: readonly Problem[];
}

/** What a file asked for at one time. */
export interface FilePrint {
	/** Absolute. */
	readonly file: string;
	/** Of its content without comments and blank lines. */
	readonly print: string;
}

export interface PlannedPackage {
	readonly name: string;
	readonly version: string;
	readonly change: "install" | "remove";
}

/**
 * What would be done with an environment, for a preview. The operation resolves to its location. It ends with the environment whole
 * or as it was before, also if it fails, is cancelled or is killed; an update is as safe as its tool makes it.
 */
export interface EnvironmentPlan extends Plan<string> {
	readonly change: "create" | "update" | "remove";
	readonly name: string;
	/** Absolute. */
	readonly location: string;
	/** The tool with its version, as shown, and its program; absent if none is needed. */
	readonly tool?: { readonly title: string; readonly program: string };
	/** Where packages come from, best first, without credentials. */
	readonly channels: readonly string[];
	/** The file that it is made from, as it was before it was read. Absent for packages, a version, and a removal. */
	readonly from?: FilePrint;
	/** The packages that are asked for, as written but without credentials. */
	readonly requested: readonly string[];
	/** What pip is asked to install, as written but without credentials; it may run code. Absent if pip is not run. */
	readonly pip?: readonly string[];
	/** All packages that change; absent if the tool was not asked. */
	readonly packages?: readonly PlannedPackage[];
	/** Absent if unknown. */
	readonly downloadBytes?: number;
	/** Of packages: a file that asks for the same, to be shown or written. */
	readonly file?: PlannedFile;
	/** The Go versions that were asked for; absent if Go was not. */
	readonly accepts?: AcceptedVersions;
	/** What the user should know before. */
	readonly notes: readonly Fault[];
}
