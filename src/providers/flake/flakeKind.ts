import type { EnvironmentKind } from "../../core/environment.ts";

/** To evaluate a flake is to run and download what its project says, so nothing but its own name leads to it. */
export const flakeKind: EnvironmentKind = {
	foundBy: "name",
	namedAfter: "purpose",
	isPlain: false,
	isProjectCode: true,
	activation: "on-request",
};
