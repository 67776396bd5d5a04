import { byteSize } from "../../core/byteSize.ts";
import type { EnvironmentPlan } from "../../core/creation.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { printable } from "../escaping/printable.ts";
import { problemText } from "../faults/remedyTexts.ts";
import { shortPath } from "../texts/shortPath.ts";

/** The rest is counted: a dialog does not scroll. */
const maxPackages = 8;

/** What would be done, in lines for a dialog. `folders`: those that have selected an environment that would be removed. */
export function planDetail(host: Homed, plan: EnvironmentPlan, folders: readonly string[] = []): readonly string[] {
	const { location, tool, channels, requested, packages = [], downloadBytes, notes, change } = plan;
	const installed = packages.filter((one) => one.change === "install");
	const lines = [
		t("Place: {0}", shortPath(host, location)),
		...(tool === undefined ? [] : [t("Tool: {0}", tool.title)]),
		...(channels.length === 0 ? [] : [t("From: {0}", channels.join(", "))]),
		...(requested.length === 0 ? [] : [t("Requested: {0}", requested.join("  "))]),
		...(installed.length === 0 ? [] : [t("Installs: {0}", packageNames(installed))]),
		...(downloadBytes === undefined || downloadBytes === 0 ? [] : [t("Download: {0}", byteSize(downloadBytes))]),
		...folders.map((folder) => t("Used by: {0}", shortPath(host, folder))),
		...notes.map((note) => problemText(note, "editor")),
		...(change === "remove" ? [t("All files in it are deleted.")] : []),
	];
	return lines.map(printable);
}

function packageNames(packages: NonNullable<EnvironmentPlan["packages"]>): string {
	const names = packages.slice(0, maxPackages).map(({ name, version }) => `${name} ${version}`.trim());
	const more = packages.length - names.length;
	return [...names, ...(more > 0 ? [t("and {0} more", more)] : [])].join(", ");
}
