import { creating } from "../action.ts";
import { type GoEnvironment, type ProviderName, versionOf } from "../environment.ts";
import { type Fault, faultOrThrow, type Remedy } from "../fault.ts";
import type { Host } from "../host.ts";
import { t } from "../l10n.ts";
import type { Provider } from "../provider.ts";
import {
	compareGoVersions,
	type GoVersion,
	isPrerelease,
	matchesGoVersion,
	parseGoVersion,
} from "../versions/goVersion.ts";

/** The result of resolving a reference. `others` are further rows with the same version, in order of preference. */
export type Resolution =
	| { readonly kind: "found"; readonly environment: GoEnvironment; readonly others: readonly GoEnvironment[] }
	| { readonly kind: "inherited" }
	| { readonly kind: "unknown"; readonly fault: Fault };

export interface ResolveRequest {
	readonly host: Host;
	/** In the order of environmentsOf. */
	readonly rows: readonly GoEnvironment[];
	/** The active providers, in order of preference for equal versions. They classify paths that no row has. */
	readonly providers: readonly Provider[];
	/** Paths that no row has are unknown: for a file above the folder. */
	readonly onlyListed?: boolean;
	/** The base of relative paths and `.#shell`: the working directory, or the folder of the file. */
	readonly folder: string;
	/** Tools whose installations are preferred: the owners of the pin file (`gvm`, `goenv`, `asdf`, `mise`). */
	readonly owners?: readonly string[];
	readonly signal: AbortSignal;
}

/** `system`: as the version files of goenv, asdf and mise call it. */
const inheritedWords: readonly string[] = ["inherited", "system"];

/** The one resolver of references from users, settings and files (docs/behaviour.md, References). */
export async function resolveReference(request: ResolveRequest, text: string): Promise<Resolution> {
	const reference = text.trim();
	const { rows } = request;
	const byId = rows.find(({ id }) => id === reference);
	if (byId !== undefined) return found(byId);
	if (isPath(request, reference)) return await byPath(request, reference);
	const shell = /^([^:]*)#(.*)$/.exec(reference);
	if (shell !== null)
		return (await withHash(request, reference)) ?? (await byShell(request, reference, shell[1] ?? "", shell[2] ?? ""));
	const visible = rows.filter(({ onlyByPath }) => onlyByPath !== true);
	const provider = request.providers.find(({ name }) => reference.startsWith(`${name}:`));
	if (provider !== undefined) {
		const own = visible.filter((row) => row.provider === provider.name);
		const rest = reference.slice(provider.name.length + 1);
		return byName(reference, rest, own) ?? byVersion(request, rest, own) ?? unknown(reference, [provider]);
	}
	const named = byName(reference, reference, visible);
	if (named !== undefined) return named;
	const versioned = byVersion(
		request,
		reference,
		visible.filter(({ kind }) => kind.foundBy === "version"),
	);
	if (versioned !== undefined) return versioned;
	return inheritedWords.includes(reference) ? { kind: "inherited" } : unknown(reference, request.providers);
}

const found = (environment: GoEnvironment, others: readonly GoEnvironment[] = []): Resolution => ({
	kind: "found",
	environment,
	others,
});

/** Absolute, or starts with `./`, `../`, `~/`, or contains a separator and no provider's prefix. */
export function isPath({ host, providers }: Pick<ResolveRequest, "host" | "providers">, reference: string): boolean {
	if (reference.includes("#")) return false;
	if (isWrittenAsPath(host, reference)) return true;
	return /[\\/]/.test(reference) && !providers.some(({ name }) => reference.startsWith(`${name}:`));
}

/** What cannot be a name: an absolute path, or one with a prefix that only paths have. */
const isWrittenAsPath = ({ path }: Pick<Host, "path">, reference: string): boolean =>
	path.isAbsolute(reference) || /^(?:\.{1,2}|~)(?:[\\/]|$)/.test(reference);

/** The absolute path of a reference by path. */
export function pathOfReference(
	{ path, home }: Pick<Host, "path" | "home">,
	reference: string,
	folder: string,
): string {
	if (/^~(?:[\\/]|$)/.test(reference)) return path.join(home, reference.slice(1));
	return path.resolve(folder, reference);
}

