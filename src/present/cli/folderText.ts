import { creating } from "../../core/action.ts";
import { isActivatable } from "../../core/activation/activatable.ts";
import { type GoEnvironment, versionOf } from "../../core/environment.ts";
import { type Fault, isWrong } from "../../core/fault.ts";
import type { InheritedGo } from "../../core/folderKnowledge.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { lackingGo } from "../../core/requirements/lackingGo.ts";
import { isUnmet, type JudgedRequirement } from "../../core/requirements/requirement.ts";
import type { FolderState, Selection } from "../../core/state.ts";
import { printable } from "../escaping/printable.ts";
import { remedyTexts } from "../faults/remedyTexts.ts";
import { environmentRemarks } from "../texts/environmentFacts.ts";
import { inheritedGoText, inheritedPlace } from "../texts/inheritedGo.ts";
import { reasonPlace, requirementText, switchSentence } from "../texts/selectionText.ts";
import { linePlace, shortenedPaths, shortPath } from "../texts/shortPath.ts";
import { type Cell, columns, type WidthOf } from "./columns.ts";
import { faultText } from "./faultText.ts";
import type { Style } from "./style.ts";

export interface FolderTextRequest {
	readonly host: Pick<Host, "home" | "path">;
	readonly state: FolderState;
	readonly style: Style;
	readonly widthOf: WidthOf;
	readonly width?: number;
}

/** A folder as a page for people: its environment with the reason, its requirements, its files, and its problems. */
export function folderText(request: FolderTextRequest): readonly string[] {
	const { state, style, host } = request;
	return [
		style.strong(printable(shortPath(host, state.folder))),
		...facts(request, selectionFacts(request)),
		...section(request, t("Needs"), requirementRows(request)),
		...section(request, t("Files that name a Go"), specificationRows(request)),
		...faults(request),
	];
}

type Fact = readonly [label: string, value: string, style?: (text: string) => string];

function facts({ style, widthOf, width }: FolderTextRequest, rows: readonly Fact[]): readonly string[] {
	return columns(
		rows.map(([label, text, own]): readonly Cell[] => [
			{ text: label, style: style.faint },
			{ text, ...(own === undefined ? {} : { style: own }) },
		]),
		{ widthOf, indent: "  ", last: "wrapped", ...(width === undefined ? {} : { width }) },
	);
}

function selectionFacts({ host, state, style }: FolderTextRequest): readonly Fact[] {
	const { selection, folder } = state;
	const because: Fact = [t("because of"), reasonText(host, folder, selection)];
	const { recommended } = selection;
	const advice = [
		...(recommended === undefined ? [] : [adviceFact(host, recommended, style)]),
		...(state.wouldSwitchTo === undefined ? [] : [[t("possible"), switchSentence(state.wouldSwitchTo)] as const]),
		...(recommended === undefined ? downloadFacts(state) : []),
	];
	if (selection.kind === "missing") {
		const text = selection.isUnread
			? t("a stored selection that cannot be read")
			: selection.fault.kind === "not-readable"
				? t("“{0}”, which cannot be read", selection.reference)
				: t("“{0}”, which does not exist", selection.reference);
		return [[t("uses"), text, style.bad], because, ...advice];
	}
	const { environment } = selection;
	const inherited = selection.kind === "inherited" ? selection.inherited : undefined;
	const known = environment === undefined ? inheritedFacts(host, inherited) : placeFacts(host, environment);
	const name =
		environment === undefined ? inheritedText(host, inherited) : headText(environment, inherited !== undefined);
	const remarks = environment === undefined ? [] : environmentRemarks(environment, "cli");
	const notes = remarks.map((remark): Fact => [t("note"), shortenedPaths(host, remark)]);
	return [[t("uses"), name, style.strong], ...known, because, ...activationFacts(state, style), ...notes, ...advice];
}

/** Where nothing that is installed meets the requirement. */
function downloadFacts(state: FolderState): readonly Fact[] {
	const version = lackingGo(state);
	if (version === undefined) return [];
	const remedy = { text: t("Download Go {0}.", version), action: creating({ version }) };
	return remedyTexts({ remedies: [remedy] }, "cli").map((text): Fact => [t("possible"), text]);
}

/** `Go 1.22.5 · conda ci`. */
function headText(environment: GoEnvironment, isInherited: boolean): string {
	const version = versionOf(environment);
	const go = version === undefined ? t("Go, version not known yet") : t("Go {0}", version);
	const name = `${environment.provider} ${environment.name}`;
	return [go, name, ...(isInherited ? [t("inherited")] : [])].join(" · ");
}

function adviceFact(host: FolderTextRequest["host"], environment: GoEnvironment, style: Style): Fact {
	const name = nameText(host, environment);
	if (isActivatable(environment)) return [t("recommended"), name, style.good];
	return [t("recommended"), [name, t("cannot be used here")].join(" · ")];
}

const nameText = (host: FolderTextRequest["host"], environment: GoEnvironment): string =>
	`${headText(environment, false)} · ${shortPath(host, environment.location)}`;

