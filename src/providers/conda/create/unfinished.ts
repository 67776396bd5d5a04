import { orUndefined } from "../../../core/attempt.ts";
import type { Host, ProcessMark } from "../../../core/host.ts";
import { pathKey } from "../../../core/isInside.ts";
import { isObject } from "../../../core/isObject.ts";

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
	/** The tool's arguments, as conda writes them into conda-meta/history. */
	readonly command?: string;
}

/** A newer version may write another form, which we leave alone; its prefix counts as unfinished too. */
const version = 1;

/** The folder of the journals in our store. */
export const journalFolder = "creations";

/** The file of a prefix's journal, in the store. */
export const journalName = (host: Host, prefix: string): string =>
	`${journalFolder}/${host.sha256(pathKey(host, prefix)).slice(0, 32)}.json`;

/** The list of package files that a tool reads meanwhile, beside the journal. */
export const listName = (journal: string): string => journal.replace(/\.json$/, ".txt");

export const journalText = (journal: Journal): string => `${JSON.stringify({ version, ...journal }, null, "\t")}\n`;

/** The journals, by name. One that cannot be read is skipped: the watchdog and the next creation of its prefix remain. */
export async function journals(host: Host): Promise<ReadonlyMap<string, Journal>> {
	const found = new Map<string, Journal>();
	for (const name of await host.store.list(journalFolder)) {
		if (!name.endsWith(".json")) continue;
		const journal = journalOf(await orUndefined(() => host.store.read(name)));
		if (journal !== undefined) found.set(name, journal);
	}
	return found;
}

export function journalOf(text: string | undefined): Journal | undefined {
	if (text === undefined) return undefined;
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (!isObject(value) || typeof value["prefix"] !== "string" || !isMark(value["owner"])) return undefined;
	if (typeof value["at"] !== "number" || !["create", "update", "remove"].includes(String(value["change"])))
		return undefined;
	const { aside, tool, command, ended } = value;
	if (ended !== undefined && ended !== true) return undefined;
	if (aside !== undefined && typeof aside !== "string") return undefined;
	if (command !== undefined && typeof command !== "string") return undefined;
	if (tool !== undefined && !isMark(tool)) return undefined;
	return value as unknown as Journal;
}

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

/** What journals say of paths. Static: asks no process. */
export async function unfinishedPrefixes(host: Host): Promise<Unfinished> {
	const hidden = new Set<string>();
	const updated = new Map<string, Journal>();
	for (const journal of (await journals(host)).values()) {
		const { change, prefix, aside } = journal;
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
