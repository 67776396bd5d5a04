import { seenOrUndefined } from "../../core/attempt.ts";
import { environmentId, type GoEnvironment, type Toolchain, versionOf } from "../../core/environment.ts";
import type { Problem } from "../../core/fault.ts";
import type { Host, Looks } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { parseGoVersion } from "../../core/versions/goVersion.ts";
import { isForeignProgram, isOnWindowsDrive, isWsl } from "../../goroot/foreignPlatform.ts";
import { goProgramOf, namedToolchainAt } from "../../goroot/toolchainAt.ts";
import type { Candidate } from "./candidate.ts";
import { sdkKind } from "./sdkKind.ts";

/** A GOROOT with everything that the places said of it; `candidates` in the order of places, at least one. */
export interface GorootFound {
	readonly candidates: readonly [Candidate, ...Candidate[]];
	readonly origin: string;
	/** What is wrong with it, seen from the place whose it is. */
	readonly problem?: Problem;
	/** Absent where it leads nowhere. */
	readonly real?: string;
}

/** The row of a GOROOT. One for another platform is broken by that; discovery leaves it out. Never throws. */
export function rowOf(
	host: Host,
	looks: Looks,
	{ candidates, origin, problem: told, real }: GorootFound,
): GoEnvironment {
	const [{ goroot, program: named }] = candidates;
	const program = named ?? goProgramOf(host, goroot);
	const { toolchain: read, name } = namedToolchainAt(looks, goroot, program);
	const problem = foreignProblem(host, looks, program, real) ?? told;
	const toolchain: Toolchain = problem === undefined ? read : broken(read, goroot, program, problem);
	const labels = candidates.flatMap(({ label }) => (label === undefined ? [] : [label]));
	const rowName = nameOf(toolchain, name, labels);
	const notes = new Set(candidates.flatMap(({ note }) => (note === undefined ? [] : [note])));
	return {
		id: environmentId("sdk", goroot),
		provider: "sdk",
		kind: sdkKind,
		name: rowName,
		otherNames: [...new Set(labels.filter((label) => isName(label) && label !== rowName))],
		location: goroot,
		toolchain,
		otherPaths: [...new Set(candidates.map((one) => one.goroot))].filter((path) => path !== goroot),
		realPaths: real === undefined ? [] : [real],
		origin,
		notes: [...notes],
		problems: toolchain.kind === "broken" ? [toolchain.problem] : [],
	};
}

function broken(read: Toolchain, goroot: string, program: string, problem: Problem): Toolchain {
	const version = versionOf({ toolchain: read });
	return { kind: "broken", problem, goroot, program, ...(version === undefined ? {} : { version }) };
}

/** A label that means a version or the current choice is no name: `1.22`, `latest`; what people named is: `corp`, `gotip`. */
const isName = (label: string): boolean =>
	!["latest", "current", "system"].includes(label) && parseGoVersion(label.replace(/^go-?/, "")) === undefined;

/** `gotip` by its folder; else what the GOROOT says of itself; else what its manager calls it. */
function nameOf(toolchain: Toolchain, name: string | undefined, labels: readonly string[]): string {
	if (labels.includes("gotip")) return "gotip";
	if (name !== undefined) return name;
	const version = versionOf({ toolchain });
	if (version !== undefined) return `go${version}`;
	const [label = "go"] = labels;
	return parseGoVersion(label) === undefined ? label : `go${label}`;
}

function foreignProblem(host: Host, looks: Looks, program: string, real: string | undefined): Problem | undefined {
	const isForeign =
		(isOnWindowsDrive(real ?? program) && isWsl(host, looks)) ||
		// where it cannot be read, the toolchain's own problem says it
		seenOrUndefined(() => isForeignProgram(host, looks, program));
	if (!isForeign) return undefined;
	return { kind: "foreign-platform", message: t("The go program {0} is for another platform.", program) };
}
