import type { Host } from "../../core/host.ts";
import type { JudgedRequirement } from "../../core/requirements/requirement.ts";

/**
 * The requirements for a file of a folder: those that decide for the whole folder, and of the nested modules the one that
 * contains the file, with the go.work below the folder that is in effect there. Without a file: those that decide.
 */
export function fileRequirements(
	host: Pick<Host, "path">,
	requirements: readonly JudgedRequirement[],
	file: string | undefined,
): readonly JudgedRequirement[] {
	const deciding = requirements.filter(({ decides }) => decides);
	const own = file === undefined ? undefined : moduleFileOf(host, requirements, file);
	if (own === undefined) return deciding;
	const work = requirements.find((requirement) => requirement.file === own)?.work;
	const nested = requirements.filter(
		(requirement) =>
			!requirement.decides &&
			requirement.without === undefined &&
			(requirement.file === own || requirement.file === work),
	);
	return [...deciding, ...nested];
}

/** The nearest go.mod around a file that has a Go requirement. */
function moduleFileOf(
	{ path }: Pick<Host, "path">,
	requirements: readonly JudgedRequirement[],
	file: string,
): string | undefined {
	const around = requirements
		.map((requirement) => requirement.file)
		.filter((name) => path.basename(name) === "go.mod" && file.startsWith(path.dirname(name) + path.separator));
	return around.reduce<string | undefined>(
		(nearest, name) => (nearest === undefined || name.length > nearest.length ? name : nearest),
		undefined,
	);
}
