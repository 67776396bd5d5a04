import { type Action, opening } from "../action.ts";
import type { GoEnvironment } from "../environment.ts";
import type { Fault, Remedy } from "../fault.ts";
import { t } from "../l10n.ts";
import type { SelectRequest } from "../selection/selectionOf.ts";
import type { JudgedSpecification, Selection } from "../state.ts";
import { hasChangedSince } from "./madeFrom.ts";

/**
 * Where the folder uses the environment that a file names, whoever selected it: a fault if the file does not accept its Go, a note if
 * the file has changed since the environment was made from it.
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
		const { selection: own } = specification;
		if (own?.kind !== "chosen" || own.environment.id !== environment.id) continue;
		const fault =
			unaccepted(request, specification, environment) ?? (await changed(request, specification, environment));
		if (fault !== undefined) faults.push(fault);
	}
	return faults;
}

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
	{ creates, file }: JudgedSpecification,
	environment: GoEnvironment,
): readonly Remedy[] {
	const isUpdatable = providers.find(({ name }) => name === environment.provider)?.update !== undefined;
	if (creates !== true || !isUpdatable) return [];
	const action: Action = { kind: "operation", name: "update", file };
	return [{ text: t("Update the environment from the file."), action }];
}
