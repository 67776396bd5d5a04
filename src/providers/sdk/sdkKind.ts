import type { EnvironmentKind } from "../../core/environment.ts";

export const sdkKind: EnvironmentKind = {
	foundBy: "version",
	namedAfter: "version",
	isPlain: true,
	isProjectCode: false,
	activation: "immediate",
};
