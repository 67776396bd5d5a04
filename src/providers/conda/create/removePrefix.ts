import type { EnvironmentPlan } from "../../../core/creation.ts";
import type { GoEnvironment } from "../../../core/environment.ts";
import { FaultError, faultOf } from "../../../core/fault.ts";
import type { Host } from "../../../core/host.ts";
import { t } from "../../../core/l10n.ts";
import { checkCancelled } from "../../../core/operation.ts";
import { historyOf } from "../prefixRow.ts";
import { checkChangeable } from "./changeable.ts";
import { forgetPrefix, isInterruptedUpdate, recoverJournals } from "./recoverJournals.ts";
import { asideOf, journalName, journalText, listName } from "./unfinished.ts";
import { busy } from "./whileUnfinished.ts";

/**
 * Plans to remove a prefix with all files in it. It is renamed first, in one step, so that it is whole or gone at every moment, and
 * so that no tool is needed. Throws not-allowed, not-supported.
 */
export async function planRemoval(host: Host, environment: GoEnvironment): Promise<EnvironmentPlan> {
	const { location, name } = environment;
	await checkChangeable(host, environment);
	return {
		change: "remove",
		changes: [],
		name,
		location,
		channels: [],
		requested: [],
		notes: [],
		operation: {
			id: "remove",
			title: t("Remove “{0}”", name),
			origin: { kind: "machine" },
			exclusive: `environment ${location}`,
			async run(report, signal) {
				await checkChangeable(host, environment);
				checkCancelled(signal);
				report({ stage: t("Removing {0}…", location) });
				await removePrefix(host, location);
				return location;
			},
		},
	};
}

/** Throws not-writable (the prefix is unchanged, or only its remains are left), conflict. */
async function removePrefix(host: Host, prefix: string): Promise<void> {
	const { path } = host;
	await recoverJournals(host);
	const owner = await host.processes.mark();
	if (owner === undefined) throw new Error("our own process has no mark");
	const name = await journalName(host, prefix);
	const aside = asideOf(host, prefix, `${host.now()} ${owner.pid}`);
	const journal = { change: "remove", prefix, aside, at: host.now(), owner } as const;
	const text = journalText(journal);
	if (!(await createOrReplaceUpdate(host, name, text))) throw new FaultError(await busy(host, prefix, name));
	const watchdog = await host.watchdog([aside, path.join(host.store.folder, name)]);
	try {
		try {
			await host.rename(prefix, aside);
		} catch (cause) {
			await host.store.write(name, undefined);
			throw cause;
		}
		await forgetPrefix(host, prefix);
		try {
			// first what makes it an environment, for whoever finds the rest without the journal
			await host.remove(historyOf(host, aside));
			await host.remove(aside);
		} catch (cause) {
			const why = faultOf(cause);
			if (why === undefined) throw cause;
			await host.store.write(name, journalText({ ...journal, ended: true }));
			const message = t("The environment is removed, but not all of its files: {0}", why.message);
			throw new FaultError({ kind: "not-writable", message, remedies: [{ text: t("Remove {0}.", aside) }] }, { cause });
		}
		await host.store.write(listName(name), undefined);
		await host.store.write(name, undefined);
	} finally {
		watchdog.dispose();
	}
}

/** Writes a journal, also in place of that of an interrupted update: false if another process is at it. */
export async function createOrReplaceUpdate(host: Host, name: string, text: string): Promise<boolean> {
	if (await host.store.create(name, text)) return true;
	const before = await host.store.read(name);
	if (!(await isInterruptedUpdate(host, before))) return false;
	return await host.store.replace(name, before, text);
}
