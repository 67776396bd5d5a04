import type { Host } from "../core/host.ts";
import type { Requirements } from "../core/requirements/requirement.ts";
import { requirementsOf } from "../gomod/requirementsOf.ts";
import { readSpecifications } from "./readSpecifications.ts";

/**
 * The requirements of a folder: of its modules, and `requires` of the nearest go-environments.yaml, which applies to the whole
 * folder.
 */
export async function folderRequirements(host: Host, folder: string, signal: AbortSignal): Promise<Requirements> {
	const ofModules = await requirementsOf(host, folder, signal);
	const { specifications } = await readSpecifications(host, folder, signal);
	const nearest = specifications.find(({ requires }) => requires !== undefined);
	if (nearest?.requires === undefined) return ofModules;
	const { range, line } = nearest.requires;
	const row = { range, source: "requires", file: nearest.file, line, decides: true } as const;
	return { ...ofModules, requirements: [...ofModules.requirements, row] };
}
