import { t } from "../core/l10n.ts";

/** Why a text cannot be a package, as a sentence: what a tool would take as an option, or as several lines. */
export const packageProblem = (text: string): string | undefined =>
	text.trim() === "" || text.startsWith("-") || /[\r\n\0]/.test(text)
		? t("“{0}” is not a package. Write a name with a version, such as go=1.25.", text)
		: undefined;
