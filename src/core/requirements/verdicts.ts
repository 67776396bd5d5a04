import type { GoEnvironment } from "../environment.ts";
import type { FolderKnowledge, GoToolchainSetting } from "../folderKnowledge.ts";
import type { Host } from "../host.ts";
import type { GoVersion } from "../versions/goVersion.ts";
import type { JudgedRequirement } from "./requirement.ts";

export interface VerdictsRequest {
	readonly host: Host;
	readonly knowledge: Pick<FolderKnowledge, "judged">;
	readonly goToolchain: GoToolchainSetting;
	readonly requirements: readonly JudgedRequirement[];
}

/** Whether it warns if unmet; a `toolchain` line is only a suggestion. */
export const warns = ({ decides, source }: JudgedRequirement): boolean => decides && source !== "toolchain";

/** For each version among the rows, whether it meets the requirements that warn; null if unknown. */
export async function verdictsByVersion(
	{ host, knowledge, goToolchain, requirements: all }: VerdictsRequest,
	rows: readonly GoEnvironment[],
): Promise<ReadonlyMap<GoVersion, boolean | null>> {
	const requirements = all.filter(warns);
	const verdicts = new Map<GoVersion, boolean | null>();
	if (requirements.length === 0) return verdicts;
	for (const { toolchain } of rows) {
		if (toolchain.kind !== "known" || verdicts.has(toolchain.version)) continue;
		const judged = await knowledge.judged(host, { requirements, faults: [], inputs: [] }, toolchain, goToolchain);
		const isUnmet = judged.some(({ met }) => met === false);
		verdicts.set(toolchain.version, isUnmet ? false : judged.every(({ met }) => met === true) ? true : null);
	}
	return verdicts;
}
