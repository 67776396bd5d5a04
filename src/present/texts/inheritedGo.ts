import type { InheritedGo } from "../../core/folderKnowledge.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { Selection } from "../../core/state.ts";
import { environmentText } from "./environmentText.ts";
import { shortPath } from "./shortPath.ts";

/** `Go 1.22.5`, `Go (asdf)`, or `No Go`. An unknown manager is a path, which is too long for a name. */
export function inheritedGoText({ path }: Homed, inherited: InheritedGo): string {
	if (inherited.kind === "none") return t("No Go");
	if (inherited.kind === "program") {
		return inherited.version === undefined ? t("Go") : t("Go {0}", inherited.version);
	}
	return path.isAbsolute(inherited.manager) ? t("Go") : t("Go ({0})", inherited.manager);
}

/** Where the inherited Go is: its GOROOT, or the path of a shim. Undefined where there is none. */
export function inheritedPlace(host: Homed, inherited: InheritedGo): string | undefined {
	if (inherited.kind === "none") return undefined;
	return shortPath(host, inherited.kind === "shim" ? inherited.program : inherited.goroot);
}

/** The same in a sentence. */
export function inheritedSentence(inherited: Exclude<InheritedGo, { kind: "none" }>): string {
	if (inherited.kind === "program") return t("GOROOT: {0}", inherited.goroot);
	return t(
		"The go that comes first on PATH is a shim of {0}, which decides which Go runs: {1}.",
		inherited.manager,
		inherited.program,
	);
}

/** The Go that a folder selects or inherits: by its row, if it is listed. */
export function usedGoText(host: Homed, selection: Exclude<Selection, { kind: "missing" }>): string {
	if (selection.kind === "chosen") return environmentText(selection.environment);
	const { environment, inherited } = selection;
	return environment === undefined ? inheritedGoText(host, inherited) : environmentText(environment);
}
