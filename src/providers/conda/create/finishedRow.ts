import type { GoEnvironment } from "../../../core/environment.ts";
import type { Host } from "../../../core/host.ts";
import { pathKey } from "../../../core/isInside.ts";
import { t } from "../../../core/l10n.ts";
import { journalFolder, type Unfinished } from "./unfinished.ts";

/** The folder whose content hides rows. */
export const journalPlace = ({ path, store }: Pick<Host, "path" | "store">): string =>
	path.join(store.folder, journalFolder);

/** The row of a prefix as far as it is one: none for what is half made, a problem for an interrupted update. */
export function finishedRow(
	host: Host,
	row: GoEnvironment | undefined,
	{ hidden, updated }: Unfinished,
): GoEnvironment | undefined {
	if (row === undefined || (hidden.size === 0 && updated.size === 0)) return row;
	const keys = [row.location, ...row.otherPaths, ...row.realPaths].map((path) => pathKey(host, path));
	if (keys.some((key) => hidden.has(key))) return undefined;
	if (!keys.some((key) => updated.has(key))) return row;
	const message = t("An update of “{0}” has not ended, so it may be incomplete.", row.name);
	const action = { kind: "operation", name: "update", reference: row.id } as const;
	const problem = {
		kind: "toolchain-incomplete",
		message,
		remedies: [{ text: t("Update it again."), action }],
	} as const;
	return { ...row, problems: [...row.problems, problem] };
}
