import { versionOf } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { warns } from "../../core/requirements/verdicts.ts";
import type { FolderState } from "../../core/state.ts";
import { type GoVersion, matchesGoVersion, parseGoVersion } from "../../core/versions/goVersion.ts";
import { requirementText } from "../texts/selectionText.ts";
import { linePlace } from "../texts/shortPath.ts";
import type { PickerRow } from "./pickerRows.ts";

type Choice = Extract<PickerRow, { kind: "choice" }>;

interface FoundRequest {
	readonly host: Pick<Host, "home" | "path">;
	/** Of the folder, where one is open. */
	readonly state?: FolderState;
	/** Rows may still come, so that nothing can be said to be absent. */
	readonly isListing: boolean;
}

/**
 * The rows for what was typed. The editor's own search is good for names and paths, but of a version it takes the digits apart
 * and finds `1.21.7` by `1.27`, and does not find `Go 1.27.1` by `go1.27.1`. So where a version was typed only rows are left that
 * have it, or whose name or place holds it; and where no row has it that is said first, with what can be done.
 */
export function foundRows(request: FoundRequest, rows: readonly PickerRow[], typed: string): readonly PickerRow[] {
	const text = typed.trim().toLowerCase();
	// blanks and `v` as people write it; a dot at the end while the rest is still being typed
	const [, bare] = /^(?:go|v)?\s*(\d+(?:\.[\da-z]*)*)$/.exec(text) ?? [];
	if (bare === undefined) return rows;
	const found = rows.filter((row) => isFound(row, text, bare)).map((row) => ({ ...row, isFound: true }) as const);
	const version = parseGoVersion(bare);
	// `1` is no version that anybody looks for yet
	if (version === undefined || !bare.includes(".")) return found.length === 0 ? rows : found;
	if (request.isListing || found.some((row) => mayHave(row, version))) return found;
	return [absentChoice(request, version), ...found, ...rows.filter(isPathChoice)].map((row) => ({
		...row,
		isFound: true,
	}));
}

const isPathChoice = (row: PickerRow): row is Choice => row.kind === "choice" && row.choice.kind === "path";

function isFound(row: PickerRow, text: string, bare: string): row is Choice {
	if (row.kind !== "choice" || row.mark === "action") return false;
	const version = rowVersion(row);
	if (version?.startsWith(bare) === true) return true;
	const asked = parseGoVersion(bare);
	if (version !== undefined && asked !== undefined && matchesGoVersion(version, asked)) return true;
	return [row.label, row.description ?? ""].some((part) => part.toLowerCase().includes(text));
}

function rowVersion(row: Choice): GoVersion | undefined {
	return "environment" in row.choice && row.choice.environment !== undefined
		? versionOf(row.choice.environment)
		: undefined;
}

/** `1.2` may become 1.27, and `1.27r` 1.27rc1; but who typed `1.27.1` does not mean 1.27.12. */
const isUnfinished = (version: GoVersion): boolean => /^\d+\.\d+[a-z]*$/.test(version);

/** Also one whose version nobody knows, and which was found by its name or its place. */
function mayHave(row: Choice, version: GoVersion): boolean {
	const own = rowVersion(row);
	if (own === undefined) return row.choice.kind === "environment";
	return matchesGoVersion(own, version) || (isUnfinished(version) && own.startsWith(version));
}

/** Choosing it leads to no other Go. */
function absentChoice({ host, state }: FoundRequest, version: GoVersion): Choice {
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
