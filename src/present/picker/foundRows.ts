import { versionOf } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { warns } from "../../core/requirements/verdicts.ts";
import type { FolderState } from "../../core/state.ts";
import { type GoVersion, matchesGoVersion, parseGoVersion } from "../../core/versions/goVersion.ts";
import { requirementText } from "../texts/selectionText.ts";
import { linePlace } from "../texts/shortPath.ts";
import type { ChoiceRow, PickerRow } from "./pickerRow.ts";

interface FoundRequest {
	readonly host: Pick<Host, "home" | "path">;
	/** The folder's state, if a folder is open. */
	readonly state?: FolderState;
	/** More rows may follow, so a version cannot be reported as absent. */
	readonly isListing: boolean;
}

/**
 * The rows for the typed text. The editor's own search works for names and paths, but it splits versions into digits: it finds
 * `1.21.7` by `1.27`, and does not find `Go 1.27.1` by `go1.27.1`. So for a typed version, only rows with that version, or with
 * a matching name or path, remain; if none has it, the first row says so and offers actions.
 */
export function foundRows(request: FoundRequest, rows: readonly PickerRow[], typed: string): readonly PickerRow[] {
	const text = typed.trim().toLowerCase();
	// accepts blanks and `v`, and a trailing dot while the user is typing
	const [, bare] = /^(?:go|v)?\s*(\d+(?:\.[\da-z]*)*)$/.exec(text) ?? [];
	if (bare === undefined) return rows;
	const found = rows
		.filter((row) => isFound(row, text, bare))
		.map((row) => ({ ...withoutSection(row), isFound: true }) as const);
	const version = parseGoVersion(bare);
	// `1` is too short to be a version
	if (version === undefined || !bare.includes(".")) return found.length === 0 ? rows : found;
	if (request.isListing || found.some((row) => mayHave(row, version))) return found;
	const creation = request.state === undefined ? [] : [createChoice(version)];
	return [absentChoice(request, version), ...creation, ...found, ...rows.filter(isPathChoice)].map((row) => ({
		...row,
		isFound: true,
	}));
}

/** What its section says otherwise. */
function withoutSection(row: ChoiceRow): ChoiceRow {
	if (row.mark !== "in-use" && row.mark !== "selected") return row;
	const use = row.mark === "in-use" ? t("in use") : t("selected");
	return { ...row, detail: row.detail === undefined ? use : `${use} · ${row.detail}` };
}

const isPathChoice = (row: PickerRow): row is ChoiceRow => row.kind === "choice" && row.choice.kind === "path";

function isFound(row: PickerRow, text: string, bare: string): row is ChoiceRow {
	if (row.kind !== "choice" || row.mark === "action") return false;
	const version = rowVersion(row);
	if (version?.startsWith(bare) === true) return true;
	const asked = parseGoVersion(bare);
	if (version !== undefined && asked !== undefined && matchesGoVersion(version, asked)) return true;
	return [row.label, row.description ?? ""].some((part) => part.toLowerCase().includes(text));
}

function rowVersion(row: ChoiceRow): GoVersion | undefined {
	return "environment" in row.choice && row.choice.environment !== undefined
		? versionOf(row.choice.environment)
		: undefined;
}

/** `1.2` may become 1.27, and `1.27r` 1.27rc1; but `1.27.1` does not mean 1.27.12. */
const isUnfinished = (version: GoVersion): boolean => /^\d+\.\d+[a-z]*$/.test(version);

/** True also for a row of unknown version that was found by its name or path. */
function mayHave(row: ChoiceRow, version: GoVersion): boolean {
	const own = rowVersion(row);
	if (own === undefined) return row.choice.kind === "environment";
	return matchesGoVersion(own, version) || (isUnfinished(version) && own.startsWith(version));
}

const createChoice = (version: GoVersion): ChoiceRow => ({
	kind: "choice",
	choice: { kind: "create", version },
	label: t("Get Go {0}…", version),
	detail: t("an installed go downloads it into its module cache"),
	mark: "action",
});

/** A row that reports a missing version. */
function absentChoice({ host, state }: FoundRequest, version: GoVersion): ChoiceRow {
	const deciding = state?.requirements.find(warns);
	const needs =
		state === undefined || deciding === undefined
			? {}
			: { detail: t("{0} needs {1}", linePlace(host, state.folder, deciding), requirementText(deciding)) };
	return {
		kind: "choice",
		choice: { kind: "absent" },
		label: t("Go {0} is not on this machine", version),
		...needs,
		mark: "absent",
	};
}
