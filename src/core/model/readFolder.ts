import { isActivatable } from "../activation/activatable.ts";
import type { ActivationContext } from "../activation/activateEnvironment.ts";
import { knownActivation } from "../activation/activationCache.ts";
import type { Activated } from "../activation.ts";
import { discover, environmentsOf, type Listing } from "../discovery/discovery.ts";
import { type EnvironmentId, type GoEnvironment, type ProviderName, versionOf } from "../environment.ts";
import { distinctFaults, type Fault } from "../fault.ts";
import type { FolderKnowledge, FoundSpecification, InheritedGo, SpecificationsRead } from "../folderKnowledge.ts";
import { t } from "../l10n.ts";
import type { DiscoverOptions } from "../provider.ts";
import { isUnmet, type JudgedRequirement, type Requirements } from "../requirements/requirement.ts";
import { verdictsByVersion, warns } from "../requirements/verdicts.ts";
import { askingSpecifications } from "../selection/askingSpecifications.ts";
import { judgedSpecifications } from "../selection/judgedSpecifications.ts";
import { readPick } from "../selection/picks.ts";
import { rankOf } from "../selection/reference.ts";
import { select } from "../selection/selection.ts";
import type { SelectRequest, WrittenReference } from "../selection/selectionOf.ts";
import type { ActivationState, FolderState, Selection } from "../state.ts";
import { compareGoVersions, type GoVersion, isPrerelease } from "../versions/goVersion.ts";
import { goneFault } from "./goneFolder.ts";
import { outdatedEnvironments, withMadeEnvironments } from "./outdatedEnvironments.ts";
import { snapshotOf } from "./snapshot.ts";

export interface FolderRequest extends ActivationContext {
	readonly folder: string;
	/** The environments of the machine. */
	readonly machine: readonly GoEnvironment[];
	readonly knowledge: FolderKnowledge;
	readonly options: DiscoverOptions;
	readonly setting?: WrittenReference;
	/** Why the settings file cannot be read. */
	readonly settingFault?: Fault;
	/** Problems of the settings themselves. */
	readonly settingFaults?: readonly Fault[];
	/** `--environment`, relative to the working directory. */
	readonly argument?: WrittenReference & { readonly base: string };
	/** The activation that stays in use where nothing newer is known: it tells the Go of an environment on request. */
	readonly inUse?: { readonly id: EnvironmentId; readonly activated: Activated } | undefined;
	readonly signal: AbortSignal;
}

export interface FolderRead {
	readonly state: FolderState;
	/** Files and directories that the state depends on. */
	readonly inputs: readonly string[];
}

/** The whole state of a folder, from files alone; runs nothing. `activation` comes from the cache. */
export async function readFolder(given: FolderRequest): Promise<FolderRead> {
	const request = { ...given, host: snapshotOf(given.host) };
	const { host, folder, knowledge, signal } = request;
	const [place, listings, read, requirements, stored, inherited] = await Promise.all([
		host.stat(folder).catch(() => "unreadable" as const),
		discover({ ...request, providers: request.providers, folder }),
		knowledge.specificationsOf(host, folder, signal),
		knowledge.requirementsOf(host, folder, signal),
		readPick(host, folder),
		knowledge.inheritedGo(host),
	]);
	const own = [...listings.values()].flatMap(({ state }) => state.environments);
	const rows = environmentsOf(request.machine, own);
	const specifications = askingSpecifications(host, read.specifications, listings);
	const selecting: SelectRequest = {
		...request,
		rows,
		machine: request.machine,
		specifications,
		inherited,
		...(stored.pick === undefined ? {} : { pick: stored.pick }),
		...(stored.fault === undefined ? {} : { pickFault: stored.fault }),
	};
	const { selection: selected, faults } = await select(selecting);
	const activation = await activationState(request, selected);
	const selection = withActivatedGo(request, selected, activation);
	const judged = await judge(request, requirements, selection, inherited);
	const wouldSwitchTo = await possibleSwitch(request, requirements, selection, judged);
	// what a selected environment does not meet may need another Go than its file accepts
	const candidates = selection.kind === "chosen" ? rows : asked(selection, read, rows);
	const judgedFiles = await withMadeEnvironments(selecting, selection, await judgedSpecifications(selecting));
	const faultsOf = (specification: FoundSpecification): readonly Fault[] =>
		(judgedFiles.find(({ file }) => file === specification.file) ?? specification).faults;
	const state: FolderState = {
		folder,
		environments: rows.filter((row) => own.some(({ id }) => id === row.id)),
		specifications: judgedFiles,
		requirements: judged,
		selection: await withRecommendation(request, selection, judged, candidates),
		...(wouldSwitchTo === undefined ? {} : { wouldSwitchTo }),
		activation,
		faults: distinctFaults([
			...(request.settingFaults ?? []),
			...(place === undefined ? [goneFault(folder)] : []),
			...(stored.fault === undefined ? [] : [stored.fault]),
			...[...listings.values()].flatMap(({ state: { faults: of } }) => of),
			...read.faults,
			...read.specifications.flatMap(faultsOf),
			...(await outdatedEnvironments(selecting, selection, judgedFiles)),
			...faults,
			...requirements.faults,
			...cutNote(folder, requirements),
			...shimFault(inherited, selection),
			...inheritedFault(inherited, selection),
			...(selection.kind === "missing" && selection.fault !== stored.fault && !isTold(selection.fault, read)
				? [selection.fault]
				: []),
		]),
	};
	return { state, inputs: inputsOf(listings, read.inputs, requirements) };
}

