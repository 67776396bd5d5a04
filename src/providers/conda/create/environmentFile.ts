import { acceptedByCondaSpec, condaSpec } from "../../../conda/condaRange.ts";
import { withoutCredentials } from "../../../conda/withoutCredentials.ts";
import { opening } from "../../../core/action.ts";
import { type Fault, FaultError } from "../../../core/fault.ts";
import { isObject } from "../../../core/isObject.ts";
import { t } from "../../../core/l10n.ts";
import { scalar, type YamlText } from "../../../specifications/yamlText.ts";
import type { CondaSource } from "./condaSource.ts";
import { mixed, onlyFiles, packageFile } from "./packageFiles.ts";

const knownKeys = ["name", "channels", "dependencies", "variables", "prefix"];
/** Keys of other tools in the same file: conda-lock's, and what projects keep in it. */
const silentKeys = ["platforms", "category", "metadata"];
/** As conda runs pip (conda/env/installers/pip.py). */
const pipOptions = ["-U", "--exists-action=b"];

/**
 * What an environment.yml asks for. Checks what conda would refuse or silently misread, so that nothing is started with such a
 * file. Throws malformed with line. `folder`: that of the file.
 */
export function environmentFile(file: string, folder: string, { value, lineOf }: YamlText): CondaSource {
	const wrong = (message: string, line: number): FaultError =>
		new FaultError({ ...placed("malformed", message, file, line), remedies: [correcting(file, line)] });
	if (!isObject(value)) throw wrong(t("The file must be a mapping with “name” and “dependencies”."), 1);
	const dependencies = value["dependencies"];
	if (dependencies === undefined) throw wrong(t("The file has no “dependencies”, so it describes no environment."), 1);
	if (!Array.isArray(dependencies)) throw wrong(t("“{0}” must be a list.", "dependencies"), lineOf(["dependencies"]));
	if (dependencies.length === 0) throw wrong(t("“{0}” is empty.", "dependencies"), lineOf(["dependencies"]));
	const specs: string[] = [];
	const pip: string[] = [];
	for (const [index, entry] of dependencies.entries()) {
		const line = lineOf(["dependencies", index]);
		if (isObject(entry)) {
			const [key = "", ...others] = Object.keys(entry);
			const list = entry[key];
			if (key !== "pip" || others.length > 0 || !isStrings(list) || list.some((one) => one.trim() === "")) {
				throw wrong(t("An entry of “dependencies” must be a package, or “pip:” with a list of packages."), line);
			}
			pip.push(...list.map((one) => one.trim()));
			continue;
		}
		const spec = typeof entry === "string" ? scalar(entry)?.trim() : undefined;
		if (spec === undefined || spec === "" || spec.startsWith("-")) {
			throw wrong(t("An entry of “dependencies” must be a package, or “pip:” with a list of packages."), line);
		}
		specs.push(spec);
	}
	const channels = channelsIn(value, lineOf, wrong);
	const written = value["name"];
	if (written !== undefined && typeof written !== "string") {
		throw wrong(t("“{0}” must be a string.", "name"), lineOf(["name"]));
	}
	const name = scalar(written);
	const files = onlyFiles(specs);
	if (files === false) {
		const at = dependencies.findIndex((entry) => typeof entry === "string" && packageFile(entry.trim()) !== undefined);
		const { message, remedies } = mixed(specs);
		throw new FaultError({ ...placed("malformed", message, file, lineOf(["dependencies", at])), remedies });
	}
	const accepts = files?.accepts ?? acceptedGo(specs);
	// as conda does, which warns of it
	if (files === undefined && pip.length > 0 && !specs.some((spec) => condaSpec(spec)?.name === "pip"))
		specs.push("pip");
	return {
		...(name === undefined ? {} : { name: { text: name, line: lineOf(["name"]) } }),
		...(channels === undefined ? {} : { channels: channels.filter((channel) => channel !== "nodefaults") }),
		addsConfigured: channels?.includes("nodefaults") !== true,
		packages: files?.packages ?? { kind: "specs", specs },
		...(pip.length === 0 ? {} : { pip: { entries: pip, options: pipOptions, folder } }),
		variables: variablesIn(value, lineOf, wrong),
		...(accepts === undefined ? {} : { accepts }),
		notes: notesOn(file, value, lineOf, pip, accepts !== undefined),
	};
}

type Wrong = (message: string, line: number) => FaultError;

const placed = (kind: Fault["kind"], message: string, file: string, line: number): Fault => ({
	kind,
	message,
	file,
	line,
});

export const correcting = (file: string, line: number) => ({
	text: t("Correct the file."),
	action: opening(file, line),
});

const isStrings = (value: unknown): value is readonly string[] =>
	Array.isArray(value) && value.every((entry) => typeof entry === "string" && scalar(entry) !== undefined);

/** Undefined if the file has none. Throws if one would be an option of the tool. */
function channelsIn(
	{ channels }: Readonly<Record<string, unknown>>,
	lineOf: YamlText["lineOf"],
	wrong: Wrong,
): readonly string[] | undefined {
	if (channels === undefined || (typeof channels === "string" && scalar(channels) === undefined)) return undefined;
	if (!isStrings(channels)) throw wrong(t("“{0}” must be a list of strings.", "channels"), lineOf(["channels"]));
	const all = channels.map((entry) => entry.trim());
	const index = all.findIndex((entry) => entry === "" || entry.startsWith("-"));
	if (index >= 0) {
		throw wrong(t("“{0}” is not a channel.", withoutCredentials(all[index] ?? "")), lineOf(["channels", index]));
	}
	return all;
}

function variablesIn(
	value: Readonly<Record<string, unknown>>,
	lineOf: YamlText["lineOf"],
	wrong: Wrong,
): Readonly<Record<string, string>> {
	const { variables } = value;
	if (variables === undefined || (typeof variables === "string" && scalar(variables) === undefined)) return {};
	const isMapping = isObject(variables) && Object.values(variables).every((one) => typeof one === "string");
	if (!isMapping) throw wrong(t("“{0}” must be a mapping of names to values.", "variables"), lineOf(["variables"]));
	return variables as Readonly<Record<string, string>>;
}

/** The versions that the first spec of a Go package accepts. */
export function acceptedGo(specs: readonly string[]): CondaSource["accepts"] {
	const spec = specs.find((one) => ["go", "go-cgo", "go-nocgo"].includes(condaSpec(one)?.name ?? ""));
	return spec === undefined ? undefined : acceptedByCondaSpec(spec);
}

function notesOn(
	file: string,
	value: Readonly<Record<string, unknown>>,
	lineOf: YamlText["lineOf"],
	pip: readonly string[],
	hasGo: boolean,
): readonly Fault[] {
	const note = (message: string, line: number): Fault => placed("note", message, file, line);
	const notes = Object.keys(value)
		.filter((key) => !knownKeys.includes(key) && !silentKeys.includes(key) && !key.startsWith("x-"))
		.map((key) => note(t("“{0}” is not a key of this kind of file, so it is ignored.", key), lineOf([key])));
	if (scalar(value["prefix"]) !== undefined) {
		notes.push(note(t("“prefix” is a path of the machine that wrote the file, so it is ignored."), lineOf(["prefix"])));
	}
	if (pip.length > 0) {
		notes.push(
			note(
				t("Some packages are installed by pip. It may run code of them, and of this folder."),
				lineOf(["dependencies"]),
			),
		);
	}
	if (!hasGo) notes.push(note(t("The file does not ask for Go."), lineOf(["dependencies"])));
	return notes;
}
