import { opening } from "../core/action.ts";
import { t } from "../core/l10n.ts";
import { mergeFault } from "../core/selection/mergeMarkers.ts";
import type { Specification, SpecificationReader } from "../core/specification.ts";

const kind = ".go-pkgset";

/** `.go-pkgset` of gvm: the first line that is one word of `A-Za-z0-9._#:%+-`, in the folder only. Not alone a demand. */
export const goPkgset: SpecificationReader = {
	kind,
	files: () => [".go-pkgset"],
	upwards: false,
	selectsAlone: false,
	owners: ["gvm"],
	limit: 16 * 1024,
	read: (file, text) => Promise.resolve(readPkgset(file, text)),
};

function readPkgset(file: string, text: string): Specification {
	const merge = mergeFault(file, text);
	if (merge !== undefined) return { kind, file, faults: [merge] };
	const lines = text
		.replace(/^\uFEFF/, "")
		.split(/\r?\n/)
		.map((line) => line.trim());
	// gvm leaves out every line that holds a `#`, though its pattern would take one (scripts/env/cd)
	const index = lines.findIndex((line) => /^[A-Za-z0-9._:%+-]+$/.test(line));
	const name = lines[index];
	if (name !== undefined) return { kind, file, pkgset: { name, line: index + 1 }, faults: [] };
	const message = t("This file must name a pkgset: one word of letters, digits and “._:%+-”.");
	return { kind, file, faults: [{ kind: "malformed", message, file, line: 1 }] };
}

/**
 * The specifications of one folder with gvm's two files put together: `.go-version` names the Go, `.go-pkgset` beside it the
 * package set, so both ask for `gvm:go1.22.6@work` and for nothing else: gvm would make the set, not do without it.
 * A `.go-pkgset` alone means a set of whatever Go gvm uses at that moment, which is no environment: a fault.
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
