import { isReservedName, nameProblem, workspacePrefix } from "../../../conda/environmentName.ts";
import type { CreateRequest } from "../../../core/creation.ts";
import { type Fault, FaultError } from "../../../core/fault.ts";
import type { Host } from "../../../core/host.ts";
import { t } from "../../../core/l10n.ts";
import type { CondaSource } from "./condaSource.ts";
import { correcting } from "./environmentFile.ts";
import { recoverJournals } from "./recoverJournals.ts";
import { journalName } from "./unfinished.ts";
import { exists, occupied } from "./whileUnfinished.ts";

/** Where a new environment goes, as a prefix that does not exist. */
export interface PrefixPlace {
	readonly prefix: string;
	/** As conda calls it: its name, or its path. */
	readonly name: string;
}

/**
 * The prefix for a request. A named one goes into the first folder of environments that is writable: given the name alone, conda
 * silently takes another one where the first is read-only. Throws usage, malformed (a name in a file), conflict, not-writable.
 */
export async function prefixPlace(
	host: Host,
	{ place, folder, source }: CreateRequest,
	wanted: CondaSource,
	envsDirs: () => Promise<readonly string[]>,
): Promise<PrefixPlace> {
	if (place.kind === "workspace") {
		const prefix = host.path.join(folder, workspacePrefix);
		if (await isTaken(host, prefix)) throw new FaultError(occupied(host, prefix));
		if (!(await host.isWritable(folder))) throw new FaultError(notWritable([folder]));
		return { prefix, name: prefix };
	}
	const name = place.name ?? wanted.name?.text;
	if (name === undefined) throw new FaultError(unnamed());
	const problem = nameProblem(name);
	if (problem !== undefined) throw new FaultError(badName(problem, place.name, wanted, source));
	const folders = await envsDirs();
	for (const dir of folders) {
		const prefix = host.path.join(dir, name);
		if (await isTaken(host, prefix)) throw new FaultError(occupied(host, prefix));
	}
	for (const dir of folders) if (await host.isWritable(dir)) return { prefix: host.path.join(dir, name), name };
	throw new FaultError(notWritable(folders));
}

/** Whether something is at a prefix; what a process of ours that died has left there is removed first. */
async function isTaken(host: Host, prefix: string): Promise<boolean> {
	if (!(await exists(host, prefix))) return false;
	if ((await host.store.read(await journalName(host, prefix))) === undefined) return true;
	await recoverJournals(host);
	return await exists(host, prefix);
}

function badName(
	message: string,
	typed: string | undefined,
	{ name }: CondaSource,
	source: CreateRequest["source"],
): Fault {
	const text = isReservedName(typed ?? name?.text ?? "")
		? t("Use another name.")
		: t("Use letters, digits, “-”, “_” and “.”.");
	if (typed !== undefined || name === undefined || source.kind !== "file") {
		return { kind: "usage", message, remedies: [{ text }] };
	}
	const { file } = source;
	return { kind: "malformed", message, file, line: name.line, remedies: [{ text }, correcting(file, name.line)] };
}

const unnamed = (): Fault => ({
	kind: "usage",
	message: t("The file does not name the environment."),
	remedies: [{ text: t("Give it a name, or create it in the workspace folder.") }],
});

const notWritable = (folders: readonly string[]): Fault => ({
	kind: "not-writable",
	message: t("Nothing can be created in: {0}.", folders.join(", ")),
	remedies: [{ text: t("Make one of the folders writable, or create the environment in the workspace folder.") }],
});
