import type { GoEnvironment } from "../environment.ts";
import type { GoVersion } from "../versions/goVersion.ts";

/** Whether an environment may meet the requirements that `verdicts` are about: one of unknown version may. */
export function mayMeet(verdicts: ReadonlyMap<GoVersion, boolean | null>, { toolchain }: GoEnvironment): boolean {
	if (toolchain.kind === "known") return verdicts.get(toolchain.version) !== false;
	return toolchain.kind === "unknown";
}
