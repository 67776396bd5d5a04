import { creating } from "../core/action.ts";
import { choiceRefusal } from "../core/activation/activatable.ts";
import type { EnvironmentPlan } from "../core/creation.ts";
import type { GoEnvironment } from "../core/environment.ts";
import { type Fault, FaultError, faultOf } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { pathKey } from "../core/isInside.ts";
import { t } from "../core/l10n.ts";
import { rememberMade } from "../core/model/madeFrom.ts";
import type { Operation, Report } from "../core/operation.ts";
import type { Provider } from "../core/provider.ts";
import { isUnmet } from "../core/requirements/requirement.ts";
import { warns } from "../core/requirements/verdicts.ts";
import type { FolderState } from "../core/state.ts";

/** The end of a creation or an update. */
export interface ChangedEnvironment {
	readonly environment: GoEnvironment;
	/** Of the folder, with the new environment selected; absent if it could not be selected (`warnings`), or was not to be. */
	readonly state?: FolderState;
	/** What the environment does not meet, each with a way out. */
	readonly warnings: readonly Fault[];
}

export interface ChangeFollowUp {
	readonly host: Host;
	readonly providers: readonly Provider[];
	readonly plan: EnvironmentPlan;
	/** Lists the machine and the folder anew. */
	rows(signal: AbortSignal): Promise<readonly GoEnvironment[]>;
	/** Selects the environment for the folder, as useEnvironment does; absent: it is not selected. */
	readonly select?: (environment: GoEnvironment, signal: AbortSignal, report: Report) => Promise<FolderState>;
}

/**
 * Creates or updates an environment as planned, finds it in the new listing, compares its Go with what was asked for and with the
 * folder's requirements, and selects it. Throws the faults of the plan's operation, not-allowed for a file of an untrusted folder.
 */
export function changeEnvironment(request: ChangeFollowUp): Operation<ChangedEnvironment> {
	const { host, plan } = request;
	const { operation } = plan;
	return {
		id: operation.id,
		title: operation.title,
		origin: operation.origin,
		exclusive: operation.exclusive,
		async run(report, signal) {
			if (!host.trust.allows(operation.origin)) throw new FaultError(untrusted(plan));
			const location = await operation.run(report, signal);
			report({ stage: t("Looking for Go environments…") });
			const environment = await environmentAt(request, location, signal);
			if (plan.from !== undefined) await rememberMade(host, request.providers, environment, plan.from);
			const refusal = choiceRefusal(environment);
			const judged = [...acceptance(plan, environment)];
			if (refusal !== undefined)
				return { environment, warnings: plan.accepts === undefined ? [] : [refusal, ...judged] };
			if (request.select === undefined) return { environment, warnings: judged };
			report({ stage: t("Selecting “{0}”…", environment.name) });
			try {
				const state = await request.select(environment, signal, report);
				return { environment, state, warnings: [...judged, ...unmet(state, environment)] };
			} catch (cause) {
				const fault = faultOf(cause);
				if (fault === undefined || fault.kind === "cancelled") throw cause;
				return { environment, warnings: [...judged, fault] };
			}
		},
	};
}

async function environmentAt(
	{ host, providers, rows }: ChangeFollowUp,
	location: string,
	signal: AbortSignal,
): Promise<GoEnvironment> {
	const real = (await host.realPath(location).catch(() => undefined)) ?? location;
	const keys = new Set([location, real].map((path) => pathKey(host, path)));
	const isThere = ({ location: own, otherPaths, realPaths }: GoEnvironment): boolean =>
		[own, ...otherPaths, ...realPaths].some((path) => keys.has(pathKey(host, path)));
	const listed = (await rows(signal)).find(isThere);
	if (listed !== undefined) return listed;
	// in a folder that no discovery looks into
	for (const provider of providers) {
		const found = await provider.classify(host, location, signal);
		if (found !== undefined) return found;
	}
	throw new FaultError({
		kind: "process-failed",
		message: t("{0} was created, but is not an environment that can be used.", location),
		remedies: [{ text: t("Remove it, and create it again.") }],
	});
}

function acceptance({ accepts }: EnvironmentPlan, { name, toolchain }: GoEnvironment): readonly Fault[] {
	if (accepts === undefined || toolchain.kind !== "known" || accepts.includes(toolchain.version) !== false) return [];
	return [
		{
			kind: "conflict",
			message: t("“{0}” has Go {1}, but {2} was asked for.", name, toolchain.version, accepts.text),
			remedies: [{ text: t("Remove it, and create it again.") }],
		},
	];
}

function unmet({ folder, requirements }: FolderState, { name, toolchain }: GoEnvironment): readonly Fault[] {
	const version = toolchain.kind === "known" ? toolchain.version : "?";
	return requirements
		.filter((requirement) => warns(requirement) && isUnmet(requirement))
		.map(({ range, file, line }) => ({
			kind: "conflict",
			message: t("“{0}” has Go {1}, but this file requires {2}.", name, version, range),
			file,
			line,
			folder,
			remedies: [
				{ text: t("Create an environment with another Go."), action: creating({}) },
				{ text: t("Let go switch."), action: { kind: "operation", name: "letGoSwitch" } },
				{ text: t("Select another environment."), action: { kind: "select" } },
			],
		}));
}

const untrusted = ({ name }: EnvironmentPlan): Fault => ({
	kind: "not-allowed",
	message: t(
		"“{0}” was not changed: packages of a file in this folder may run code, and the folder is not trusted.",
		name,
	),
	remedies: [{ text: t("Trust the folder."), action: { kind: "trust" } }],
});
