import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { Discovered } from "../../core/provider.ts";
import { type GvmPlace, goOf, gvmNames } from "./gvmNames.ts";
import { localFolder } from "./gvmRoot.ts";
import { entriesIn, gvmRow, type ReadFile, type RowParts, readFile } from "./gvmRows.ts";

/**
 * The rows of a gvm: each Go by version, followed by its pkgsets. Aliases and `default` are other names of the row that they
 * refer to; one that cannot be read, or does not resolve, is a fault with its file.
 */
export async function* gvmListing(host: Host, root: string, signal: AbortSignal): AsyncIterable<Discovered> {
	const folders = { environments: host.path.join(root, "environments"), gos: host.path.join(root, "gos") };
	const environments = await entriesIn(host, folders.environments);
	const gos = await entriesIn(host, folders.gos);
	for (const { fault } of [environments, gos]) if (fault !== undefined) yield { kind: "fault", fault };
	if (environments.entries === undefined && gos.entries === undefined) return;
	for (const path of Object.values(folders)) yield { kind: "place", path };
	const files = new Map<string, ReadFile>();
	for (const { name } of environments.entries ?? []) {
		if (signal.aborted) return;
		if (!name.startsWith(".")) files.set(name, await readFile(host, host.path.join(folders.environments, name)));
	}
	yield* rowsOf({ host, root, files, gos: gos.entries ?? [] }, signal);
}

async function* rowsOf(place: GvmPlace, signal: AbortSignal): AsyncIterable<Discovered> {
	const { host, root, files } = place;
	const { rows, others, faults } = await gvmNames(place);
	for (const fault of faults) yield { kind: "fault", fault };
	for (const name of rows) {
		if (signal.aborted) return;
		const otherNames = others.get(name) ?? [];
		const row: RowParts = {
			name,
			file: host.path.join(root, "environments", name),
			read: files.get(name),
			defaultGoroot: host.path.join(root, "gos", goOf(name)),
			otherNames,
			notes: otherNames.filter((other) => !other.endsWith("@global")).map(noteOf),
		};
		const environment = await host.look((looks) => gvmRow(looks, row));
		yield { kind: "environment", environment };
	}
}

const noteOf = (other: string): string =>
	other === "default" ? t("This is the default of gvm.") : t("gvm's alias “{0}” resolves to this Go.", other);

/** The pkgsets that `gvm pkgset create --local` created in a folder: `<folder>/.gvm_local/environments/go1.22.6@local`. */
export async function* localListing(
	host: Host,
	folder: string,
	root: string,
	signal: AbortSignal,
): AsyncIterable<Discovered> {
	const environments = host.path.join(folder, localFolder, "environments");
	const { entries, fault } = await entriesIn(host, environments);
	if (fault !== undefined) yield { kind: "fault", fault };
	if (entries === undefined) return;
	yield { kind: "place", path: environments };
	for (const { name } of entries) {
		if (signal.aborted) return;
		if (!name.includes("@") || name.startsWith(".")) continue;
		const file = host.path.join(environments, name);
		const row: RowParts = {
			name,
			file,
			read: await readFile(host, file),
			defaultGoroot: host.path.join(root, "gos", goOf(name)),
			folder,
		};
		const environment = await host.look((looks) => gvmRow(looks, row));
		yield { kind: "environment", environment };
	}
}
