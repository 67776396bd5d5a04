import type { CreationSource } from "../../core/creation.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { linePlace } from "../texts/shortPath.ts";

/** What a creation starts from, as a row of a list. */
export function sourceText(
	host: Pick<Host, "home" | "path">,
	folder: string,
	source: CreationSource,
): { readonly label: string; readonly detail: string } {
	switch (source.kind) {
		case "file":
			return {
				label: t("From {0}", linePlace(host, folder, { file: source.file })),
				detail: t("the environment that the file describes"),
			};
		case "version":
			return {
				label: t("Go {0}", source.version),
				detail: t("downloaded by go into its module cache, as for a toolchain line"),
			};
		case "packages":
			return { label: t("New environment…"), detail: t("an environment with Go and the packages that you select") };
	}
}