async function byPath(request: ResolveRequest, reference: string): Promise<Resolution> {
	const { host, rows, providers, onlyListed } = request;
	const wanted = pathOfReference(host, reference, request.folder);
	const real = (await realOf(host, wanted)) ?? wanted;
	const row = rowWithPath(host, rows, [wanted, real]);
	if (row !== undefined) return found(row);
	let fault: Fault | undefined;
	for (const provider of onlyListed === true ? [] : providers) {
		try {
			const classified = await provider.classify(host, wanted, request.signal);
			if (classified !== undefined) return found(classified);
		} catch (cause) {
			// what cannot be looked into may well be an environment: the reference names it, and no other Go replaces it
			fault ??= faultOrThrow(cause);
			if (fault.kind === "cancelled") throw cause;
		}
	}
	const unread: Resolution | undefined = fault && { kind: "unknown", fault };
	return (await byListedName(request, reference, wanted)) ?? unread ?? unknown(reference);
}

/** `app/ci`, as lists show a pixi environment: the name of a row if no such path exists. */
async function byListedName(
	{ host, rows }: ResolveRequest,
	reference: string,
	path: string,
): Promise<Resolution | undefined> {
	if (isWrittenAsPath(host, reference)) return undefined;
	// on a disk that does not respond, it is unknown whether the path exists
	const place = await host.stat(path).catch(() => "unreadable" as const);
	if (place !== undefined) return undefined;
	return byName(
		reference,
		reference,
		rows.filter(({ onlyByPath }) => onlyByPath !== true),
	);
}

/** A path that cannot be read is compared as written. */
const realOf = (host: Host, path: string): Promise<string | undefined> => host.realPath(path).catch(() => undefined);

/**
 * The first row with one of the paths as its location, GOROOT, program, other path or real path. A gvm Go precedes its pkgsets,
 * which share its paths.
 */
export function rowWithPath(
	host: Pick<Host, "path" | "platform">,
	rows: readonly GoEnvironment[],
	paths: readonly string[],
): GoEnvironment | undefined {
	// Windows, and macOS by default, ignore case.
	const comparable = (path: string): string => {
		const normal = host.path.normalize(path).replace(/(?<=.)[\\/]+$/, "");
		return host.platform === "linux" ? normal : normal.toLowerCase();
	};
	const wanted = new Set(paths.map(comparable));
	return rows.find((row) => {
		const goroot = "goroot" in row.toolchain ? row.toolchain.goroot : undefined;
		const program = "program" in row.toolchain ? row.toolchain.program : undefined;
		const named = [goroot, program].filter((path) => path !== undefined);
		const own = [row.location, ...named, ...row.otherPaths, ...row.realPaths];
		return own.some((path) => wanted.has(comparable(path)));
	});
}

/** Paths and names may contain `#`, so an exact match of a row is tried before `folder#shell`. */
async function withHash(request: ResolveRequest, reference: string): Promise<Resolution | undefined> {
	const { host } = request;
	const rows = request.rows.filter(({ shell }) => shell === undefined);
	const path = pathOfReference(host, reference, request.folder);
	const row = rowWithPath(host, rows, [path, (await realOf(host, path)) ?? path]);
	return row === undefined
		? byName(
				reference,
				reference,
				rows.filter(({ onlyByPath }) => onlyByPath !== true),
			)
		: found(row);
}

/**
 * `.#ci`, `./tools#ci`, `#ci`: a shell of an environment in that folder; if the folder cannot have shells, a row with that
 * name.
 */
async function byShell(request: ResolveRequest, reference: string, place: string, shell: string): Promise<Resolution> {
	const { host } = request;
	const folder = place === "" ? request.folder : pathOfReference(host, place, request.folder);
	const rows = request.rows.filter((row) => row.shell !== undefined);
	const name = shell === "" ? "default" : shell;
	const row = rows.find(
		(candidate) => candidate.shell === name && rowWithPath(host, [candidate], [folder]) !== undefined,
	);
	if (row !== undefined) return found(row);
	const named = (await mayHaveShells(request, folder)) ? undefined : byName(reference, reference, rows);
	return named ?? unknown(reference);
}

/** Whether a folder has a file that defines shells, or cannot be read. */
async function mayHaveShells({ host, providers }: ResolveRequest, folder: string): Promise<boolean> {
	for (const { shellFile } of providers) {
		if (shellFile === undefined) continue;
		const file = await host.stat(host.path.join(folder, shellFile)).catch(() => "unreadable" as const);
		if (file !== undefined) return true;
	}
	return false;
}

