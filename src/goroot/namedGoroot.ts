import { type Fault, faultOf } from "../core/fault.ts";
import type { GoVersion } from "../core/goVersion.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/words.ts";
import { goEnv } from "./goEnv.ts";
import { holdsGo, type LocatedGo } from "./gorootOfProgram.ts";
import { plainPath } from "./plainPath.ts";
import { gorootVersion } from "./toolchainAt.ts";

/** GOROOT as the user set it, without the slash at its end; `file` and `line` where it is the go/env file that sets it. */
export interface NamedGoroot {
	readonly goroot: string;
	readonly file?: string;
	readonly line?: number;
}

/** What go takes for its GOROOT before it looks where its program lies: the variable, else the user's go/env file (go src cfg.findGOROOT). */
export async function namedGoroot(host: Host): Promise<NamedGoroot | undefined> {
	const named = await goEnv(host, "GOROOT");
	// an empty value counts as none
	if (named === undefined || named.value.trim() === "") return undefined;
	const { file, line } = named;
	return {
		goroot: plainPath(host, named.value.trim()),
		...(file === undefined ? {} : { file }),
		...(line === undefined ? {} : { line }),
	};
}

/**
 * What is wrong with a GOROOT that somebody set, whatever go program uses it; `meant` is the GOROOT around it. Undefined where it
 * is one. Throws the host's faults.
 */
export async function wrongGoroot(
	host: Host,
	named: NamedGoroot,
): Promise<{ readonly fault: Fault; readonly meant?: string } | undefined> {
	const { goroot } = named;
	if (host.path.isAbsolute(goroot) && (await holdsGo(host, goroot))) return undefined;
	const meant = await gorootAround(host, goroot);
	const fault: Fault = {
		kind: "toolchain-missing",
		message: await wrongness(host, named),
		remedy: remedyOf(named, meant),
		...placeOf(named),
	};
	return { fault, ...(meant === undefined ? {} : { meant }) };
}

/** The GOROOT that a path inside it means: of its `bin`, or of a program there. */
async function gorootAround(host: Host, inside: string): Promise<string | undefined> {
	const above = host.path.dirname(inside);
	for (const folder of [above, host.path.dirname(above)]) if (await holdsGo(host, folder)) return folder;
	return undefined;
}

async function wrongness(host: Host, named: NamedGoroot): Promise<string> {
	const { goroot, file } = named;
	const kind = host.path.isAbsolute(goroot) ? ((await host.find(goroot))?.kind ?? "absent") : "relative";
	if (file === undefined) {
		if (kind === "relative")
			return t("The variable GOROOT is “{0}”, which is not an absolute path: every go command fails.", goroot);
		if (kind === "absent")
			return t("The variable GOROOT names {0}, which does not exist: every go command fails.", goroot);
		if (kind === "file")
			return t("The variable GOROOT names {0}, which is a file and not a folder: every go command fails.", goroot);
		return t("The variable GOROOT names {0}, which is not the root of a Go: builds fail.", goroot);
	}
	if (kind === "relative")
		return t("GOROOT in {0} is “{1}”, which is not an absolute path: every go command fails.", file, goroot);
	if (kind === "absent") return t("GOROOT in {0} is {1}, which does not exist: every go command fails.", file, goroot);
	if (kind === "file")
		return t("GOROOT in {0} is {1}, which is a file and not a folder: every go command fails.", file, goroot);
	return t("GOROOT in {0} is {1}, which is not the root of a Go: builds fail.", file, goroot);
}

function remedyOf({ file }: NamedGoroot, meant: string | undefined): string {
	if (file !== undefined) return t("Remove it: `go env -u GOROOT`, or delete the line if go itself fails.");
	return meant === undefined
		? t("Remove it where it is set: go finds its GOROOT by itself. An environment in use removes it too.")
		: t("Remove it, or set it to {0}. An environment in use removes it too.", meant);
}

const placeOf = ({ file, line }: NamedGoroot): Pick<Fault, "file" | "line"> => ({
	...(file === undefined ? {} : { file }),
	...(line === undefined ? {} : { line }),
});

/**
 * What a GOROOT that somebody set does to the go program that runs: it is wrong, or of another version, and then the compiler refuses
 * ("compile: version … does not match"). Undefined where it does no harm. Never throws but for programming errors.
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
		const other = await gorootVersion(host, named.goroot);
		if (other === undefined || version === undefined || other === version) return undefined;
		return mixedFault(named, other, located.program, version);
	} catch (cause) {
		const fault = faultOf(cause);
		if (fault === undefined) throw cause;
		return fault;
	}
}

function mixedFault(named: NamedGoroot, other: GoVersion, program: string, version: GoVersion): Fault {
	const { goroot, file } = named;
	const message =
		file === undefined
			? t("The variable GOROOT names Go {0} ({1}), but {2} is Go {3}: builds fail.", other, goroot, program, version)
			: t("GOROOT in {0} names Go {1} ({2}), but {3} is Go {4}: builds fail.", file, other, goroot, program, version);
	const remedy =
		file === undefined ? t("Unset GOROOT: go finds its GOROOT by itself.") : t("Remove it: `go env -u GOROOT`.");
	return { kind: "conflict", message, remedy, ...placeOf(named) };
}
