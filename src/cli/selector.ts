import type { GoEnvironment } from "../core/environment.ts";
import { checkCancelled } from "../core/operation.ts";
import { withChoice } from "../core/selection/picks.ts";
import type { FolderState } from "../core/state.ts";
import type { FolderContext } from "../operations/folderContext.ts";
import { type Listed, readPlace } from "../operations/folderReading.ts";
import { overtakenFault } from "../operations/overtakenFault.ts";

/**
 * What stores the user's selection for a folder and reads the folder with it; undefined clears it. A selection of another process
 * meanwhile is one of the faults.
 */
export const selector =
	(place: FolderContext, machine: () => Promise<Listed>) =>
	(choice: GoEnvironment | "inherited" | undefined): Promise<FolderState> =>
		withChoice(place.host, place.folder, choice, async () => {
			const { state } = await readPlace(place, { machine: await machine() });
			checkCancelled(place.signal);
			const overtaken = overtakenFault(state, choice);
			return overtaken === undefined ? state : { ...state, faults: [...state.faults, overtaken] };
		});