function placeFacts(host: FolderTextRequest["host"], { toolchain, location }: GoEnvironment): readonly Fact[] {
	const goroot = toolchain.kind === "known" ? toolchain.goroot : undefined;
	const place: readonly Fact[] = goroot === location ? [] : [[t("place"), shortPath(host, location)]];
	return goroot === undefined ? place : [...place, ["GOROOT", shortPath(host, goroot)]];
}

/** An inherited Go that no provider lists: `Go (asdf) · inherited`. */
function inheritedText(host: FolderTextRequest["host"], inherited: InheritedGo | undefined): string {
	if (inherited === undefined || inherited.kind === "none") return t("no Go");
	return [inheritedGoText(host, inherited), t("inherited")].join(" · ");
}

function inheritedFacts(host: FolderTextRequest["host"], inherited: InheritedGo | undefined): readonly Fact[] {
	const place = inherited && inheritedPlace(host, inherited);
	if (place === undefined) return [];
	return [[inherited?.kind === "shim" ? t("place") : "GOROOT", place]];
}

/** `.go-version:1 (1.22)`, `your choice for this folder`. */
function reasonText(host: FolderTextRequest["host"], folder: string, selection: Selection): string {
	const { reason } = selection;
	const words = [reasonPlace(host, folder, reason)];
	const reference = "reference" in selection ? selection.reference : undefined;
	if (reference !== undefined && reason.file !== undefined) words.push(`“${reference}”`);
	const others = (reason.others ?? []).map(({ provider, name }) => `${provider}:${name}`);
	if (others.length > 0) words.push(t("also possible: {0}", firstOf(others).join(", ")));
	return words.join(" · ");
}

/** Up to three, and an indication that there are more. */
const firstOf = (texts: readonly string[]): readonly string[] =>
	texts.length <= 4 ? texts : [...texts.slice(0, 3), t("{0} more", texts.length - 3)];

function activationFacts({ activation, selection }: FolderState, style: Style): readonly Fact[] {
	const chosen = selection.kind === "chosen" ? selection.environment : undefined;
	const isWaiting = chosen?.kind.activation === "on-request" && chosen.toolchain.kind === "unknown";
	if (isWaiting && activation.kind === "none") return [[t("activation"), t("when a command needs it (`exec`, `env`)")]];
	if (activation.kind !== "failed") return [];
	return [[t("activation"), t("failed: {0}", activation.fault.message), style.bad]];
}

function section(
	{ style, widthOf, width }: FolderTextRequest,
	title: string,
	rows: readonly (readonly Cell[])[],
): readonly string[] {
	if (rows.length === 0) return [];
	const lines = columns(rows, { widthOf, indent: "  ", last: "wrapped", ...(width === undefined ? {} : { width }) });
	return ["", style.strong(title), ...lines];
}

function requirementRows({ host, state, style }: FolderTextRequest): readonly (readonly Cell[])[] {
	return state.requirements.map((requirement) => [
		verdictCell(requirement, style),
		{ text: requirementText(requirement) },
		{ text: linePlace(host, state.folder, requirement), style: style.faint },
		{ text: verdictText(requirement), style: style.faint },
	]);
}

function verdictCell(requirement: JudgedRequirement, style: Style): Cell {
	const { met, switchesTo, decides } = requirement;
	if (isUnmet(requirement)) return { text: "✗", style: decides ? style.bad : style.warning };
	if (switchesTo !== undefined) return { text: "→" };
	return met === true ? { text: "✓", style: style.good } : { text: " " };
}

function verdictText({ met, switchesTo, decides, without }: JudgedRequirement): string {
	if (without !== undefined) return t("without effect under {0}", without);
	if (switchesTo !== undefined) return t("go switches to {0}", switchesTo);
	if (met === false) return decides ? t("not met") : t("not met, for its own files");
	return "";
}

function specificationRows({ host, state, style }: FolderTextRequest): readonly (readonly Cell[])[] {
	return state.specifications.flatMap(({ file, demand, unreadable }) => {
		const reference = demand?.alternatives.join(" ") ?? unreadable?.text;
		const line = demand?.line ?? unreadable?.line;
		if (reference === undefined) return [];
		const place = linePlace(host, state.folder, { file, ...(line === undefined ? {} : { line }) });
		return [[{ text: reference }, { text: place, style: style.faint }]];
	});
}

function faults({ host, state, style }: FolderTextRequest): readonly string[] {
	const { faults: all, activation } = state;
	const shown = activation.kind === "failed" ? [...all, activation.fault] : all;
	const listed = (title: string, some: readonly Fault[]): readonly string[] =>
		some.length === 0
			? []
			: ["", style.strong(title), ...some.flatMap((fault) => faultText(host, fault, style)).map((line) => `  ${line}`)];
	return [
		...listed(t("Problems"), shown.filter(isWrong)),
		...listed(
			t("Notes"),
			shown.filter((fault) => !isWrong(fault)),
		),
	];
}
