import { opening } from "../core/action.ts";
import { t } from "../core/l10n.ts";
import { mergeFault } from "../core/mergeFault.ts";
import type { Specification, SpecificationReader } from "../core/specification.ts";

const kind = ".go-pkgset";

/** `.go-pkgset` of gvm: the first line that is one word of `A-Za-z0-9._:%+-`, in the folder only. Not a demand on its own. */
export const goPkgset: SpecificationReader = {
	kind,
	files: () => [".go-pkgset"],
	upwards: false,
	selectsAlone: false,
	owners: ["gvm"],
	maxBytes: 16 * 1024,
	read: (file, text) => Promise.resolve(readPkgset(file, text)),
};

function readPkgset(file: string, text: string): Specification {
	const merge = mergeFault(file, text);
	if (merge !== undefined) return { kind, file, faults: [merge] };
	const lines = text
		.replace(/^\uFEFF/, "")
		.split(/\r?\n/)
		.map((line) => line.trim());
	// gvm skips every line with a `#`, although its pattern would accept one (scripts/env/cd)
	const index = lines.findIndex((line) => /^[A-Za-z0-9._:%+-]+$/.test(line));
	const name = lines[index];
	if (name !== undefined) return { kind, file, pkgset: { name, line: index + 1 }, faults: [] };
	const message = t("This file must name a pkgset: one word of letters, digits and “._:%+-”.");
	return { kind, file, faults: [{ kind: "malformed", message, file, line: 1 }] };
}

/**
 * The specifications of one folder with gvm's two files combined: `.go-version` names the Go, `.go-pkgset` beside it the
 * package set, so together they demand `gvm:go1.22.6@work` and nothing else: gvm would create a missing set. A `.go-pkgset`
 * alone refers to a set of the Go that gvm currently uses, which is not an environment: a fault.
 */
export function composePkgset<S extends Specification>(specifications: readonly S[]): readonly S[] {
	const pkgset = specifications.find((specification) => specification.pkgset !== undefined)?.pkgset;
	if (pkgset === undefined) return specifications;
	const go = specifications.find((specification) => specification.kind === ".go-version")?.demand;
	const names = (go?.alternatives ?? [])
		.filter((reference) => /^\d/.test(reference))
		.map((version) => `gvm:go${version}@${pkgset.name}`);
	return specifications.map((specification): S => {
		if (specification.pkgset !== undefined) return withSet(specification, names, pkgset);
		if (specification.kind !== ".go-version" || go === undefined || names.length === 0) return specification;
		return { ...specification, demand: { ...go, alternatives: names } };
	});
}

function withSet<S extends Specification>(
	specification: S,
	names: readonly string[],
	{ name, line }: { readonly name: string; readonly line: number },
): S {
	if (names.length > 0) return { ...specification, demand: { alternatives: names, line } };
	const message = t("The pkgset “{0}” belongs to a Go that this folder does not name.", name);
	const { file } = specification;
	const text = t("Name it in .go-version, for example “go1.22.6”.");
	const remedies = [{ text, action: opening(file, line) }];
	return {
		...specification,
		faults: [...specification.faults, { kind: "malformed", message, file, line, remedies }],
	};
}
