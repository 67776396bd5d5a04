import type { Fault } from "../fault.ts";
import { t } from "../l10n.ts";
import type { FolderState } from "../state.ts";

/** Of a workspace folder that is not on the disk: it was renamed, moved or deleted while it was open. */
export function goneFault(folder: string): Fault {
	// Node replaces bytes that are not UTF-8 by this character, so it cannot access that path
	const isChanged = folder.includes("\uFFFD");
	return {
		kind: "not-readable",
		file: folder,
		message: isChanged
			? t("The path {0} is not UTF-8, so the files of that folder cannot be read.", folder)
			: t("The folder {0} does not exist any more.", folder),
		remedies: [{ text: isChanged ? t("Rename the folder.") : t("Restore it, or remove it from the workspace.") }],
	};
}

/** Why the folder itself cannot be read; undefined if it can. */
export const folderFault = ({ folder, faults }: Pick<FolderState, "folder" | "faults">): Fault | undefined =>
	faults.find(({ kind, file }) => kind === "not-readable" && file === folder);
