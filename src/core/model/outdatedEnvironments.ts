import { type Action, opening } from "../action.ts";
import type { GoEnvironment } from "../environment.ts";
import type { Fault, Remedy } from "../fault.ts";
import { t } from "../l10n.ts";
import type { SelectRequest } from "../selection/selectionOf.ts";
import type { JudgedSpecification, Selection } from "../state.ts";
import { hasChangedSince, isMadeFrom } from "./madeFrom.ts";

/** Files without a name, each with the environment in use if that was made from it: it then needs no name. */
export async function withMadeEnvironments(
	{ host }: Pick<SelectRequest, "host">,
	selection: Selection,
	specifications: readonly JudgedSpecification[],
): Promise<readonly JudgedSpecification[]> {
	if (selection.kind !== "chosen") return specifications;
	const { environment } = selection;
	const judged: JudgedSpecification[] = [];
	for (const specification of specifications) {
		const { file, isNameless } = specification;
		const isMade = isNameless === true && (await isMadeFrom(host, environment, file));
		const own: Selection = { kind: "chosen", environment, reason: { kind: "specification", file } };
		judged.push(isMade ? { ...specification, selection: own, faults: [] } : specification);
	}
	return judged;
}

/**
 * Where the folder uses the environment that a file names, or that was made from it, whoever selected it: a fault if the file does
 * not accept its Go, a note if the file has changed since the environment was made from it.
 */
export async function outdatedEnvironments(
	request: Pick<SelectRequest, "host" | "providers">,
	selection: Selection,
	specifications: readonly JudgedSpecification[],
): Promise<readonly Fault[]> {
	if (selection.kind !== "chosen") return [];
	const { environment } = selection;
	const faults: Fault[] = [];
	for (const specification of specifications) {
		const { creates, file } = specification;
		const isOwn =
			leadsTo(specification, environment) || (creates === true && (await isMadeFrom(request.host, environment, file)));
		if (!isOwn) continue;
		const fault =
			unaccepted(request, specification, environment) ?? (await changed(request, specification, environment));
		if (fault !== undefined) faults.push(fault);
	}
	return faults;
}

const leadsTo = ({ selection }: JudgedSpecification, { id }: GoEnvironment): boolean =>
	selection?.kind === "chosen" && selection.environment.id === id;

function unaccepted(
	request: Pick<SelectRequest, "providers">,
	specification: JudgedSpecification,
	environment: GoEnvironment,
): Fault | undefined {
	const { accepts, file, demand } = specification;
	const { toolchain, name } = environment;
	if (accepts === undefined || toolchain.kind !== "known" || accepts.includes(toolchain.version) !== false) {
		return undefined;
	}
	return {
		kind: "conflict",
		message: t("“{0}” has Go {1}, but the file requires {2}.", name, toolchain.version, accepts.text),
		remedies: [
			...updates(request, specification, environment),
			{ text: t("Or change the file."), action: opening(file, demand?.line) },
		],
		file,
		...(demand === undefined ? {} : { line: demand.line }),
	};
}

async function changed(
	{ host, providers }: Pick<SelectRequest, "host" | "providers">,
	specification: JudgedSpecification,
	environment: GoEnvironment,
): Promise<Fault | undefined> {
	const { file } = specification;
	const remedies = updates({ providers }, specification, environment);
	if (remedies.length === 0 || !(await hasChangedSince(host, providers, environment, file))) return undefined;
	const message = t("{0} has changed since “{1}” was made from it.", host.path.basename(file), environment.name);
	return { kind: "note", message, file, remedies };
}

function updates(
	{ providers }: Pick<SelectRequest, "providers">,
	specification: JudgedSpecification,
	environment: GoEnvironment,
): readonly Remedy[] {
	const { creates, file, demand } = specification;
	const isUpdatable = providers.find(({ name }) => name === environment.provider)?.update !== undefined;
	if (creates !== true || !isUpdatable) return [];
	const isNamed = demand !== undefined && leadsTo(specification, environment);
	const which = isNamed ? {} : { reference: environment.id };
	const action: Action = { kind: "operation", name: "update", file, ...which };
	return [{ text: t("Update the environment from the file."), action }];
}