function byName(reference: string, name: string, rows: readonly GoEnvironment[]): Resolution | undefined {
	const named = rows.filter((row) => row.name === name);
	const matching = named.length > 0 ? named : rows.filter((row) => row.otherNames.includes(name));
	const [first, ...others] = matching;
	if (first === undefined) return undefined;
	if (others.length === 0) return found(first);
	return {
		kind: "unknown",
		fault: {
			kind: "reference-ambiguous",
			message: t("“{0}” is the name of {1} environments: {2}.", reference, matching.length, listOf(matching)),
			remedies: [{ text: t("Use the id or the path of one of them."), action: { kind: "select" } }],
			candidates: matching.map(({ id }) => id),
		},
	};
}

const listOf = (rows: readonly GoEnvironment[]): string => rows.map(({ id }) => id).join(", ");

function byVersion(
	request: Pick<ResolveRequest, "providers" | "owners">,
	text: string,
	rows: readonly GoEnvironment[],
): Resolution | undefined {
	const wanted = parseGoVersion(text.replace(/^go/, ""));
	if (wanted === undefined && text !== "latest") return undefined;
	const [first, ...others] = rowsOfVersion(request, rows, wanted);
	if (first !== undefined) return found(first, others);
	// a matching broken row reports its own problem instead of an unknown version
	const broken = rows.find((row) => row.toolchain.kind === "broken" && isOfVersion(row, wanted));
	return broken === undefined ? undefined : found(broken);
}

const isOfVersion = (row: GoEnvironment, wanted: GoVersion | undefined): boolean => {
	const version = versionOf(row);
	return (
		wanted !== undefined && (row.name === `go${wanted}` || (version !== undefined && matchesGoVersion(version, wanted)))
	);
};

/**
 * The rows with the highest version that matches `wanted` (undefined: any), best first: those of the tools that own the pin
 * file, then by the order of providers, then as listed. A pre-release is used only if nothing else matches, or if it was named.
 */
function rowsOfVersion(
	{ providers, owners = [] }: Pick<ResolveRequest, "providers" | "owners">,
	rows: readonly GoEnvironment[],
	wanted: GoVersion | undefined,
): readonly GoEnvironment[] {
	const matching = rows.filter(
		(row) =>
			row.toolchain.kind === "known" && (wanted === undefined || matchesGoVersion(row.toolchain.version, wanted)),
	);
	const releases = matching.filter((row) => !isPrereleaseRow(row));
	const candidates = releases.length > 0 ? releases : matching;
	const highest = candidates.map(versionOf).reduce((a, b) => (isHigher(b, a) ? b : a), undefined);
	const rank = ({ origin, provider }: GoEnvironment): number =>
		owners.includes(origin) ? -1 : rankOf(providers, provider);
	return candidates
		.filter((row) => versionOf(row) === highest)
		.map((row, index) => ({ row, index, rank: rank(row) }))
		.sort((a, b) => a.rank - b.rank || a.index - b.index)
		.map(({ row }) => row);
}

/** The index of a provider; unknown ones come last. */
export function rankOf(providers: readonly Pick<Provider, "name">[], name: ProviderName): number {
	const place = providers.findIndex((provider) => provider.name === name);
	return place < 0 ? providers.length : place;
}

const isPrereleaseRow = (row: GoEnvironment): boolean => {
	const version = versionOf(row);
	return version !== undefined && isPrerelease(version);
};

const isHigher = (a: GoVersion | undefined, b: GoVersion | undefined): boolean =>
	a !== undefined && (b === undefined || compareGoVersions(a, b) > 0);

/** `providers`: whose environments may have such a name. */
function unknown(reference: string, providers: readonly Provider[] = []): Resolution {
	return {
		kind: "unknown",
		fault: {
			kind: "reference-unknown",
			message: t("There is no environment “{0}” on this machine.", reference),
			remedies: [
				...gettable(reference),
				{ text: t("Select an environment that exists."), action: { kind: "select" } },
				...creatable(reference, providers),
			],
		},
	};
}

/** An environment with a purpose is created by its name. */
function creatable(reference: string, providers: readonly Provider[]): readonly Remedy[] {
	const [, name = reference] = /^\w+:(.*)$/.exec(reference) ?? [];
	const isName = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name) && parseGoVersion(name.replace(/^go/, "")) === undefined;
	const creates = providers.some(({ create, kind }) => create !== undefined && kind.namedAfter === "purpose");
	return isName && creates ? [{ text: t("Create it."), action: creating({ environment: name }) }] : [];
}

/** A version can be downloaded by any current go. `1.22` alone means its newest release. */
function gettable(reference: string): readonly Remedy[] {
	const version = parseGoVersion(reference.trim().replace(/^go/, ""));
	if (version === undefined || !version.includes(".")) return [];
	return [{ text: t("Download Go {0}.", version), action: creating({ version }) }];
}
