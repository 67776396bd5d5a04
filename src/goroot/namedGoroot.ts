import { type Fault, faultOrThrow, type Remedy } from "../core/fault.ts";
import type { FileStat, Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import type { GoVersion } from "../core/versions/goVersion.ts";
import { goEnv } from "./goEnv.ts";
import { goEnvPlace, goEnvSubject, unsettingGoEnv } from "./goEnvOrigin.ts";
import { holdsGo, type LocatedGo } from "./gorootOfProgram.ts";
import { plainPath } from "./plainPath.ts";
import { gorootVersion } from "./toolchainAt.ts";

/** GOROOT as the user set it, without a trailing slash; `file` and `line` if the go/env file sets it. */
export interface NamedGoroot {
	readonly goroot: string;
	readonly file?: string;
	readonly line?: number;
}

/**
 * The GOROOT that go uses before it searches from its program: the variable, else the user's go/env file (go src
 * cfg.findGOROOT).
 */
export async function namedGoroot(host: Host): Promise<NamedGoroot | undefined> {
	const named = await goEnv(host, "GOROOT");
	// go treats an empty value as unset
	if (named === undefined || named.value.trim() === "") return undefined;
	const { file, line } = named;
	return {
		goroot: plainPath(host, named.value.trim()),
		...(file === undefined ? {} : { file }),
		...(line === undefined ? {} : { line }),
	};
}

/**
 * The problem of a GOROOT that is set, for any go program; `meant` is the GOROOT around it. Undefined if it is a valid GOROOT.
 * Throws the host's faults.
 */
export async function wrongGoroot(
	host: Host,
	named: NamedGoroot,
): Promise<{ readonly fault: Fault; readonly meant?: string } | undefined> {
	const { goroot } = named;
	if (host.path.isAbsolute(goroot) && (await holdsGo(host, goroot))) return undefined;
	const meant = await gorootAround(host, goroot);
	const kind = host.path.isAbsolute(goroot) ? ((await host.stat(goroot))?.kind ?? "absent") : "relative";
	const fault: Fault = {
		kind: "toolchain-missing",
		message: wrongGorootText(named, kind),
		remedies: remediesFor(named, kind, meant),
		...goEnvPlace(named),
	};
	return { fault, ...(meant === undefined ? {} : { meant }) };
}

/** What exists at the path that GOROOT names. */
type PlaceKind = FileStat["kind"] | "absent" | "relative";

/** The GOROOT for a path inside it: of its `bin`, or of a program there. */
async function gorootAround(host: Host, inside: string): Promise<string | undefined> {
	const above = host.path.dirname(inside);
	for (const folder of [above, host.path.dirname(above)]) if (await holdsGo(host, folder)) return folder;
	return undefined;
}

function wrongGorootText(named: NamedGoroot, kind: PlaceKind): string {
	const { goroot } = named;
	const subject = goEnvSubject("GOROOT", named);
	switch (kind) {
		case "relative":
			return t("{0} is “{1}”, which is not an absolute path. Every go command fails.", subject, goroot);
		case "absent":
			return t("{0} is {1}, which does not exist. Every go command fails.", subject, goroot);
		case "file":
			return t("{0} is {1}, which is a file, not a folder. Every go command fails.", subject, goroot);
		default:
			return t("{0} is {1}, which is not a Go installation. Builds fail.", subject, goroot);
	}
}

function remediesFor(named: NamedGoroot, kind: PlaceKind, meant: string | undefined): readonly Remedy[] {
	if (named.file === undefined && meant !== undefined) return [{ text: t("Unset GOROOT, or set it to {0}.", meant) }];
	return [unsettingGoEnv("GOROOT", named, kind !== "directory")];
}

/**
 * The effect of a GOROOT that is set on the go program that runs: it is invalid, or of another version, which the compiler
 * refuses ("compile: version … does not match"). Undefined if it does no harm. Throws only for programming errors.
 */
export async function gorootFault(
	host: Host,
	located: LocatedGo,
	version: GoVersion | undefined,
): Promise<Fault | undefined> {
	try {
		const named = await namedGoroot(host);
		if (named === undefined || named.goroot === located.goroot) return undefined;
		const wrong = await wrongGoroot(host, named);
		if (wrong !== undefined) return wrong.fault;
		const other = await host.look((looks) => gorootVersion(looks, named.goroot));
		if (other === undefined || version === undefined || other === version) return undefined;
		return mixedFault(named, other, located.program, version);
	} catch (cause) {
		const fault = faultOrThrow(cause);
		return fault;
	}
}

function mixedFault(named: NamedGoroot, other: GoVersion, program: string, version: GoVersion): Fault {
	const message = t(
		"{0} names Go {1} ({2}), but {3} is Go {4}. Builds fail.",
		goEnvSubject("GOROOT", named),
		other,
		named.goroot,
		program,
		version,
	);
	const remedies = [unsettingGoEnv("GOROOT", named, false)];
	return { kind: "conflict", message, remedies, ...goEnvPlace(named) };
}
