import { condaSpec } from "../../../conda/condaRange.ts";
import { goSpecs } from "../../../conda/environmentText.ts";
import { packageProblem } from "../../../conda/packageProblem.ts";
import type { CreateRequest } from "../../../core/creation.ts";
import { FaultError } from "../../../core/fault.ts";
import type { CondaSource } from "./condaSource.ts";
import { acceptedGo } from "./environmentFile.ts";
import { mixed, onlyFiles } from "./packageFiles.ts";

type Packages = Extract<CreateRequest["source"], { readonly kind: "packages" }>;

/**
 * What typed packages ask for. Go is always one of them, and without cgo unless a package or build of it says so (facts of
 * conda-forge: by name alone the build with cgo is taken, which needs a C compiler). To package files nothing is added. Throws usage.
 */
export function wantedPackages({ specs, withCgo }: Packages): CondaSource {
	const message = specs.map(packageProblem).find((problem) => problem !== undefined);
	if (message !== undefined) throw new FaultError({ kind: "usage", message });
	const files = onlyFiles(specs);
	if (files === false) throw new FaultError({ kind: "usage", ...mixed(specs) });
	if (files !== undefined) return files;
	const names = specs.map((spec) => condaSpec(spec)?.name);
	const hasGo = names.some((name) => name !== undefined && /^go(?:-(?:no)?cgo)?(?:_.*)?$/.test(name));
	const go = specs.find((_, index) => names[index] === "go");
	const isPlain = go !== undefined && /^(?:\S*::)?go(?:[=<>!~ ][^= [\]]*|[=<>!~]=[^= [\]]*)?$/.test(go.trim());
	const saysBuild = names.some(
		(name) => name !== undefined && name !== "go" && /^(?:_go_select$|go-(?:no)?cgo)/.test(name),
	);
	const [, withoutCgo = ""] = goSpecs("");
	const all = hasGo ? specs : [...goSpecs("", withCgo), ...specs];
	const added = hasGo && isPlain && !saysBuild && withCgo !== true ? [withoutCgo] : [];
	const wanted = [...all, ...added];
	const accepts = acceptedGo(wanted);
	return {
		addsConfigured: true,
		packages: { kind: "specs", specs: wanted },
		variables: {},
		...(accepts === undefined ? {} : { accepts }),
		notes: [],
	};
}
