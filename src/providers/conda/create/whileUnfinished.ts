import { workspacePrefix } from "../../../conda/environmentName.ts";
import { type Fault, FaultError, faultOf } from "../../../core/fault.ts";
import type { Host } from "../../../core/host.ts";
import { t } from "../../../core/l10n.ts";
import { forgetPrefix, recoverJournals, runningOf } from "./recoverJournals.ts";
import { commandPrint, type Journal, journalName, journalOf, journalText, listName } from "./unfinished.ts";

/** What a creation tells of itself while it runs. */
export interface Creating {
	/** Told the process group of each tool, before the tool begins. */
	onStart(pid: number): Promise<void>;
}

/**
 * Makes a prefix, so that it is whole or does not exist, whenever and however this ends. Throws what `make` throws, when the prefix is
 * gone again; conflict if the prefix exists or another process makes it, not-writable.
 */
export async function whileUnfinished(
	host: Host,
	prefix: string,
	command: string,
	make: (creating: Creating) => Promise<void>,
): Promise<void> {
	await recoverJournals(host);
	const name = await journalName(host, prefix);
	const owner = await host.processes.mark();
	if (owner === undefined) throw new Error("our own process has no mark");
	let journal: Journal = { change: "create", prefix, at: host.now(), owner, command: commandPrint(host, command) };
	if (!(await host.store.create(name, journalText(journal)))) throw new FaultError(await busy(host, prefix, name));
	// from here on nothing lies at the prefix but what we make
	if (await exists(host, prefix)) {
		await host.store.write(name, undefined);
		throw new FaultError(occupied(host, prefix));
	}
	let watchdog: Awaited<ReturnType<Host["watchdog"]>> | undefined;
	try {
		const files = [listName(name), name].map((file) => host.path.join(host.store.folder, file));
		watchdog = await host.watchdog([prefix, ...files]);
		const dog = watchdog;
		await make({
			async onStart(pid) {
				const tool = await host.processes.mark(pid);
				journal = { ...journal, ...(tool === undefined ? {} : { tool }) };
				await host.store.write(name, journalText(journal));
				dog.watch(pid);
			},
		});
		await host.store.write(listName(name), undefined);
		await host.store.write(name, undefined);
	} catch (cause) {
		await takeBack(host, journal, name, cause);
		throw cause;
	} finally {
		watchdog?.dispose();
	}
}

/** Whether anything is at a path, also a symbolic link that does not resolve. */
export const exists = async (host: Host, path: string): Promise<boolean> =>
	(await host.stat(path)) !== undefined || (await host.readLink(path)) !== undefined;

async function takeBack(host: Host, journal: Journal, name: string, cause: unknown): Promise<void> {
	const { prefix } = journal;
	try {
		await host.remove(prefix);
		await forgetPrefix(host, prefix);
		await host.store.write(listName(name), undefined);
		await host.store.write(name, undefined);
	} catch (second) {
		const fault = faultOf(second);
		if (fault === undefined) throw second;
		const why = faultOf(cause);
		const message = t("{0} is only partly created and could not be removed. {1}", prefix, fault.message);
		// the journal stays: it hides what is there
		await host.store.write(name, journalText({ ...journal, ended: true }));
		throw new FaultError(
			{
				kind: "not-writable",
				message: why === undefined ? message : `${why.message} ${message}`,
				remedies: [{ text: t("Make it writable, then remove it.") }],
			},
			{ cause },
		);
	}
}

export const occupied = ({ path }: Pick<Host, "path">, prefix: string): Fault => ({
	kind: "conflict",
	message: t("{0} already exists, so nothing was created.", prefix),
	remedies: [
		// the one inside a folder is always called so
		path.basename(prefix) === workspacePrefix
			? { text: t("Remove it first, or create the environment by a name.") }
			: { text: t("Use another name, or remove “{0}” first.", path.basename(prefix)) },
		{ text: t("If it is an environment, update it instead.") },
	],
});

/** Why the journal of a prefix belongs to somebody else. */
export async function busy(host: Host, prefix: string, name: string): Promise<Fault> {
	const journal = journalOf(host, await host.store.read(name));
	const file = host.path.join(host.store.folder, name);
	if (journal === undefined) {
		return {
			kind: "conflict",
			message: t("Go Environments noted a change of {0} in a form that it cannot read.", prefix),
			file,
			remedies: [{ text: t("Update Go Environments. Or look at {0}, and remove the note.", prefix) }],
		};
	}
	const running = await runningOf(host, journal);
	if (running === undefined) {
		return {
			kind: "conflict",
			message: t("What an earlier attempt left at {0} could not be removed.", prefix),
			remedies: [{ text: t("Remove it and {0}, then try again.", file) }],
		};
	}
	return {
		kind: "conflict",
		message: t("Another process ({0}) is changing {1} now.", `${running}`, prefix),
		remedies: [{ text: t("Wait until it has ended, or cancel it.") }],
	};
}
