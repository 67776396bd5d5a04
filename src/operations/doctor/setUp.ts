import { activatedInUse } from "../../core/activation/activatedInUse.ts";
import { applied, composed, emptyActivation } from "../../core/activation.ts";
import type { GoToolchainSetting } from "../../core/folderKnowledge.ts";
import type { Host, Variables } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { FolderState } from "../../core/state.ts";
import type { KnownGo } from "../../goroot/findsGoroot.ts";
import type { GoSettingSource } from "./goExtensionSettings.ts";

/** What is checked: a folder with all that decides which Go its programs run. */
export interface SetUpRequest {
	/** Its variables are without our own activation. */
	readonly host: Host;
	readonly state: FolderState;
	readonly goToolchain: GoToolchainSetting;
	/**
	 * Settings of the official Go extension outside the folder's own file, which is read too; absent where that extension is not
	 * installed, and no setting of it has an effect.
	 */
	readonly settings?: readonly GoSettingSource[];
	/** Whether gopls and dlv may be started: nothing is in Restricted Mode. */
	readonly mayStart: boolean;
	/** The variables of the shell that asks, with our own activation if it has one. */
	readonly shell?: Variables;
}

/** The same with what follows from it. */
export interface SetUp extends SetUpRequest {
	/** The Go that the folder uses. */
	readonly go?: KnownGo;
	/** A host with the variables of programs in the folder. */
	readonly inFolder: Host;
	/**
	 * Whether these variables are complete: the environment was activated, or changes nothing but PATH. Else a value of the user may
	 * be replaced by one of the environment, and nothing is known of it.
	 */
	readonly isWhole: boolean;
}

export function setUpOf(request: SetUpRequest): SetUp {
	const { host } = request;
	const go = goOf(request);
	const { variables, isWhole } = folderVariables(request, go);
	return { ...request, ...(go === undefined ? {} : { go }), inFolder: { ...host, variables }, isWhole };
}

function goOf({ state: { selection } }: SetUpRequest): KnownGo | undefined {
	if (selection.kind === "chosen") {
		const { toolchain } = selection.environment;
		return toolchain.kind === "known" ? toolchain : undefined;
	}
	if (selection.kind === "missing" || selection.inherited.kind !== "program") return undefined;
	const { version, goroot, program } = selection.inherited;
	return version === undefined ? undefined : { version, goroot, program };
}

/** An environment that is not activated yet changes at least PATH, GOROOT and GOTOOLCHAIN (core/activation/activateEnvironment). */
function folderVariables(
	{ host, state: { selection, activation }, goToolchain }: SetUpRequest,
	go: KnownGo | undefined,
): { readonly variables: Variables; readonly isWhole: boolean } {
	if (selection.kind !== "chosen") return { variables: host.variables, isWhole: true };
	const inUse = activatedInUse(activation);
	if (inUse !== undefined) return { variables: applied(host, host.variables, inUse.activation), isWhole: true };
	const front = go === undefined ? [] : [host.path.dirname(go.program)];
	const lists = { PATH: { prepend: front, drop: [] } };
	const { value } = goToolchain;
	const variables = { GOROOT: null, ...(value === "inherit" ? {} : { GOTOOLCHAIN: value }) };
	const least = composed(emptyActivation, { lists, variables, terminal: {} });
	return {
		variables: applied(host, host.variables, least),
		isWhole: go !== undefined && selection.environment.kind.isPlain,
	};
}

/** Whether the folder selects an environment, which hides what is wrong outside it. */
export const hasEnvironment = ({ state }: SetUpRequest): boolean => state.selection.kind === "chosen";

/** What is wrong outside the folder's environment breaks other terminals and programs only. */
export const outsideOnly = (message: string): string =>
	`${message} ${t("It has no effect in the folder's environment.")}`;
