import type { Fault } from "../../core/fault.ts";
import type { DirectoryEntry, Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { DiscoverOptions } from "../../core/provider.ts";
import { holdsGo } from "../../goroot/gorootOfProgram.ts";
import { namedGoroot, wrongGoroot } from "../../goroot/namedGoroot.ts";
import { plainPath } from "../../goroot/plainPath.ts";
import type { Found } from "./candidate.ts";
import { faultsOf, gorootIn } from "./versionFolders.ts";

/** The GOROOT that the user set. A wrong value breaks every go command, so it is reported with the correct value. */
export async function* gorootOfUser(host: Host): AsyncGenerator<Found> {
	yield* faultsOf(async function* () {
		const named = await namedGoroot(host);
		if (named === undefined) return;
		const wrong = await wrongGoroot(host, named);
		if (wrong === undefined) {
			yield* gorootIn(host, named.goroot);
			return;
		}
		yield { kind: "fault", fault: wrong.fault };
		if (wrong.meant !== undefined) yield { kind: "candidate", goroot: wrong.meant };
	});
}

/** `goEnvironments.searchPaths`: GOROOTs, and folders of GOROOTs. Conda prefixes among them belong to another provider. */
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

const namesOfFolders = (entries: readonly DirectoryEntry[]): readonly string[] =>
	entries
		.filter(({ name, kind }) => (kind === "directory" || kind === "link") && !name.startsWith("."))
		.map(({ name }) => name);

/** A GOROOT, or an unpacked archive in its own folder: `1.22.6/go`. The GOROOT of a conda prefix is excluded. */
async function* searchedAt(host: Host, folder: string): AsyncGenerator<Found> {
	const { path } = host;
	yield* gorootIn(host, folder);
	const isConda = (await host.stat(path.join(folder, "conda-meta")))?.kind === "directory";
	if (!isConda) yield* gorootIn(host, path.join(folder, "go"));
}

const missingSearchPath = (folder: string): Fault => ({
	kind: "toolchain-missing",
	file: folder,
	message: t("The search path {0} is not a folder.", folder),
	remedies: [
		{
			text: t("Correct the setting goEnvironments.{0}.", "searchPaths"),
			action: { kind: "setting", name: "goEnvironments.searchPaths" },
		},
	],
});
