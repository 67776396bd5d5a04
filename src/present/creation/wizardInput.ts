import { nameProblem } from "../../conda/environmentName.ts";
import { packageProblem } from "../../conda/packageProblem.ts";
import { t } from "../../core/l10n.ts";

/** What is wrong with a typed name of a new environment, as a sentence: all that its creation would refuse. */
export function typedNameProblem(text: string, isTaken: (name: string) => boolean): string | undefined {
	const name = text.trim();
	if (name === "") return t("Enter a name.");
	return nameProblem(name) ?? (isTaken(name) ? t("An environment “{0}” exists already.", name) : undefined);
}

/** Packages that are typed with blanks between them. */
export const typedPackages = (text: string): readonly string[] => text.split(/\s+/).filter((spec) => spec !== "");

/** What is wrong with typed packages, as a sentence. */
export const typedPackagesProblem = (text: string): string | undefined =>
	typedPackages(text)
		.map(packageProblem)
		.find((problem) => problem !== undefined);
