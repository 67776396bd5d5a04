import { acceptedByCondaSpec } from "../../../conda/condaRange.ts";
import { withoutCredentials } from "../../../conda/withoutCredentials.ts";
import type { Fault } from "../../../core/fault.ts";
import { t } from "../../../core/l10n.ts";
import type { CondaSource } from "./condaSource.ts";

/** A package file, by its address or path, possibly with a checksum: `https://…/linux-64/go-1.24.11-h0_0.conda#md5`. */
export interface PackageFile {
	/** `go-1.24.11-h0_0`, as its record in `conda-meta` is called. */
	readonly record: string;
	/** That of the record, if it has this form. */
	readonly name?: string;
	readonly version?: string;
}

/** Parses a package file; undefined for another text. It is not a spec: no solver runs for it, and conda takes no specs beside it. */
export function packageFile(text: string): PackageFile | undefined {
	const [, written] = /([^/\\#\s]+)\.(?:conda|tar\.bz2)(?:#\S*)?$/.exec(text.slice(-maxCharacters)) ?? [];
	if (written === undefined) return undefined;
	const record = decoded(written);
	const [, name, version] = /^(.+)-([^-]+)-[^-]+$/.exec(record) ?? [];
	return { record, ...(name === undefined || version === undefined ? {} : { name, version }) };
}

/** Names of files are shorter; longer texts take long to match. */
const maxCharacters = 1000;

/** An epoch, `1!2.0`, may be `1%212.0` in an address. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/**
 * What specs ask for that are all package files, as an explicit file does: no tool can preview them, and they need no solver. Undefined
 * if none is one, false for a mix, which conda refuses.
 */
export function onlyFiles(specs: readonly string[]): CondaSource | undefined | false {
	const files = specs.flatMap((spec) => packageFile(spec) ?? []);
	if (files.length === 0) return undefined;
	return files.length === specs.length && explicitSource(specs, files.find(({ name }) => name === "go")?.version);
}

/** Package files with their exact Go. */
export const explicitSource = (lines: readonly string[], go: string | undefined): CondaSource => ({
	addsConfigured: false,
	packages: { kind: "explicit", lines },
	variables: {},
	...(go === undefined ? {} : { accepts: acceptedByCondaSpec(`go==${go}`) }),
	notes: [],
});

/** Why specs that mix package files with names are refused. */
export function mixed(specs: readonly string[]): Required<Pick<Fault, "message" | "remedies">> {
	const file = specs.find((spec) => packageFile(spec) !== undefined) ?? "";
	return {
		message: t("“{0}” is a package file, so it cannot be combined with packages by name.", withoutCredentials(file)),
		remedies: [{ text: t("Name all packages by file, or all by name.") }],
	};
}
