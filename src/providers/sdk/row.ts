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

/** A GOROOT with the results of all places; `candidates` in the order of places, at least one. */
export interface GorootFound {
	readonly candidates: readonly [Candidate, ...Candidate[]];
	readonly origin: string;
	/** A problem reported by the place that determines its origin. */
	readonly problem?: Problem;
	/** Absent if it does not exist. */
	readonly real?: string;
}

/** The row of a GOROOT. One for another platform is broken; discovery omits it. Never throws. */
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

/** Whether a label is a name (`corp`, `gotip`) instead of a version or the current selection (`1.22`, `latest`). */
const isName = (label: string): boolean =>
	!["latest", "current", "system"].includes(label) && parseGoVersion(label.replace(/^go-?/, "")) === undefined;

/** `gotip` by its folder; else the GOROOT's own version; else its manager's name for it. */
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
		// if it cannot be read, the toolchain reports the problem
		seenOrUndefined(() => isForeignProgram(host, looks, program));
	if (!isForeign) return undefined;
	return { kind: "foreign-platform", message: t("The go program {0} is for another platform.", program) };
}
