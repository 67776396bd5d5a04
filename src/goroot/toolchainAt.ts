import { childPath } from "../core/childPath.ts";
import type { Toolchain } from "../core/environment.ts";
import { FaultError, faultOrThrow, type Problem } from "../core/fault.ts";
import type { Host, Looks } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { type GoVersion, goVersionOfToolchain, parseGoVersion } from "../core/versions/goVersion.ts";

/** A VERSION file has a few short lines; a larger file is not one. */
const versionMaxBytes = 4096;

/** The release of a GOROOT. `name` is the toolchain's: `go1.22.5`, `go1.22.3-corp`, `go1.26-devel_abc123`. */
export interface Release {
	readonly version: GoVersion;
	readonly name: string;
}

/** The program of a GOROOT, `<goroot>/bin/go` or `go.exe`. Not conda's, which is in the prefix's bin. */
export function goProgramOf(host: Pick<Host, "path" | "platform">, goroot: string): string {
	return childPath(host.path, goroot, "bin", host.platform === "win32" ? "go.exe" : "go");
}

/**
 * The release of a GOROOT as the go command finds it: VERSION (one line up to Go 1.20; from 1.21 the first of several), else
 * VERSION.cache of a build from git, else the value that the build wrote into src/internal/buildcfg, else the constant in
 * src/internal/goversion. An empty VERSION counts as absent. Undefined if unknown. Throws the host's faults, and malformed.
 */
export function gorootRelease(looks: Looks, goroot: string): Release | undefined {
	for (const name of ["VERSION", "VERSION.cache"]) {
		const file = childPath(looks.path, goroot, name);
		const line = firstLine(looks.read(file, versionMaxBytes));
		if (line === "") continue;
		// before Go 1.17 a build from git only had `devel +<commit> <date>`, without a version
		if (line.startsWith("devel +")) break;
		const release = releaseInLine(line);
		if (release !== undefined) return release;
		throw new FaultError({
			kind: "malformed",
			file,
			line: 1,
			message: t("{0} does not contain a Go version: “{1}”.", file, line.slice(0, 40)),
		});
	}
	// pkgx removes VERSION; the value that the build wrote for runtime.Version remains
	const built = looks.read(looks.path.join(goroot, "src", "internal", "buildcfg", "zbootstrap.go"), 16_384);
	const told = releaseInLine(/^const version = `([^`\n]+)`/m.exec(built ?? "")?.[1] ?? "");
	if (told !== undefined) return told;
	const source = looks.read(looks.path.join(goroot, "src", "internal", "goversion", "goversion.go"));
	const minor = /^const Version = (\d+)\s*$/m.exec(source ?? "")?.[1];
	const version = minor === undefined ? undefined : parseGoVersion(`1.${minor}`);
	return version === undefined ? undefined : { version, name: `go${version}-devel` };
}

const firstLine = (text: string | undefined): string =>
	((text ?? "").replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "").trim();

/** `go1.22.5`, `go1.22.5-corp`, `devel go1.24-abc123 Tue …` (up to 1.24), `go1.26-devel_abc123 …`. */
function releaseInLine(line: string): Release | undefined {
	const name = line.replace(/^devel /, "").split(/[ \t]/, 1)[0] ?? "";
	const version = goVersionOfToolchain(name);
	return version === undefined ? undefined : { version, name };
}

/** The version of {@link gorootRelease}. */
export function gorootVersion(looks: Looks, goroot: string): GoVersion | undefined {
	return gorootRelease(looks, goroot)?.version;
}

/**
 * The toolchain of a GOROOT and its program: known, or broken with its problem. `goroot` and `program` are as found; never
 * throws.
 */
export function toolchainAt(looks: Looks, goroot: string, program: string): Toolchain {
	return namedToolchainAt(looks, goroot, program).toolchain;
}

/** {@link toolchainAt}, with the toolchain's own name if known. */
export function namedToolchainAt(
	looks: Looks,
	goroot: string,
	program: string,
): { readonly toolchain: Toolchain; readonly name?: string } {
	let release: Release | undefined;
	const broken = (problem: Problem): { toolchain: Toolchain; name?: string } => ({
		toolchain: {
			kind: "broken",
			problem,
			goroot,
			program,
			...(release === undefined ? {} : { version: release.version }),
		},
		...(release === undefined ? {} : { name: release.name }),
	});
	try {
		release = gorootRelease(looks, goroot);
		if (release === undefined) return broken(absence(looks, goroot));
		const problem = programProblem(looks, program);
		if (problem !== undefined) return broken(problem);
		const { version, name } = release;
		return { toolchain: { kind: "known", version, goroot, program }, name };
	} catch (cause) {
		const fault = faultOrThrow(cause);
		return broken({ kind: fault.kind, message: fault.message });
	}
}

function absence(looks: Looks, goroot: string): Problem {
	if (looks.stat(goroot)?.kind !== "directory") {
		return { kind: "toolchain-missing", message: t("GOROOT {0} does not exist.", goroot) };
	}
	return { kind: "toolchain-incomplete", message: t("{0} has no VERSION file.", goroot) };
}

function programProblem(looks: Looks, program: string): Problem | undefined {
	const found = looks.stat(program);
	if (found?.kind !== "file") {
		return { kind: "toolchain-missing", message: t("The go program {0} is missing.", program) };
	}
	if (!found.executable && looks.platform !== "win32") {
		return { kind: "toolchain-incomplete", message: t("The go program {0} is not executable.", program) };
	}
	return undefined;
}
