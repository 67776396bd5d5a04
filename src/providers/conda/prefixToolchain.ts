import { childPath } from "../../core/childPath.ts";
import type { Toolchain } from "../../core/environment.ts";
import { type FaultKind, faultOrThrow, type Problem } from "../../core/fault.ts";
import type { Looks, Platformed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { type GoVersion, parseGoVersion } from "../../core/versions/goVersion.ts";
import { namedToolchainAt } from "../../goroot/toolchainAt.ts";

/** GOROOT of conda-forge's go; on Windows it has no `bin`. */
export const prefixGoroot = ({ path }: Platformed, prefix: string): string => childPath(path, prefix, "go");

/** Never `<GOROOT>/bin/go`, which cross-built packages lack or contain for another processor (go-feedstock#266). */
export const prefixProgram = ({ path, platform }: Platformed, prefix: string): string =>
	childPath(path, prefix, "bin", platform === "win32" ? "go.exe" : "go");

/** `go-1.22.5-h2_1.json`, the record of the package with the toolchain; not `go-cgo-…`, `go-nocgo_linux-64-…`. */
const record = /^go-(\d[^-]*)-[^-]+\.json$/;

export interface PrefixToolchain {
	readonly toolchain: Toolchain;
	/** The real path of its GOROOT, if it exists. */
	readonly realGoroot: string | undefined;
}

/**
 * The Go of a conda prefix: known, none, or broken with its problem. conda-meta is listed only if there is no valid GOROOT, and
 * its records are never parsed: that of a real Go has 3.3 MB. Never throws.
 */
export function prefixToolchain(looks: Looks, prefix: string): PrefixToolchain {
	const goroot = prefixGoroot(looks, prefix);
	const program = prefixProgram(looks, prefix);
	let realGoroot: string | undefined;
	const gives = (toolchain: Toolchain): PrefixToolchain => ({ toolchain, realGoroot });
	const broken = (problem: Problem, version?: GoVersion): PrefixToolchain =>
		gives({ kind: "broken", problem, goroot, program, ...(version === undefined ? {} : { version }) });
	try {
		realGoroot = looks.realPath(goroot);
		if (realGoroot !== undefined) {
			const { toolchain } = namedToolchainAt(looks, goroot, program);
			// a folder `go` without VERSION may be a GOPATH, and a file of that name anything
			if (toolchain.kind !== "broken" || !withoutGoKinds.has(toolchain.problem.kind)) return gives(toolchain);
			if (toolchain.version !== undefined || hasTrace(looks, program)) return gives(toolchain);
			return gives(recordedGo(looks, prefix) === undefined ? { kind: "none" } : toolchain);
		}
		const recorded = recordedGo(looks, prefix);
		if (recorded !== undefined) {
			const message = t("conda lists Go {0} here, but its GOROOT {1} is missing.", recorded, goroot);
			return broken({ kind: "toolchain-missing", message }, parseGoVersion(recorded));
		}
		if (!hasTrace(looks, program)) return gives({ kind: "none" });
		const message = t("The go program {0} exists, but its GOROOT {1} is missing.", program, goroot);
		return broken({ kind: "toolchain-missing", message });
	} catch (cause) {
		const fault = faultOrThrow(cause);
		return broken({ kind: fault.kind, message: fault.message });
	}
}

const withoutGoKinds: ReadonlySet<FaultKind> = new Set(["toolchain-incomplete", "toolchain-missing"]);

/** Whether a program exists, or a dangling link. */
function hasTrace(looks: Looks, program: string): boolean {
	return looks.readLink(program) !== undefined || looks.stat(program) !== undefined;
}

/** The version, in conda's form, of the Go that is installed according to conda. */
function recordedGo(looks: Looks, prefix: string): string | undefined {
	for (const name of looks.names(childPath(looks.path, prefix, "conda-meta")) ?? []) {
		const version = record.exec(name)?.[1];
		if (version !== undefined) return version;
	}
	return undefined;
}
