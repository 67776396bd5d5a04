import type { Fault } from "../../core/fault.ts";
import type { Entry, Host } from "../../core/host.ts";
import type { DiscoverOptions } from "../../core/provider.ts";
import { t } from "../../core/words.ts";
import { gorootVariable, holdsGo } from "../../goroot/gorootOfProgram.ts";
import { plainPath } from "../../goroot/plainPath.ts";
import type { Found } from "./candidate.ts";
import { faultsOf, gorootIn } from "./versionFolders.ts";

/** What GOROOT in the variables names. A wrong value breaks every go command, so it is said with what it should be. */
export async function* namedGoroot(host: Host): AsyncGenerator<Found> {
	const goroot = gorootVariable(host);
	if (goroot === undefined) return;
	yield* faultsOf(async function* () {
		if (host.path.isAbsolute(goroot) && (await holdsGo(host, goroot))) {
			yield* gorootIn(host, goroot);
			return;
		}
		const meant = await gorootAround(host, goroot);
		yield { kind: "fault", fault: await wrongGoroot(host, goroot, meant) };
		if (meant !== undefined) yield { kind: "candidate", goroot: meant };
	});
}

/** The GOROOT that a path inside it means: of its `bin`, or of a program there. */
async function gorootAround(host: Host, inside: string): Promise<string | undefined> {
	const above = host.path.dirname(inside);
	for (const folder of [above, host.path.dirname(above)]) if (await holdsGo(host, folder)) return folder;
	return undefined;
}

async function wrongGoroot(host: Host, goroot: string, meant: string | undefined): Promise<Fault> {
	const kind = (await host.find(goroot))?.kind;
	const message = !host.path.isAbsolute(goroot)
		? t("The variable GOROOT is “{0}”, which is not an absolute path: every go command fails.", goroot)
		: kind === undefined
			? t("The variable GOROOT names {0}, which does not exist: every go command fails.", goroot)
			: kind === "file"
				? t("The variable GOROOT names {0}, which is a file and not a folder: every go command fails.", goroot)
				: t("The variable GOROOT names {0}, which is not the root of a Go: builds fail.", goroot);
	const remedy =
		meant === undefined
			? t("Remove it where it is set: go finds its GOROOT by itself. An environment in use removes it too.")
			: t("Remove it, or set it to {0}. An environment in use removes it too.", meant);
	return { kind: "toolchain-missing", message, remedy };
}

/** `goEnvironments.searchPaths`: GOROOTs, and folders of them. Conda prefixes among them are another provider's. */
export async function* searched(host: Host, { searchPaths }: DiscoverOptions): AsyncGenerator<Found> {
	for (const path of new Set(searchPaths)) yield* faultsOf(() => searchedIn(host, plainPath(host, path)));
}

async function* searchedIn(host: Host, folder: string): AsyncGenerator<Found> {
	const { path } = host;
	const entries = await host.list(folder);
	if (entries === undefined) {
		yield { kind: "fault", fault: missingSearchPath(folder) };
		return;
	}
	if (await holdsGo(host, folder)) {
		yield* gorootIn(host, folder);
		return;
	}
	yield { kind: "place", path: folder };
	if (entries.some(({ name }) => name === "conda-meta")) return;
	for (const name of ["", ...namesOfFolders(entries)]) yield* faultsOf(() => searchedAt(host, path.join(folder, name)));
}

const namesOfFolders = (entries: readonly Entry[]): readonly string[] =>
	entries
		.filter(({ name, kind }) => (kind === "directory" || kind === "link") && !name.startsWith("."))
		.map(({ name }) => name);

/** A GOROOT, or an unpacked archive, which keeps its own folder: `1.22.6/go`. That of a conda prefix is the prefix's. */
async function* searchedAt(host: Host, folder: string): AsyncGenerator<Found> {
	const { path } = host;
	yield* gorootIn(host, folder);
	const isConda = (await host.find(path.join(folder, "conda-meta")))?.kind === "directory";
	if (!isConda) yield* gorootIn(host, path.join(folder, "go"));
}

const missingSearchPath = (folder: string): Fault => ({
	kind: "toolchain-missing",
	file: folder,
	message: t("The search path {0} is not a folder.", folder),
	remedy: t("Correct the setting goEnvironments.searchPaths."),
});
