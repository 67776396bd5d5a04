import { type EnvironmentId, type GoEnvironment, type ProviderName, versionOf } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { printable } from "../escaping/printable.ts";
import { problemText } from "../faults/remedyTexts.ts";
import { environmentProblems } from "../texts/environmentFacts.ts";
import { inReadingOrder } from "../texts/rowOrder.ts";
import { shortenedPaths, shortPath } from "../texts/shortPath.ts";
import { type Cell, columns, type WidthOf, wrapped } from "./columns.ts";
import type { Style } from "./style.ts";

export interface EnvironmentsTextRequest {
	readonly host: Pick<Host, "home" | "path">;
	readonly environments: readonly GoEnvironment[];
	/** In display order. */
	readonly titles: ReadonlyMap<ProviderName, string>;
	/** The folder whose environment in use is marked. */
	readonly folder: string;
	readonly inUse?: EnvironmentId;
	/** The requirement that the marks refer to: `Go 1.22 or later (go.mod:3)`. Without it rows are not judged. */
	readonly requirement?: string;
	/** Whether a row meets it; null if unknown. */
	meets(environment: GoEnvironment): boolean | null;
	/** Lists rows without Go individually instead of folded. */
	readonly all: boolean;
	readonly style: Style;
	readonly widthOf: WidthOf;
	/** Of the terminal, in columns. */
	readonly width?: number;
}

interface Group {
	readonly title: string;
	readonly rows: readonly GoEnvironment[];
	readonly folded: number;
}

const marks = { inUse: "●", met: "✓", unmet: "✗", broken: "⚠" } as const;
type TableMark = "met" | "unmet" | "broken" | "none";

/** The environments as a table for people: by provider, version first, with a legend of the marks. */
export function environmentsText(request: EnvironmentsTextRequest): readonly string[] {
	const { style, widthOf, width } = request;
	const groups = groupsOf(request);
	const rows = groups.flatMap((group) => group.rows);
	const lines = columns(
		rows.map((row) => cellsOf(request, row)),
		{ widthOf, ...(width === undefined ? {} : { width }) },
	);
	const text: string[] = [];
	let at = 0;
	for (const group of groups) {
		text.push(style.strong(group.title));
		for (const row of group.rows) text.push(lines[at++] ?? "", ...remarksOf(request, row));
		if (group.folded > 0) text.push(style.faint(remarkIndent + t("Without Go ({0})", group.folded)));
		text.push("");
	}
	return [...text, ...legendOf(request, rows)];
}

function groupsOf({ environments, titles, all }: EnvironmentsTextRequest): readonly Group[] {
	return [...titles].flatMap(([provider, title]) => {
		const own = environments.filter((row) => row.provider === provider);
		const rows = all ? own : own.filter(({ toolchain }) => toolchain.kind !== "none");
		return own.length === 0 ? [] : [{ title, rows: inReadingOrder(rows), folded: own.length - rows.length }];
	});
}

function cellsOf(request: EnvironmentsTextRequest, row: GoEnvironment): readonly Cell[] {
	const { style, host, inUse } = request;
	const mark = markOf(request, row);
	const version = versionOf(row) ?? (row.toolchain.kind === "none" ? "–" : "?");
	const isInUse = row.id === inUse;
	return [
		{
			text: `${isInUse ? marks.inUse : " "} ${mark === "none" ? " " : marks[mark]}`,
			style: () => `${isInUse ? style.active(marks.inUse) : " "} ${styledMark(style, mark)}`,
		},
		{ text: version, ...(isInUse ? { style: style.strong } : {}) },
		{
			text: row.name === row.location ? shortPath(host, row.name) : row.name,
			...(isInUse ? { style: style.strong } : {}),
		},
		{ text: shortPath(host, row.location), style: style.faint },
	];
}

function markOf({ requirement, meets }: EnvironmentsTextRequest, row: GoEnvironment): TableMark {
	if (row.toolchain.kind === "broken") return "broken";
	const verdict = requirement === undefined ? null : meets(row);
	return verdict === null ? "none" : verdict ? "met" : "unmet";
}

function styledMark(style: Style, mark: TableMark): string {
	switch (mark) {
		case "met":
			return style.good(marks.met);
		case "unmet":
			return style.bad(marks.unmet);
		case "broken":
			return style.warning(marks.broken);
		default:
			return " ";
	}
}

/** The lines below a row: its problems and its provider's notes. */
function remarksOf(request: EnvironmentsTextRequest, environment: GoEnvironment): readonly string[] {
	const { host, style, width, widthOf } = request;
	const lines = (text: string, paint: (line: string) => string): readonly string[] =>
		wrapped(
			printable(shortenedPaths(host, text)),
			width === undefined ? width : width - remarkIndent.length,
			widthOf,
		).map((line) => remarkIndent + paint(line));
	return [
		...environmentProblems(environment).flatMap((problem) => lines(problemText(problem, "cli"), style.warning)),
		...environment.notes.flatMap((note) => lines(note, style.faint)),
	];
}

/** Aligned with the version. */
const remarkIndent = "     ";

function legendOf(request: EnvironmentsTextRequest, rows: readonly GoEnvironment[]): readonly string[] {
	const { host, style, folder, inUse, width, widthOf } = request;
	const requirement = printable(request.requirement ?? "");
	const shown = new Set(rows.map((row) => markOf(request, row)));
	const parts = [
		...(rows.some(({ id }) => id === inUse)
			? [{ mark: style.active(marks.inUse), text: t("in use in {0}", printable(shortPath(host, folder))) }]
			: []),
		...(shown.has("met") ? [{ mark: style.good(marks.met), text: t("meets the requirements: {0}", requirement) }] : []),
		...(shown.has("unmet")
			? [
					{
						mark: style.bad(marks.unmet),
						text: shown.has("met") ? t("does not") : t("does not meet the requirements: {0}", requirement),
					},
				]
			: []),
		...(shown.has("broken") ? [{ mark: style.warning(marks.broken), text: t("broken") }] : []),
	];
	const together = parts.map(({ text }) => `x ${text}`).join("   ");
	const isWide = width !== undefined && widthOf(together) > width;
	const words = parts.map(({ mark, text }) => `${mark} ${text}`);
	return isWide || words.length === 0 ? words : [words.join("   ")];
}