/** Whether the file's reader has already reported the fault more precisely. */
function isTold({ kind, file, line }: Fault, { specifications }: SpecificationsRead): boolean {
	const told = specifications.flatMap((specification) => specification.faults);
	return told.some((fault) => fault.kind === kind && fault.file === file && fault.line === line);
}

function inputsOf(
	listings: ReadonlyMap<ProviderName, Listing>,
	read: readonly string[],
	requirements: Requirements,
): readonly string[] {
	const places = [...listings.values()].flatMap((listing) => listing.places);
	return [...new Set([...places, ...read, ...requirements.inputs])];
}

type Go = NonNullable<Parameters<FolderKnowledge["judged"]>[2]>;

/** The Go that the selection provides; undefined if only running something could tell. */
function goOf(selection: Selection, inherited: InheritedGo): Go | undefined {
	if (selection.kind === "chosen") {
		const { toolchain } = selection.environment;
		return toolchain.kind === "known" ? toolchain : undefined;
	}
	if (selection.kind === "missing" || inherited.kind !== "program" || inherited.version === undefined) return undefined;
	return { version: inherited.version, goroot: inherited.goroot };
}

function judge(
	{ host, knowledge, goToolchain }: FolderRequest,
	requirements: Requirements,
	selection: Selection,
	inherited: InheritedGo,
): Promise<readonly JudgedRequirement[]> {
	// An inherited Go keeps the user's own GOTOOLCHAIN: `inherited` changes nothing.
	const setting = selection.kind === "chosen" ? goToolchain : { value: "inherit" as const, isDefault: false };
	return knowledge.judged(host, requirements, goOf(selection, inherited), setting);
}

/** {@link FolderState.wouldSwitchTo}. An inherited Go keeps the user's own GOTOOLCHAIN, whatever the setting is. */
async function possibleSwitch(
	{ host, knowledge, goToolchain }: FolderRequest,
	requirements: Requirements,
	selection: Selection,
	judged: readonly JudgedRequirement[],
): Promise<GoVersion | undefined> {
	const isMet = !judged.some((one) => warns(one) && isUnmet(one));
	if (isMet || selection.kind !== "chosen" || goToolchain.value === "auto") return undefined;
	const { toolchain } = selection.environment;
	if (toolchain.kind !== "known") return undefined;
	const auto = { value: "auto", isDefault: false } as const;
	const switched = await knowledge.judged(host, requirements, toolchain, auto);
	if (switched.some((one) => warns(one) && isUnmet(one))) return undefined;
	return switched.find(({ decides, switchesTo }) => decides && switchesTo !== undefined)?.switchesTo;
}

/** The rows whose Go the deciding file accepts, if it restricts versions. */
function asked(
	{ reason }: Selection,
	{ specifications }: SpecificationsRead,
	rows: readonly GoEnvironment[],
): readonly GoEnvironment[] {
	const accepts = specifications.find(({ file }) => file === reason.file)?.accepts;
	if (accepts === undefined) return rows;
	return rows.filter(({ toolchain }) => toolchain.kind === "known" && accepts.includes(toolchain.version) !== false);
}

