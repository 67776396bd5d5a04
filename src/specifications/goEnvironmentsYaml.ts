import { opening } from "../core/action.ts";
import type { Fault } from "../core/fault.ts";
import { isObject } from "../core/isObject.ts";
import { t } from "../core/l10n.ts";
import type { Specification, SpecificationReader } from "../core/specification.ts";
import { isSemverRange } from "../core/versions/semverRange.ts";
import { scalar, type YamlText, yamlMaxBytes, yamlText } from "./yamlText.ts";

const kind = "go-environments.yaml";

/**
 * The project's own file: `version: 1`, `environment` (a reference), `requires` (a range in semver's grammar), `environments`
 * (what one command can create). Same as its JSON schema: media/schemas/go-environments.schema.json.
 */
export const goEnvironmentsYaml: SpecificationReader = {
	kind,
	files: () => ["go-environments.yaml"],
	upwards: true,
	maxBytes: yamlMaxBytes,
	read: readProject,
};

type Shape = "text" | "texts" | "mapping of texts";
type Path = readonly (string | number)[];

const environmentKeys: Readonly<Record<string, Shape>> = {
	name: "text",
	go: "text",
	packages: "texts",
	channels: "texts",
	purpose: "text",
	variables: "mapping of texts",
	bind: "text",
};

async function readProject(file: string, text: string): Promise<Specification> {
	const yaml = await yamlText(file, text);
	if ("fault" in yaml) return { kind, file, faults: [yaml.fault] };
	const { value, lineOf } = yaml;
	if (!isObject(value)) {
		const message = t("The file must be a mapping that begins with “version: 1”.");
		return { kind, file, faults: [{ kind: "malformed", message, file, line: 1 }] };
	}
	const environment = scalar(value["environment"]);
	const line = lineOf(["environment"]);
	const version = versionFault(file, yaml, value["version"]);
	if (version !== undefined) {
		// in a newer version of the format, `environment` may have another meaning
		const unreadable = environment === undefined ? {} : { unreadable: { text: environment, line } };
		return { kind, file, ...unreadable, faults: [version] };
	}
	const requires = scalar(value["requires"]);
	const isRange = requires !== undefined && (await isSemverRange(requires));
	return {
		kind,
		file,
		...(environment === undefined ? {} : { demand: { alternatives: [environment.trim()], line } }),
		...(isRange ? { requires: { range: requires, line: lineOf(["requires"]) } } : {}),
		faults: [
			...shapeFaults(file, yaml, value),
			...(requires === undefined || isRange ? [] : [rangeFault(file, yaml, requires)]),
		],
	};
}

function versionFault(file: string, { lineOf }: YamlText, version: unknown): Fault | undefined {
	if (version === "1") return undefined;
	const written = scalar(version);
	return {
		kind: "malformed",
		message:
			written === undefined
				? t("The line “version: 1” is missing.")
				: t("The version of this file must be 1, not “{0}”.", written),
		file,
		line: lineOf(["version"]),
	};
}

function rangeFault(file: string, { lineOf }: YamlText, range: string): Fault {
	const line = lineOf(["requires"]);
	const text = t("Write it as in npm, for example “>=1.22 <1.25”.");
	const message = t("“{0}” is not a version range.", range);
	return { kind: "malformed", message, file, line, remedies: [{ text, action: opening(file, line) }] };
}

/** Unknown keys, and values of a wrong type. */
function shapeFaults(file: string, yaml: YamlText, root: Readonly<Record<string, unknown>>): readonly Fault[] {
	const fault = (message: string, path: Path): Fault => ({ kind: "malformed", message, file, line: yaml.lineOf(path) });
	const unknown = (path: Path): Fault => fault(t("Unknown key “{0}”.", String(path.at(-1))), path);
	const faults: Fault[] = [];
	for (const [key, value] of Object.entries(root)) {
		if (key === "environment" || key === "requires") {
			if (scalar(value) === undefined) faults.push(fault(t("“{0}” must be a string.", key), [key]));
		} else if (key !== "version" && key !== "environments") faults.push(unknown([key]));
	}
	const { environments = [] } = root;
	if (!Array.isArray(environments)) {
		return [...faults, fault(t("“{0}” must be a list.", "environments"), ["environments"])];
	}
	for (const [index, item] of environments.entries()) {
		const path: Path = ["environments", index];
		if (!isObject(item) || scalar(item["name"]) === undefined) {
			faults.push(fault(t("An environment needs a name."), path));
			continue;
		}
		for (const [key, value] of Object.entries(item)) {
			const shape = environmentKeys[key];
			if (shape === undefined) faults.push(unknown([...path, key]));
			else if (!hasShape(shape, value)) faults.push(fault(wordsFor(shape, key), [...path, key]));
		}
	}
	return faults;
}

function hasShape(shape: Shape, value: unknown): boolean {
	const isText = (part: unknown): boolean => typeof part === "string";
	if (shape === "text") return scalar(value) !== undefined;
	if (shape === "texts") return Array.isArray(value) && value.every(isText);
	return isObject(value) && Object.values(value).every(isText);
}

function wordsFor(shape: Shape, key: string): string {
	if (shape === "text") return t("“{0}” must be a string.", key);
	if (shape === "texts") return t("“{0}” must be a list of strings.", key);
	return t("“{0}” must be a mapping of names to strings.", key);
}
