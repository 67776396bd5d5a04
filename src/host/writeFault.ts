import { FaultError } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import { codeOf } from "./codeOf.ts";

/** Why the system refused to write `file`, as the fault not-writable. */
export function writeFault(file: string, cause: unknown): FaultError {
	const [message, remedy] = wordsFor(file, codeOf(cause));
	return new FaultError(
		{ kind: "not-writable", file, message, ...(remedy === undefined ? {} : { remedies: [{ text: remedy }] }) },
		{ cause },
	);
}

function wordsFor(file: string, code: string): readonly [message: string, remedy?: string] {
	switch (code) {
		case "ENOSPC":
			return [
				t("The disk of {0} is full, so nothing was written into it.", file),
				t("Free some space, then try again."),
			];
		case "EDQUOT":
			return [
				t("Your disk quota for {0} is used up, so nothing was written into it.", file),
				t("Free some space, then try again."),
			];
		case "EROFS":
			return [t("{0} cannot be written: its disk is read-only.", file)];
		case "EACCES":
		case "EPERM":
			return [
				t("{0} cannot be written: permission denied.", file),
				t("Make the file and its folder writable, then try again."),
			];
		case "ENOENT":
			return [t("{0} cannot be written: its folder does not exist.", file), t("Create the folder, then try again.")];
		case "ENOTDIR":
			return [t("{0} cannot be written: a part of its path is not a folder.", file)];
		case "EISDIR":
			return [t("{0} is not a regular file.", file)];
		default:
			return [t("{0} could not be written ({1}).", file, code)];
	}
}
