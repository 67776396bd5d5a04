import { orUndefined } from "../../../core/attempt.ts";
import { faultOrThrow } from "../../../core/fault.ts";
import type { Host } from "../../../core/host.ts";
import { environmentsTxt } from "../environmentsTxt.ts";
import { historyOf } from "../prefixRow.ts";
import { toolLimits } from "./toolRun.ts";
import { commandPrint, isSameEnvironment, type Journal, journalOf, journals, listName } from "./unfinished.ts";

/**
 * Takes back what processes that died have left: ends the tool if it still runs, removes a prefix that is half made, ends a removal.
 * Resolves when nothing of dead processes is left, but for what cannot be removed now. An interrupted update keeps its journal: its
 * row says so until it is updated again. Never throws a fault.
 */
export async function recoverJournals(host: Host): Promise<void> {
	for (const [name, journal] of await journals(host)) {
		if (await mayBeRunning(host, journal)) continue;
		try {
			if (journal.change === "update") await recoverUpdate(host, name, journal);
			else await underLock(host, `${name}.recovery`, () => recover(host, name, journal));
		} catch (cause) {
			host.log.warn(`${journal.prefix} could not be removed: ${faultOrThrow(cause).message}`);
		}
	}
}

/** Whether the process that wrote a journal may still be at work; one of another machine only as long as tools may run. */
export async function mayBeRunning(host: Host, { owner, at, ended }: Journal): Promise<boolean> {
	if (ended === true) return false;
	return (await host.processes.isRunning(owner)) ?? host.now() - at < 2 * toolLimits.installMs;
}

/** Whether a journal is that of an update whose process and tool have both ended. */
export async function isInterruptedUpdate(host: Host, text: string | undefined): Promise<boolean> {
	const journal = journalOf(host, text);
	return journal?.change === "update" && (await runningOf(host, journal)) === undefined;
}

/** The process that may still be at work for a journal: its owner, or the tool that outlived it. */
export async function runningOf(host: Host, journal: Journal): Promise<number | undefined> {
	const { owner, tool } = journal;
	if (await mayBeRunning(host, journal)) return owner.pid;
	return tool !== undefined && (await host.processes.isRunning(tool)) === true ? tool.pid : undefined;
}

/** An interrupted update is told at its row until the next one, unless its prefix is gone or was made anew. */
async function recoverUpdate(host: Host, name: string, journal: Journal): Promise<void> {
	if ((await runningOf(host, journal)) !== undefined) return;
	// it may name addresses with credentials
	await host.store.write(listName(name), undefined);
	const isThere = (await orUndefined(() => host.stat(historyOf(host, journal.prefix)))) !== undefined;
	if (!isThere || !(await isSameEnvironment(host, journal))) await host.store.write(name, undefined);
}

async function recover(host: Host, name: string, journal: Journal): Promise<void> {
	if (journal.tool !== undefined) await host.processes.end(journal.tool);
	if (journal.change === "remove") {
		if (journal.aside !== undefined) await host.remove(journal.aside);
	} else if (await isOurs(host, journal)) await host.remove(journal.prefix);
	if ((await orUndefined(() => host.stat(journal.prefix))) === undefined) await forgetPrefix(host, journal.prefix);
	await host.store.write(listName(name), undefined);
	await host.store.write(name, undefined);
}

/**
 * Whether all of a prefix comes from the tool that the journal names. A conda-like tool begins with conda-meta, so another folder was
 * made by somebody else since, as was one with entries that are younger than any run of a tool. Each change is a `# cmd:` line in the
 * history; one with another command was made by the user. What is not ours is kept.
 */
async function isOurs(host: Host, { prefix, command, at }: Journal): Promise<boolean> {
	const entries = (await host.list(prefix)) ?? [];
	if (entries.length > 0 && !entries.some(({ name }) => name === "conda-meta")) return false;
	const last = (await host.stat(prefix))?.modified ?? 0;
	if (last > at + 2 * toolLimits.installMs) return false;
	const history = (await host.read(historyOf(host, prefix))) ?? "";
	const commands = [...history.matchAll(/^# cmd: .*?((?:create|install) -y -p .*)$/gm)].map(([, text = ""]) =>
		text.trim(),
	);
	const all = history.match(/^# cmd: /gm)?.length ?? 0;
	return commands.length === all && commands.every((one) => commandPrint(host, one) === command);
}

/** Removes a prefix from environments.txt, in which the tool has registered it. Best effort: conda drops dead lines too. */
export async function forgetPrefix(host: Host, prefix: string): Promise<void> {
	const file = environmentsTxt(host);
	await orUndefined(async () => {
		const text = await host.read(file);
		if (text === undefined) return;
		const kept = text.split(/(?<=\n)/).filter((line) => line.trim() !== prefix);
		const after = kept.join("");
		if (after !== text) await host.write(file, after, { expected: text });
	});
}

/** Runs `work` in one process at a time; does nothing where another live one is at it. */
async function underLock(host: Host, name: string, work: () => Promise<void>): Promise<void> {
	const own = JSON.stringify(await host.processes.mark());
	if (!(await host.store.create(name, own))) {
		const before = await host.store.read(name);
		const mark: unknown = before === undefined ? undefined : JSON.parse(before);
		if (mark !== undefined && (await host.processes.isRunning(mark as Journal["owner"])) !== false) return;
		await host.store.write(name, undefined);
		if (!(await host.store.create(name, own))) return;
	}
	try {
		await work();
	} finally {
		await host.store.write(name, undefined);
	}
}
