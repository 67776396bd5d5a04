import type { FolderKnowledge } from "../core/folderKnowledge.ts";
import { judged } from "../gomod/judged.ts";
import { firstGo } from "../goroot/firstGo.ts";
import { userGoEnv } from "../goroot/goEnv.ts";
import { folderRequirements } from "./folderRequirements.ts";
import { readSpecifications } from "./readSpecifications.ts";

/** What the capabilities read of a folder, as core asks for it. */
export const knowledge: FolderKnowledge = {
	specificationsOf: readSpecifications,
	requirementsOf: folderRequirements,
	judged,
	inheritedGo: firstGo,
	userGoEnv,
};
