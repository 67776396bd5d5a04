import type { GoEnvironment } from "../core/environment.ts";
import { type Fault, FaultError, type Remedy, remediesOf } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { isInside } from "../core/isInside.ts";
import { t } from "../core/l10n.ts";
import { isMadeFrom } from "../core/model/madeFrom.ts";
import { resolveReference } from "../core/selection/reference.ts";
import { offeringCreation } from "../core/selection/specifiedSelection.ts";
import { activeProviders } from "../core/settings/activeProviders.ts";
import type { Demand } from "../core/specification.ts";
import type { FolderState } from "../core/state.ts";
import { specificationOf } from "../specifications/specificationOf.ts";
import { isByVersion } from "./isByVersion.ts";
import type { ChangeContext } from "./planChange.ts";

/** An environment, and the file from which it is updated. */
export interface AskedUpdate {
	readonly environment: GoEnvironment;
	/** Absolute. */
	readonly file: string;
}

/** The file that describes an environment: `asked`, else the folder's own. Throws usage if there is none. */
export function updatingFile({ specifications, folder }: FolderState, asked?: string): string {
	const file = asked ?? specifications.find(({ creates }) => creates === true)?.file;
	if (file !== undefined) return file;
	const message = t("{0} has no file that describes an environment.", folder);
	const remedies = [{ text: t("Name the file, or write an environment.yml.") }];
	throw new FaultError({ kind: "usage", message, remedies });
}

/**
 * What a file updates: the environment that it names, never another one, whatever the folder uses and wherever the file lies; without a
 * name that of the folder itself (`.conda`). Throws usage, the faults of the file, and as a reference to what does not exist.
 */
export async function askedUpdate(
	context: Pick<ChangeContext, "place" | "rows">,
	state: FolderState,
	asked?: string,
): Promise<AskedUpdate> {
	const file = updatingFile(state, asked);
	const specification = await specificationOf(context.place.host, file);
	const named = specification?.demand;
	if (named !== undefined) {
		const resolved = await namedIn(context, file, named);
		if ("environment" in resolved) return { environment: resolved.environment, file };
		throw new FaultError(await offeringMade(context.place.host, resolved.fault, file, state.environments));
	}
	const [fault] = specification?.faults ?? [];
	if (specification?.isNameless !== true && fault !== undefined) throw new FaultError(fault);
	const { host, providers } = context.place;
	const isUpdatable = ({ provider }: GoEnvironment): boolean =>
		providers.find(({ name }) => name === provider)?.update !== undefined;
	const [own, ...others] = state.environments.filter(
		(one) => isInside(host, state.folder, one.location) && isUpdatable(one),
	);
	if (own !== undefined && others.length === 0) return { environment: own, file };
	throw new FaultError(unnamed(file));
}

/** The first environment of a demand that exists, with Go or not yet; else why there is none, with the creation as the way out. */
async function namedIn(
	{ place, rows }: Pick<ChangeContext, "place" | "rows">,
	file: string,
	{ alternatives, line }: Demand,
): Promise<{ readonly environment: GoEnvironment } | { readonly fault: Fault }> {
	const { host, signal } = place;
	const providers = activeProviders(place.providers, place.settings);
	const request = { host, rows, providers, folder: host.path.dirname(file), signal };
	let missing: Fault | undefined;
	for (const reference of alternatives) {
		const resolution = await resolveReference(request, reference);
		if (resolution.kind === "found" && !isByVersion(reference, resolution.environment)) {
			return { environment: resolution.environment };
		}
		const again =
			resolution.kind === "found" ? await resolveReference({ ...request, rows: [] }, reference) : resolution;
		if (again.kind === "unknown") missing ??= again.fault;
	}
	const fault = { ...(missing ?? unnamed(file)), file, line };
	return { fault: fault.kind === "reference-unknown" ? offeringCreation(fault, file) : fault };
}

/** The fault, with the update of what was made from the file in the folder under another name (`.conda`) as a way out. */
async function offeringMade(
	host: Host,
	fault: Fault,
	file: string,
	environments: readonly GoEnvironment[],
): Promise<Fault> {
	const remedies: Remedy[] = [];
	for (const environment of environments) {
		if (!(await isMadeFrom(host, environment, file))) continue;
		const text = t("Update “{0}”, which was made from this file.", environment.name);
		remedies.push({ text, action: { kind: "operation", name: "update", file, reference: environment.id } });
	}
	return { ...fault, remedies: [...remedies, ...remediesOf(fault)] };
}

const unnamed = (file: string): Fault => ({
	kind: "usage",
	message: t("{0} does not tell which environment it describes.", file),
	remedies: [{ text: t("Name the environment to update.") }],
});
