import type { Activated } from "../../core/activation.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError, type Problem, selectAnother } from "../../core/fault.ts";
import type { Host, Variables } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { Report } from "../../core/operation.ts";
import { refusalOf } from "../../core/selection/selectionOf.ts";
import { findsGoroot } from "../../goroot/findsGoroot.ts";
import { evaluateShell } from "./evaluateShell.ts";
import { shellActivation, shellToolchain } from "./shellActivation.ts";
import { profileOf, validShell } from "./shellStore.ts";

/**
 * What a devShell changes in `base`, as `nix develop` does, except that its shellHook is not run, which its row notes. Evaluates it unless the result
 * for its present inputs is stored; then no process runs. Throws activation-failed, not-supported, and as evaluateShell.
 */
export async function activateShell(
	host: Host,
	environment: GoEnvironment,
	base: Variables,
	signal: AbortSignal,
	report?: Report,
): Promise<Activated> {
	if (environment.notActivatable !== undefined) throw new FaultError(environment.notActivatable);
	const { shell, inputs, isCut } =
		(await validShell(host, environment)) ?? (await evaluateShell({ host, environment, base, signal, report }));
	const toolchain = await shellToolchain(host, shell);
	const refusal = toolchain.kind === "none" ? refusalOf({ ...environment, toolchain }) : undefined;
	if (refusal !== undefined) throw new FaultError({ ...refusal, kind: "activation-failed" });
	if (toolchain.kind === "broken") throw new FaultError(broken(environment, toolchain.problem));
	const activation = shellActivation(host, shell, base);
	const isFound = toolchain.kind !== "known" || (await findsGoroot(host, toolchain));
	const goroot = isFound ? {} : { GOROOT: toolchain.goroot };
	return {
		activation: { ...activation, variables: { ...goroot, ...activation.variables } },
		toolchain,
		// where the result was collected, it has to be evaluated again
		inputs: [...inputs, await profileOf(host, environment)],
		...(isCut ? { hasMoreInputs: true } : {}),
		warnings: [],
		scripts: [],
	};
}

const broken = ({ name }: GoEnvironment, { message }: Problem) =>
	({
		kind: "activation-failed",
		message: t("“{0}” cannot be used: {1}", name, message),
		remedies: [{ text: t("Let Nix repair it: `nix store repair`.") }, selectAnother()],
	}) as const;
