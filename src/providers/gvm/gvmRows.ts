import { seenOrUndefined } from "../../core/attempt.ts";
import { environmentId, type GoEnvironment, type Toolchain } from "../../core/environment.ts";
import { type Fault, faultOrThrow, type Problem } from "../../core/fault.ts";
import type { DirectoryEntry, Host, Looks } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { goProgramOf, toolchainAt } from "../../goroot/toolchainAt.ts";
import { type EnvironmentFile, readEnvironmentFile } from "./gvmEnvironmentFile.ts";
import { gvmKind } from "./gvmKind.ts";

/** The result of reading an environment file. */
export type ReadFile =
	| { readonly kind: "read"; readonly environment: EnvironmentFile }
	| { readonly kind: "unreadable"; readonly fault: Fault };

/** Reads an environment file; returns its problems as data. */
export async function readFile(host: Host, file: string): Promise<ReadFile> {
	try {
		const environment = await readEnvironmentFile(host, file, { HOME: host.home });
		if (environment !== undefined) return { kind: "read", environment };
		const message = t("{0} is a symbolic link to a path that does not exist.", file);
		return { kind: "unreadable", fault: { kind: "link-broken", message, file } };
	} catch (cause) {
		const fault = faultOrThrow(cause);
		return { kind: "unreadable", fault: { ...fault, file } };
	}
}

export interface RowParts {
	/** `go1.22.6`, `go1.22.6@work`. */
	readonly name: string;
	readonly file: string;
	/** Undefined if gvm has no such file. */
	readonly read: ReadFile | undefined;
	/** `gos/<name>`, the GOROOT unless the file sets another. */
	readonly defaultGoroot: string;
	readonly otherNames?: readonly string[];
	readonly notes?: readonly string[];
	/** The workspace folder that contains a pkgset. */
	readonly folder?: string;
}

/** The row of one environment file. GOROOT comes from the file: `gos/system` is empty. Never throws. */
export function gvmRow(looks: Looks, parts: RowParts): GoEnvironment {
	const { name, file, read, defaultGoroot, otherNames = [], notes = [], folder } = parts;
	const goroot = read?.kind === "read" ? read.environment.goroot : undefined;
	const location = goroot ?? defaultGoroot;
	const real = seenOrUndefined(() => looks.realPath(location));
	const broken = goroot === undefined ? problemWithFile(file, read) : danglingLink(looks, location, real);
	const toolchain: Toolchain =
		broken === undefined
			? toolchainAt(looks, location, goProgramOf(looks, location))
			: { kind: "broken", problem: broken, ...(goroot === undefined ? {} : { goroot }) };
	return {
		id: environmentId("gvm", file),
		provider: "gvm",
		kind: gvmKind,
		name,
		otherNames,
		location,
		toolchain,
		otherPaths: [],
		realPaths: real === undefined ? [] : [real],
		origin: "gvm",
		notes,
		problems: [],
		...(folder === undefined ? {} : { folder }),
	};
}

function problemWithFile(file: string, read: ReadFile | undefined): Problem {
	if (read === undefined) {
		const message = t("gvm has no environment file {0} for it. Install this Go again with gvm.", file);
		return { kind: "toolchain-incomplete", message };
	}
	if (read.kind === "unreadable") return { kind: read.fault.kind, message: read.fault.message };
	return { kind: "malformed", message: t("gvm's environment file {0} does not set GOROOT to an absolute path.", file) };
}

function danglingLink(looks: Looks, goroot: string, real: string | undefined): Problem | undefined {
	if (real !== undefined) return undefined;
	const target = seenOrUndefined(() => looks.readLink(goroot));
	if (target === undefined) return undefined;
	return { kind: "link-broken", message: t("{0} is a symbolic link to {1}, which does not exist.", goroot, target) };
}

/** The sorted entries of a folder; a fault if it cannot be listed. */
export async function entriesIn(
	host: Host,
	folder: string,
): Promise<{ readonly entries: readonly DirectoryEntry[] | undefined; readonly fault?: Fault }> {
	try {
		return { entries: await host.list(folder) };
	} catch (cause) {
		const fault = faultOrThrow(cause);
		return { entries: undefined, fault };
	}
}
