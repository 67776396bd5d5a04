import { type Activated, type Activation, activationBetween } from "../../core/activation.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError, faultOf } from "../../core/fault.ts";
import type { Host, Origin, Variables } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { Report } from "../../core/operation.ts";
import { nameIn } from "../../core/variables.ts";
import { findsGoroot } from "../../goroot/findsGoroot.ts";
import { scriptsFolder, scriptsIn } from "./activationScripts.ts";
import { declaredVariables, stateFile, variablesFolder } from "./declaredVariables.ts";
import { owningInstallation } from "./owningInstallation.ts";
import { historyOf } from "./prefixRow.ts";
import { prefixGoroot, prefixToolchain } from "./prefixToolchain.ts";
import { type PrefixChanges, prefixVariables, withChanges } from "./prefixVariables.ts";
import { runScripts } from "./runScripts.ts";

/**
 * Otherwise a start-up file with conda's hook would activate base over ours (facts of conda 4.6 to 26; 25.11 renamed the
 * variable).
 */
const terminal = { CONDA_AUTO_ACTIVATE_BASE: "false", CONDA_AUTO_ACTIVATE: "false" };

/**
 * The activation of a prefix, computed as conda does, without running conda: what a fresh `conda activate` sets, then the
 * changes of the scripts in activate.d, then GOROOT if Go does not find it, because no conda package sets it; on Linux and
 * macOS conda's symbolic link leads to it. `base`: variables without an active environment. Throws activation-failed,
 * not-allowed, timed-out, cancelled.
 */
export async function activatePrefix(
	host: Host,
	environment: GoEnvironment,
	base: Variables,
	signal: AbortSignal,
	report?: Report,
): Promise<Activated> {
	try {
		return await activated(host, environment, base, signal, report);
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
	report: Report | undefined,
): Promise<Activated> {
	if ((await host.stat(historyOf(host, prefix)))?.kind !== "file") {
		const message = t("{0} is not a conda environment any more.", prefix);
		throw new FaultError({ kind: "activation-failed", message, file: prefix });
	}
	const origin: Origin = folder === undefined ? { kind: "machine" } : { kind: "folder", folder };
	const { declared, warnings } = await declaredVariables(host, prefix);
	const installation = await owningInstallation(host, prefix, base);
	const { toolchain } = await host.look((looks) => prefixToolchain(looks, prefix));
	const changes = await prefixVariables(host, prefix, declared, installation, base);
	const scripts = await scriptsIn(host, prefix, "activate.d");
	const set = withChanges(host, base, changes);
	const after = await runScripts(host, { scripts, variables: set, prefix, origin, report }, signal);
	const isFound = toolchain.kind !== "known" || (await findsGoroot(host, toolchain));
	const goroot: PrefixChanges = new Map(isFound ? [] : [["GOROOT", toolchain.goroot]]);
	const names = [...changes.keys(), ...goroot.keys()];
	const activationTo = (variables: Variables): Activation =>
		activationNaming(host, names, base, withChanges(host, variables, goroot));
	return {
		activation: activationTo(after),
		toolchain,
		inputs: inputsOf(host, prefix),
		warnings,
		scripts,
		...(scripts.length === 0 ? {} : { unscripted: activationTo(set) }),
	};
}

/**
 * The activation that turns `before` into `after`. Includes the values of `names` even if they are unchanged: terminals start
 * with other variables.
 */
function activationNaming(host: Host, names: readonly string[], before: Variables, after: Variables): Activation {
	const { lists, variables } = activationBetween(host, before, after);
	const named = names.filter((name) => !(name in lists));
	const values = named.map((name) => [name, after[nameIn(host, after, name)] ?? null] as const);
	return { lists, variables: { ...Object.fromEntries(values), ...variables }, terminal };
}

/** The files and directories (with the contents of their files) that decide the activation of a prefix. */
export function inputsOf(host: Host, prefix: string): readonly string[] {
	return [
		historyOf(host, prefix),
		stateFile(host, prefix),
		variablesFolder(host, prefix),
		scriptsFolder(host, prefix, "activate.d"),
		// they run when another environment is activated from within this one
		scriptsFolder(host, prefix, "deactivate.d"),
		host.path.join(prefixGoroot(host, prefix), "VERSION"),
	];
}
