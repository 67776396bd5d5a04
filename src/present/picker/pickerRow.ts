import type { GoEnvironment, ProviderName } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import type { FolderState } from "../../core/state.ts";
import type { GoVersion } from "../../core/versions/goVersion.ts";
import type { TerminalGo } from "../texts/terminalGo.ts";

export type PickerChoice =
	| { readonly kind: "environment"; readonly environment: GoEnvironment }
	| { readonly kind: "inherited"; readonly environment?: GoEnvironment }
	| { readonly kind: "clear" }
	/** Reports that a version is not installed; selects nothing. */
	| { readonly kind: "absent" }
	/** Lets go switch by itself to a version that meets the requirement. */
	| { readonly kind: "switch" }
	/** Shows the environments that are hidden because they do not meet the requirement. */
	| { readonly kind: "all" }
	/** Checks what new terminals run, and says what to do. */
	| { readonly kind: "check" }
	/** Creates an environment: the Go with this version, or what the user selects. */
	| { readonly kind: "create"; readonly version?: GoVersion }
	/** Lets the user enter a path. */
	| { readonly kind: "path" }
	/** Saves the user's selection as the folder's setting. */
	| { readonly kind: "save" }
	| { readonly kind: "refresh" }
	| { readonly kind: "settings" };

export type PickerRow =
	| { readonly kind: "section"; readonly label: string }
	| {
			readonly kind: "choice";
			readonly choice: PickerChoice;
			readonly label: string;
			/** Searched in addition to the label: only version and path. */
			readonly description?: string;
			/** Further information; not searched, because it may mention versions that are not installed. */
			readonly detail?: string;
			/** Always shown, because `foundRows` has already filtered. */
			readonly isFound?: true;
			/** Initially active: the current one, or the recommended one where the current one does not fit. */
			readonly isPreselected?: true;
			/** `named`: recommended by a file, but not usable yet. */
			readonly mark:
				| "absent"
				| "in-use"
				| "selected"
				| "named"
				| "recommended"
				| "warning"
				| "error"
				| "action"
				| "plain";
	  };

export type ChoiceRow = Extract<PickerRow, { kind: "choice" }>;

export interface PickerRequest {
	readonly host: Pick<Host, "home" | "path" | "platform">;
	readonly environments: readonly GoEnvironment[];
	readonly titles: ReadonlyMap<ProviderName, string>;
	/** Absent if no folder is open: the list of the machine. */
	readonly state?: FolderState;
	/** What new terminals of the folder run, where it is another Go. */
	readonly runs?: TerminalGo | undefined;
	/** False in Restricted Mode, where nothing is active. */
	readonly isTrusted: boolean;
	/** Whether a version meets the deciding requirements; null or absent if unknown. */
	readonly verdicts: ReadonlyMap<GoVersion, boolean | null>;
}
