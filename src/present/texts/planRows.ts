import { byteSize } from "../../core/byteSize.ts";
import type { EnvironmentPlan } from "../../core/creation.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { printable } from "../escaping/printable.ts";
import { shortPath } from "./shortPath.ts";

export interface PlanRowsRequest {
	readonly host: Homed;
	readonly plan: EnvironmentPlan;
	/** Of a removal: the folders that have selected the environment. */
	readonly folders: readonly string[];
	/** More packages than these are counted instead of named. */
	readonly maxPackages: number;
}

/** What a plan would do, each as a label and a text without control characters, in the order of reading. */
export function planRows(request: PlanRowsRequest): readonly (readonly [label: string, text: string])[] {
	const { host, plan, folders, maxPackages } = request;
	const { location, tool, channels, requested, pip = [], packages = [], downloadBytes = 0 } = plan;
	const listed = (all: readonly string[], separator: string): string => {
		const more = all.length - maxPackages;
		return [...all.slice(0, maxPackages), ...(more > 0 ? [t("and {0} more", more)] : [])].join(separator);
	};
	const changed = (wanted: "install" | "remove"): string => {
		const own = packages.filter(({ change }) => change === wanted);
		return listed(
			own.map(({ name, version }) => `${name} ${version}`.trim()),
			", ",
		);
	};
	const rows: (readonly [string, string])[] = [
		[t("Place"), shortPath(host, location)],
		[t("Tool"), tool === undefined ? "" : `${tool.title} (${shortPath(host, tool.program)})`],
		[t("From"), channels.join(", ")],
		[t("Requested"), requested.join("  ")],
		[t("By pip"), listed(pip, "  ")],
		[t("Installs"), changed("install")],
		[t("Removes"), changed("remove")],
		[t("Download"), downloadBytes === 0 ? "" : byteSize(downloadBytes)],
		...folders.map((folder) => [t("Used by"), shortPath(host, folder)] as const),
	];
	return rows.filter(([, text]) => text !== "").map(([label, text]) => [label, printable(text)]);
}

/** What a plan means as a whole, in sentences: before its notes, and at the end. */
export const planSentences = ({
	change,
	packages,
}: EnvironmentPlan): { readonly first: readonly string[]; readonly last: readonly string[] } => ({
	first: packages?.length === 0 ? [t("All packages are installed already.")] : [],
	last: change === "remove" ? [t("All files in it are deleted.")] : [],
});
