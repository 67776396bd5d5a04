import { type Activated, activationBetween } from "../../core/activation.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError, faultOf } from "../../core/fault.ts";
import type { Host, Origin, Variables } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { nameIn } from "../../core/variables.ts";
import { findsGoroot } from "../../goroot/findsGoroot.ts";
import { scriptsFolder, scriptsIn } from "./activationScripts.ts";
import { declaredVariables, stateFile, variablesFolder } from "./declaredVariables.ts";
import { owningInstallation } from "./owningInstallation.ts";
import { historyOf } from "./prefixRow.ts";
import { prefixGoroot, prefixToolchain } from "./prefixToolchain.ts";
import { prefixVariables, withChanges } from "./prefixVariables.ts";
import { runScripts } from "./runScripts.ts";

/** A start-up file with conda's hook would activate base over ours (facts of conda 4.6 to 26; 25.11 renamed the variable). */
const terminal = { CONDA_AUTO_ACTIVATE_BASE: "false", CONDA_AUTO_ACTIVATE: "false" };

/**
 * The activation of a prefix, computed as conda does, without running conda: what a fresh `conda activate` sets, then what the
 * scripts in activate.d change, then GOROOT where Go does not find it, which no package of conda sets; on Linux and macOS
 * conda's link leads there. `base`: variables in which nothing is active.
 * Throws activation-failed, not-allowed, timed-out, cancelled.
 */
export async function activatePrefix(
	host: Host,
	environment: GoEnvironment,
	base: Variables,
	signal: AbortSignal,
): Promise<Activated> {
	try {
		return await activated(host, environment, base, signal);
	} catch (cause) {
		const fault = faultOf(cause);
		if (fault === undefined || /^(?:activation-failed|not-allowed|timed-out|cancelled)$/.test(fault.kind)) throw cause;
		throw new FaultError({ ...fault, kind: "activation-failed" }, { cause });
	}
}

async function activated(
	host: Host,
	{ location: prefix, folder }: GoEnvironment,
	base: Variables,
	signal: AbortSignal,
): Promise<Activated> {
	if ((await host.stat(historyOf(host, prefix)))?.kind !== "file") {
		const message = t("{0} is not a conda environment any more.", prefix);
		throw new FaultError({ kind: "activation-failed", message, file: prefix });
	}
	const origin: Origin = folder === undefined ? { kind: "machine" } : { kind: "folder", folder };
	const { declared, warnings } = await declaredVariables(host, prefix);
	const installation = await owningInstallation(host, prefix, base);
	const { toolchain } = await host.look((looks) => prefixToolchain(looks, prefix));
	const changes = new Map(await prefixVariables(host, prefix, declared, installation, base));
	const scripts = await scriptsIn(host, prefix, "activate.d");
	const set = withChanges(host, base, changes);
	let after = await runScripts(host, { scripts, variables: set, prefix, origin }, signal);
	if (toolchain.kind === "known" && !(await findsGoroot(host, toolchain))) {
		changes.set("GOROOT", toolchain.goroot);
		after = withChanges(host, after, new Map([["GOROOT", toolchain.goroot]]));
	}
	const { lists, variables } = activationBetween(host, base, after);
	// A value that `base` happens to have already is part of the activation all the same: terminals start elsewhere.
	const own: Record<string, string | null> = {};
	for (const name of changes.keys()) if (!(name in lists)) own[name] = after[nameIn(host, after, name)] ?? null;
	return {
		activation: { lists, variables: { ...own, ...variables }, terminal },
		toolchain,
		inputs: inputsOf(host, prefix),
		warnings,
		scripts,
	};
}

/** What decides the activation of a prefix. Of a directory its names and the contents of its files count. */
export function inputsOf(host: Host, prefix: string): readonly string[] {
	return [
		historyOf(host, prefix),
		stateFile(host, prefix),
		variablesFolder(host, prefix),
		scriptsFolder(host, prefix, "activate.d"),
		// run by the next one that is used from within this one
		scriptsFolder(host, prefix, "deactivate.d"),
		host.path.join(prefixGoroot(host, prefix), "VERSION"),
	];
}
