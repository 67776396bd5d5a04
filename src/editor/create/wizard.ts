import { type QuickPickItem, window } from "vscode";
import { nameForFolder } from "../../conda/environmentName.ts";
import type { CreationPlace } from "../../core/creation.ts";
import { t } from "../../core/l10n.ts";
import { type GoVersion, parseGoVersion } from "../../core/versions/goVersion.ts";
import type { AskedCreation } from "../../operations/askedByFolder.ts";
import { typedNameProblem, typedPackages, typedPackagesProblem } from "../../present/creation/wizardInput.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { richText } from "../../present/escaping/richText.ts";

/** Where an environment is already. */
export interface TakenPlaces {
	hasName(name: string): boolean;
	/** In the folder itself. */
	readonly hasInside: boolean;
}

const steps = 4;
const stepTitle = (step: number): string => t("Create Environment ({0}/{1})", step, steps);

/**
 * Asks for the place, the name, the version of Go, and the packages of a new environment. `suggested`: the name
 * of the environment, and the version that the folder requires, where they are known. Undefined if the user cancelled.
 */
export async function askForPackages(
	folder: string,
	suggested: { readonly name: string | undefined; readonly version: GoVersion | undefined },
	taken: TakenPlaces,
): Promise<AskedCreation | undefined> {
	const place = await askForPlace(folder, suggested.name ?? folder, taken);
	if (place === undefined) return undefined;
	const go = await askForVersion(suggested.version);
	if (go === undefined) return undefined;
	const parts = await askForParts();
	if (parts === undefined) return undefined;
	const { withCgo, specs } = parts;
	const source = { kind: "packages", specs: [`go${go}`, ...specs], ...(withCgo ? { withCgo } : {}) } as const;
	return { source, place };
}

async function askForPlace(folder: string, name: string, taken: TakenPlaces): Promise<CreationPlace | undefined> {
	const named = { label: richText(t("By name")), detail: richText(t("beside the other environments of this machine")) };
	const inside = { label: richText(t("In the folder")), detail: richText(t("for {0} alone", folder)) };
	const options = {
		title: labelText(stepTitle(1)),
		placeHolder: labelText(t("Select where to create it")),
		ignoreFocusOut: true,
	};
	const chosen = taken.hasInside ? named : await window.showQuickPick([named, inside], options);
	if (chosen === undefined) return undefined;
	if (chosen === inside) return { kind: "workspace" };
	const given = await window.showInputBox({
		title: labelText(stepTitle(1)),
		prompt: richText(t("The name of the environment")),
		value: nameForFolder(name) ?? "",
		ignoreFocusOut: true,
		validateInput: (text) => shown(typedNameProblem(text, taken.hasName)),
	});
	return given === undefined ? undefined : { kind: "named", name: given.trim() };
}

const shown = (problem: string | undefined): string | undefined =>
	problem === undefined ? undefined : richText(problem);

/** The version as the end of a package specification: `=1.25`, or nothing for the newest. */
async function askForVersion(suggested: GoVersion | undefined): Promise<string | undefined> {
	const text = await window.showInputBox({
		title: labelText(stepTitle(2)),
		prompt: richText(t("The version of Go, such as 1.25 or 1.25.3. Leave it empty for the newest")),
		value: suggested ?? "",
		ignoreFocusOut: true,
		validateInput: (typed) => (isVersion(typed) ? undefined : t("Enter a version, such as 1.25 or 1.25.3.")),
	});
	if (text === undefined) return undefined;
	const version = text.trim().replace(/^go/, "");
	return version === "" ? "" : `=${version}`;
}

function isVersion(text: string): boolean {
	const version = text.trim().replace(/^go/, "");
	return version === "" || (version.includes(".") && parseGoVersion(version) !== undefined);
}

interface ChosenPackages {
	readonly withCgo: boolean;
	readonly specs: readonly string[];
}

async function askForParts(): Promise<ChosenPackages | undefined> {
	const cgo: QuickPickItem = { label: richText(t("A C compiler for cgo")), detail: "go-cgo" };
	const python: QuickPickItem = { label: "Python", detail: "python" };
	const chosen = await window.showQuickPick([cgo, python], {
		title: labelText(stepTitle(3)),
		placeHolder: labelText(t("Select what it has beside Go, or nothing")),
		canPickMany: true,
		ignoreFocusOut: true,
	});
	if (chosen === undefined) return undefined;
	const more = await window.showInputBox({
		title: labelText(stepTitle(4)),
		prompt: richText(t("Further packages, separated by blanks, such as golangci-lint protobuf=5. May be empty")),
		ignoreFocusOut: true,
		validateInput: (text) => shown(typedPackagesProblem(text)),
	});
	if (more === undefined) return undefined;
	const specs = [...(chosen.includes(python) ? ["python"] : []), ...typedPackages(more)];
	return { withCgo: chosen.includes(cgo), specs };
}
