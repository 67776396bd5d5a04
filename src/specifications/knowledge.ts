import type { FolderKnowledge } from "../core/folderKnowledge.ts";
import { judged } from "../gomod/judged.ts";
import { firstGo } from "../goroot/firstGo.ts";
import { userGoEnv } from "../goroot/goEnv.ts";
import { folderRequirements } from "./folderRequirements.ts";
import { readSpecifications } from "./readSpecifications.ts";

/** Composes what core reads from a folder. */
export const knowledge: FolderKnowledge = {
	specificationsOf: readSpecifications,
	requirementsOf: folderRequirements,
	judged,
	inheritedGo: firstGo,
	userGoEnv,
};
