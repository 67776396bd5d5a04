import type { EnvironmentKind } from "../../core/environment.ts";

export const gvmKind: EnvironmentKind = {
	foundBy: "version",
	namedAfter: "version",
	isPlain: false,
	isProjectCode: false,
	activation: "immediate",
};
