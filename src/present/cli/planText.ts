import { byteSize } from "../../core/byteSize.ts";
import type { EnvironmentPlan } from "../../core/creation.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { printable } from "../escaping/printable.ts";
import { shortPath } from "../texts/shortPath.ts";
import { type Cell, columns, type WidthOf } from "./columns.ts";
import { faultText } from "./faultText.ts";
import type { Style } from "./style.ts";

export interface PlanTextRequest {
	readonly host: Pick<Host, "home" | "path">;
	readonly plan: EnvironmentPlan;
	/** Of a removal: the folders that have selected the environment. */
	readonly folders?: readonly string[];
	readonly style: Style;
	readonly width?: number;
	readonly widthOf: WidthOf;
}

/** Packages of a large environment are counted instead of named. */
const maxNamedPackages = 12;

/** What would be done, before the question. */
export function planText({ host, plan, folders = [], style, width, widthOf }: PlanTextRequest): readonly string[] {
	const { change, name, location, tool, channels, requested, packages = [], downloadBytes } = plan;
	const shown = printable(shortPath(host, location));
	const titles = {
		create: t("Create “{0}”", printable(name)),
		update: t("Update “{0}”", printable(name)),
		remove: t("Remove “{0}”", printable(name)),
	};
	const installed = packages.filter((one) => one.change === "install");
	const isUnchanged = plan.packages?.length === 0;
	const removed = packages.filter((one) => one.change === "remove");
	const rows: (readonly [string, string])[] = [
		[t("Place"), shown],
		...(tool === undefined
			? []
			: [[t("Tool"), printable(`${tool.title} (${shortPath(host, tool.program)})`)] as const]),
		...(channels.length === 0 ? [] : [[t("From"), printable(channels.join(", "))] as const]),
		...(requested.length === 0 ? [] : [[t("Requested"), printable(requested.join("  "))] as const]),
		...(installed.length === 0 ? [] : [[t("Installs"), listed(installed)] as const]),
		...(removed.length === 0 ? [] : [[t("Removes"), listed(removed)] as const]),
		...(downloadBytes === undefined || downloadBytes === 0 ? [] : [[t("Download"), byteSize(downloadBytes)] as const]),
		...folders.map((folder) => [t("Used by"), printable(shortPath(host, folder))] as const),
	];
	const cells = rows.map(([label, text]): readonly Cell[] => [{ text: label, style: style.faint }, { text }]);
	const layout = { widthOf, indent: "  ", last: "wrapped" as const, ...(width === undefined ? {} : { width }) };
	return [
		style.strong(titles[change]),
		...columns(cells, layout),
		...(isUnchanged ? [`  ${t("All packages are installed already.")}`] : []),
		...plan.notes.flatMap((note) => faultText(host, note, style)),
		...(change === "remove" ? [t("All files in it are deleted.")] : []),
	];
}

function listed(packages: NonNullable<EnvironmentPlan["packages"]>): string {
	const names = packages.slice(0, maxNamedPackages).map(({ name, version }) => `${name} ${version}`.trim());
	const more = packages.length - names.length;
	return printable([...names, ...(more > 0 ? [t("and {0} more", more)] : [])].join(", "));
}
