import type { CreationSource } from "../core/creation.ts";
import { isUnmet } from "../core/requirements/requirement.ts";
import { warns } from "../core/requirements/verdicts.ts";
import type { FolderState } from "../core/state.ts";
import { parseGoVersion } from "../core/versions/goVersion.ts";

/**
 * What the folder's files ask for that this machine does not have, best first: what decides, then the Go of an unmet requirement,
 * then files beside the one that decides.
 */
export function askedByFolder({ selection, specifications, requirements }: FolderState): readonly CreationSource[] {
	const asked: CreationSource[] = [];
	if (selection.kind === "missing") {
		const { file } = selection.reason;
		const specification = specifications.find((one) => one.file === file);
		const version = parseGoVersion(selection.reference.replace(/^go/, ""));
		if (specification?.creates === true) asked.push({ kind: "file", file: specification.file });
		else if (version?.includes(".") === true) asked.push({ kind: "version", version });
	}
	const unmet = requirements.find((requirement) => warns(requirement) && isUnmet(requirement));
	if (unmet?.version !== undefined) asked.push({ kind: "version", version: unmet.version });
	const others = specifications.filter(({ creates, selection: own }) => creates === true && own?.kind === "missing");
	for (const { file } of others) asked.push({ kind: "file", file });
	return [...new Map(asked.map((source) => [JSON.stringify(source), source])).values()];
}