/** If what the folder uses does not meet its requirements, recommends the best installed environment that does. */
async function withRecommendation(
	request: FolderRequest,
	selection: Selection,
	judged: readonly JudgedRequirement[],
	rows: readonly GoEnvironment[],
): Promise<Selection> {
	if (selection.kind === "chosen") {
		const recommended = judged.some((one) => warns(one) && isUnmet(one))
			? await bestOf(request, judged, rows)
			: undefined;
		return recommended === undefined ? selection : { ...selection, recommended };
	}
	const isMet = judged.every(({ decides, met }) => !decides || met === true);
	// what a file names but cannot be used here is no way out where the requirement is not met
	if (selection.recommended !== undefined && (isMet || isActivatable(selection.recommended))) return selection;
	// while the machine is listed, and for a shim, there is no row
	const hasGo = selection.kind === "inherited" && selection.inherited.kind !== "none";
	if (selection.kind === "inherited" && isMet && (hasGo || judged.length > 0)) return selection;
	const recommended = await bestOf(request, judged, rows);
	return recommended === undefined ? selection : { ...selection, recommended };
}

/** The newest release that meets the deciding requirements; of equal ones the first by the order of providers and places. */
async function bestOf(
	request: FolderRequest,
	requirements: readonly JudgedRequirement[],
	rows: readonly GoEnvironment[],
): Promise<GoEnvironment | undefined> {
	const { providers } = request;
	const rank = (row: GoEnvironment): number => rankOf(providers, row.provider);
	const usable = rows.filter(({ toolchain, onlyByPath, provider }) => {
		const isRelease = toolchain.kind === "known" && !isPrerelease(toolchain.version);
		return isRelease && onlyByPath !== true && providers.some(({ name }) => name === provider);
	});
	// by version, because a thousand rows may share five versions
	const verdicts = await verdictsByVersion({ ...request, requirements }, usable);
	const candidates = usable.filter((row) => {
		const version = versionOf(row);
		return version !== undefined && verdicts.get(version) !== false;
	});
	return candidates.sort((a, b) => compareRows(b, a) || rank(a) - rank(b))[0];
}

function compareRows(a: GoEnvironment, b: GoEnvironment): number {
	const [x, y] = [versionOf(a), versionOf(b)];
	return x === undefined || y === undefined ? 0 : compareGoVersions(x, y);
}

/** The selection with the Go that its activation found, where the listing cannot tell it. */
function withActivatedGo({ inUse }: FolderRequest, selection: Selection, activation: ActivationState): Selection {
	if (selection.kind !== "chosen" || selection.environment.toolchain.kind !== "unknown") return selection;
	const { environment } = selection;
	const kept = inUse?.id === environment.id ? inUse.activated : undefined;
	const activated = activation.kind === "active" ? activation.activated : kept;
	return activated === undefined
		? selection
		: { ...selection, environment: { ...environment, toolchain: activated.toolchain } };
}

async function activationState(request: FolderRequest, selection: Selection): Promise<ActivationState> {
	if (selection.kind !== "chosen") return { kind: "none" };
	const known = await knownActivation(request, selection.environment, request.host.variables);
	if (known === undefined) return { kind: "none" };
	return "activated" in known ? { kind: "active", activated: known.activated } : { kind: "failed", fault: known.fault };
}

/** Modules may have been skipped; this is not a problem of the folder. */
function cutNote(folder: string, { cut }: Requirements): readonly Fault[] {
	if (cut === undefined) return [];
	const message = t("Only {0} folders of {1} were searched for modules.", cut.directories, folder);
	return [{ kind: "note", message, remedies: [{ text: t("Open the module's folder.") }], file: folder }];
}

/** A problem of the machine's own Go only affects folders that use that Go. */
function inheritedFault(inherited: InheritedGo, selection: Selection): readonly Fault[] {
	const fault = inherited.kind === "program" ? inherited.fault : undefined;
	return fault === undefined || selection.kind !== "inherited" ? [] : [fault];
}

/** A shim has no GOROOT and no version: its manager decides what it starts. */
function shimFault(inherited: InheritedGo, selection: Selection): readonly Fault[] {
	if (inherited.kind !== "shim" || selection.kind !== "inherited") return [];
	const { manager, program } = inherited;
	return [
		{
			kind: "not-supported",
			file: program,
			message: t(
				"The go that comes first on PATH is a shim of {0}, which decides which Go runs: {1}.",
				manager,
				program,
			),
			remedies: [
				{
					text: t("Select an installed environment."),
					action: { kind: "select" },
				},
			],
		},
	];
}
