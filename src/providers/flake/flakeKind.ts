import type { EnvironmentKind } from "../../core/environment.ts";

/** Evaluating a flake runs and downloads what its project defines, so it is found only by its own name. */
export const flakeKind: EnvironmentKind = {
	foundBy: "name",
	namedAfter: "purpose",
	isPlain: false,
	isProjectCode: true,
	activation: "on-request",
};
