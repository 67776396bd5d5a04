import type { Toolchain } from "../core/environment.ts";
import { FaultError, faultOf, type Problem } from "../core/fault.ts";
import { type GoVersion, goVersionOfToolchain, parseGoVersion } from "../core/goVersion.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/words.ts";

/** A VERSION file has one or a few short lines; one of 10 MB is not a VERSION file. */
const versionLimit = 4096;

/** The program of a GOROOT, `<goroot>/bin/go` or `go.exe`. Not conda's: there it lies in the prefix's bin. */
export function goProgramOf(host: Pick<Host, "path" | "platform">, goroot: string): string {
	return host.path.join(goroot, "bin", host.platform === "win32" ? "go.exe" : "go");
}

/**
 * The version that a GOROOT says of itself, as the go command finds it: VERSION (one line up to Go 1.20; from 1.21 the first
 * of several), else VERSION.cache of a build from git, else the constant in src/internal/goversion. An empty VERSION
 * counts as absent. Undefined where nothing says it. Throws the host's faults, and malformed.
 */
export async function gorootVersion(host: Host, goroot: string): Promise<GoVersion | undefined> {
	const file = host.path.join(goroot, "VERSION");
	const text = (await host.read(file, versionLimit)) || (await host.read(`${file}.cache`, versionLimit));
	if (text !== undefined && text.trim() !== "") {
		const line = (text.replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "").trim();
		const version = versionInLine(line);
		if (version !== undefined) return version;
		throw new FaultError({
			kind: "malformed",
			file,
			line: 1,
			message: t("{0} does not say a Go version: “{1}”.", file, line.slice(0, 40)),
		});
	}
	const source = await host.read(host.path.join(goroot, "src", "internal", "goversion", "goversion.go"));
	const minor = /^const Version = (\d+)$/m.exec(source ?? "")?.[1];
	return minor === undefined ? undefined : parseGoVersion(`1.${minor}`);
}

/** `go1.22.5`, `go1.22.5-corp`, `devel go1.24-abc123 Tue …` (up to 1.24), `go1.26-devel_abc123 …`. */
function versionInLine(line: string): GoVersion | undefined {
	return goVersionOfToolchain(line.replace(/^devel /, ""));
}

/**
 * The toolchain of a GOROOT with its program: known, or broken with what is wrong in words. Of `goroot` and `program` as
 * found; never throws.
 */
export async function toolchainAt(host: Host, goroot: string, program: string): Promise<Toolchain> {
	const broken = (problem: Problem, version?: GoVersion): Toolchain => ({
		kind: "broken",
		problem,
		goroot,
		program,
		...(version === undefined ? {} : { version }),
	});
	let version: GoVersion | undefined;
	try {
		version = await gorootVersion(host, goroot);
		if (version === undefined) {
			if ((await host.find(goroot))?.kind !== "directory") {
				return broken({ kind: "toolchain-missing", message: t("GOROOT {0} does not exist.", goroot) });
			}
			return broken({ kind: "toolchain-incomplete", message: t("{0} has no VERSION file.", goroot) });
		}
		const found = await host.find(program);
		if (found?.kind !== "file") {
			const message = t("The go program {0} is missing.", program);
			return broken({ kind: "toolchain-missing", message }, version);
		}
		if (!found.executable && host.platform !== "win32") {
			const message = t("The go program {0} is not executable.", program);
			return broken({ kind: "toolchain-incomplete", message }, version);
		}
		return { kind: "known", version, goroot, program };
	} catch (cause) {
		const fault = faultOf(cause);
		if (fault === undefined) throw cause;
		return broken({ kind: fault.kind, message: fault.message }, version);
	}
}
