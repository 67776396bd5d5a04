import type { FolderState } from "../state.ts";
import type { GoVersion } from "../versions/goVersion.ts";
import { isUnmet } from "./requirement.ts";
import { warns } from "./verdicts.ts";

/** The Go that a folder requires and does not have: its own is too old, or there is none. A range has no version to get. */
export function lackingGo({
	requirements,
	selection,
}: Pick<FolderState, "requirements" | "selection">): GoVersion | undefined {
	const hasNone = selection.kind === "inherited" && selection.inherited.kind === "none";
	return requirements.find((requirement) => warns(requirement) && (hasNone || isUnmet(requirement)))?.version;
}
