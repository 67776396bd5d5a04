import { acceptedByCondaSpec } from "../conda/condaRange.ts";
import { opening } from "../core/action.ts";
import type { Fault } from "../core/fault.ts";
import { isObject } from "../core/isObject.ts";
import { t } from "../core/l10n.ts";
import type { Specification, SpecificationReader } from "../core/specification.ts";
import { asPath } from "./pinnedVersion.ts";
import { scalar, yamlMaxBytes, yamlText } from "./yamlText.ts";

const kind = "environment.yml";

/**
 * conda's environment.yml (both endings, as in conda): the environment of its name, and its prefix if it has one, as written by
 * `conda env export`. It decides only if its dependencies include Go; `accepts` then has the versions.
 */
export const environmentYml: SpecificationReader = {
	kind,
	files: () => ["environment.yml", "environment.yaml"],
	upwards: false,
	maxBytes: yamlMaxBytes,
	read: readEnvironment,
};

async function readEnvironment(file: string, text: string): Promise<Specification> {
	const read = await yamlText(file, text, { merges: true });
	if ("fault" in read) return { kind, file, faults: [read.fault] };
	const wrong = (message: string, line: number, remedy?: string): Fault => ({
		kind: "malformed",
		message,
		file,
		line,
		...(remedy === undefined ? {} : { remedies: [{ text: remedy, action: opening(file, line) }] }),
	});
	const { value, lineOf } = read;
	if (!isObject(value)) {
		return { kind, file, faults: [wrong(t("The file must be a mapping with “name” and “dependencies”."), 1)] };
	}
	const { dependencies } = value;
	if (dependencies !== undefined && scalar(dependencies) !== undefined) {
		return { kind, file, faults: [wrong(t("“{0}” must be a list.", "dependencies"), lineOf(["dependencies"]))] };
	}
	const specs: readonly unknown[] = Array.isArray(dependencies) ? dependencies : [];
	const index = specs.findIndex((spec) => typeof spec === "string" && isGoSpec(spec));
	const goSpec = index < 0 ? undefined : String(specs[index]).trim();
	const name = scalar(value["name"]);
	const prefix = scalar(value["prefix"]);
	const badName = name !== undefined && /[/ :#\\]/.test(name);
	const faults: Fault[] = [];
	let isNameless = name === undefined && prefix === undefined;
	// conda refuses these characters in a name (conda.base.context.validate_prefix_name)
	if (isObject(value["name"]) || Array.isArray(value["name"])) {
		faults.push(wrong(t("“{0}” must be a string.", "name"), lineOf(["name"])));
		isNameless = false;
	}
	if (badName) faults.push(wrong(t("“{0}” is not a valid name of a conda environment.", name), lineOf(["name"])));
	if (goSpec !== undefined && name === undefined && prefix === undefined) {
		const message = t("This file requires Go but names no environment.");
		faults.push(wrong(message, lineOf(["dependencies", index]), t("Add a line “name: …”.")));
	}
	const names = name === undefined || badName ? [] : [name];
	const paths = prefix === undefined ? [] : [asPath(prefix)];
	const written = [...names, ...paths];
	const alternatives = [...names.map((one) => `conda:${one}`), ...paths];
	const line =
		goSpec === undefined ? lineOf([name === undefined ? "prefix" : "name"]) : lineOf(["dependencies", index]);
	return {
		kind,
		file,
		...(alternatives.length === 0 ? {} : { demand: { alternatives, written, line } }),
		...(specs.length === 0 ? {} : { creates: true }),
		...(isNameless ? { isNameless } : {}),
		...(goSpec === undefined ? { namesNoGo: true } : { accepts: acceptedByCondaSpec(goSpec) }),
		faults,
	};
}

/** Whether a MatchSpec is about Go: `go`, `go-cgo` or `go-nocgo`, with or without a channel (facts of conda-forge). */
function isGoSpec(spec: string): boolean {
	return /^(?:[^\s[]*::)?(?:go|go-cgo|go-nocgo)(?=$|[\s=<>!~[])/i.test(spec.trim());
}
