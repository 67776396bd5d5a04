import type { EnvironmentKind } from "../../core/environment.ts";

export const condaKind: EnvironmentKind = {
	foundBy: "version",
	namedAfter: "purpose",
	isPlain: false,
	isProjectCode: false,
	activation: "immediate",
};
