import { orUndefined } from "../../../core/attempt.ts";
import type { Host, ProcessMark } from "../../../core/host.ts";
import { pathKey } from "../../../core/isInside.ts";
import { isObject } from "../../../core/isObject.ts";
import { historyOf } from "../prefixRow.ts";

/**
 * What we are doing with a prefix, written before anything is changed and removed when the prefix is whole again (docs/decisions,
 * 029). While it exists, what lies at the prefix is not an environment.
 */
export interface Journal {
	readonly change: "create" | "update" | "remove";
	readonly prefix: string;
	/** Of a removal: where the prefix was moved to. */
	readonly aside?: string;
	/** Milliseconds since 1970. */
	readonly at: number;
	/** The process that makes the change. */
	readonly owner: ProcessMark;
	/** The process has given up, and may go on with other work: what is left is anybody's to take back. */
	readonly ended?: true;
	/** The tool that it started. */
	readonly tool?: ProcessMark;
	/** {@link commandPrint} of the tool's arguments, which may hold credentials. */
	readonly command?: string;
	/** Of an update: how the history of the prefix began, which a prefix that was made anew does not have. */
	readonly began?: string;
}

/** A newer version may write another form, which we leave alone; its prefix counts as unfinished too. */
const version = 1;

/** The folder of the journals in our store. */
export const journalFolder = "creations";

/** The file of a prefix's journal, in the store; the same for each way to spell the folder of the prefix. */
export async function journalName(host: Host, prefix: string): Promise<string> {
	const { path } = host;
	const folder = path.dirname(prefix);
	const real = (await orUndefined(() => host.realPath(folder))) ?? folder;
	return `${journalFolder}/${host.sha256(pathKey(host, path.join(real, path.basename(prefix)))).slice(0, 32)}.json`;
}

/** The arguments of a tool, as a line of conda-meta/history ends with them, without what they say. */
export const commandPrint = (host: Host, command: string): string => host.sha256(command).slice(0, 32);

/** The list of package files that a tool reads meanwhile, beside the journal. */
export const listName = (journal: string): string => journal.replace(/\.json$/, ".txt");

export const journalText = (journal: Journal): string => `${JSON.stringify({ version, ...journal }, null, "\t")}\n`;

/** The journals, by name. One that cannot be read, or in a form of another version, is skipped and left alone. */
export async function journals(host: Host): Promise<ReadonlyMap<string, Journal>> {
	const found = new Map<string, Journal>();
	for (const name of await host.store.list(journalFolder)) {
		if (!name.endsWith(".json")) continue;
		const journal = journalOf(host, await orUndefined(() => host.store.read(name)));
		if (journal !== undefined) found.set(name, journal);
	}
	return found;
}

export function journalOf(host: Pick<Host, "path">, text: string | undefined): Journal | undefined {
	if (text === undefined) return undefined;
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (!isObject(value) || value["version"] !== version || !isMark(value["owner"])) return undefined;
	if (typeof value["prefix"] !== "string" || !host.path.isAbsolute(value["prefix"])) return undefined;
	if (typeof value["at"] !== "number" || !["create", "update", "remove"].includes(String(value["change"])))
		return undefined;
	const { prefix, aside, tool, command, began, ended } = value;
	if (ended !== undefined && ended !== true) return undefined;
	if (aside !== undefined && (typeof aside !== "string" || !isAside(host, prefix, aside))) return undefined;
	if (![command, began].every((one) => one === undefined || typeof one === "string")) return undefined;
	if (tool !== undefined && !isMark(tool)) return undefined;
	return value as unknown as Journal;
}

/** Not a name that conda, or a person, gives to an environment. At most 226 bytes, as file systems allow 255. */
export function asideOf({ path, sha256 }: Pick<Host, "path" | "sha256">, prefix: string, salt: string): string {
	const start = [...path.basename(prefix).replace(/^\.+/, "")].slice(0, 50).join("");
	return path.join(path.dirname(prefix), `.${start}.${sha256(`${prefix} ${salt}`).slice(0, 8)}.removed`);
}

const isAside = ({ path }: Pick<Host, "path">, prefix: string, aside: string): boolean =>
	path.dirname(aside) === path.dirname(prefix) && /^\..*\.removed$/s.test(path.basename(aside));

function isMark(value: unknown): value is ProcessMark {
	if (!isObject(value)) return false;
	const { pid, machine, started } = value;
	return Number.isInteger(pid) && Number(pid) > 1 && typeof machine === "string" && typeof started === "string";
}

/** The state of a path, by {@link pathKey}. */
export interface Unfinished {
	/** Paths at which nothing is an environment: half made, or half removed. */
	readonly hidden: ReadonlySet<string>;
	/** Environments whose update was interrupted, or still runs. */
	readonly updated: ReadonlyMap<string, Journal>;
}

/** How a history begins: with the time of the first change. */
export const beginOf = async (host: Host, prefix: string): Promise<string> =>
	((await orUndefined(() => host.read(historyOf(host, prefix)))) ?? "").slice(0, 40);

/** Whether what is at the prefix is what was being updated, not one that was made anew since. */
export async function isSameEnvironment(host: Host, { prefix, began }: Journal): Promise<boolean> {
	return began === undefined || began === "" || (await beginOf(host, prefix)) === began;
}

/** What journals say of paths. Static: asks no process. */
export async function unfinishedPrefixes(host: Host): Promise<Unfinished> {
	const hidden = new Set<string>();
	const updated = new Map<string, Journal>();
	for (const journal of (await journals(host)).values()) {
		const { change, prefix, aside } = journal;
		if (change === "update" && !(await isSameEnvironment(host, journal))) continue;
		for (const path of change === "remove" ? [aside ?? prefix] : [prefix]) {
			const real = await orUndefined(() => host.realPath(path));
			for (const one of real === undefined ? [path] : [path, real]) {
				if (change === "update") updated.set(pathKey(host, one), journal);
				else hidden.add(pathKey(host, one));
			}
		}
	}
	return { hidden, updated };
}
