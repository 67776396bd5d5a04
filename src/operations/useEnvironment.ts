import { choiceRefusal } from "../core/activation/activatable.ts";
import { isOfFolder, isStoreOfFolder, storeOfFolder } from "../core/activation/isOfFolder.ts";
import type { GoEnvironment } from "../core/environment.ts";
import { FaultError } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { checkCancelled, type Operation, type Report } from "../core/operation.ts";
import { resolveReference } from "../core/selection/reference.ts";
import { activeProviders } from "../core/settings/activeProviders.ts";
import { checkNamed } from "./approval.ts";
import type { FolderContext } from "./folderContext.ts";
import { type Listed, machineAlone } from "./folderReading.ts";
import { whileStoring } from "./whileStoring.ts";

/** What a folder should use: a typed reference, a selected row, or the inherited Go. */
export type Wanted = { readonly reference: string } | { readonly environment: GoEnvironment | "inherited" };

export interface UseRequest<State> {
	readonly place: Omit<FolderContext, "signal">;
	readonly machine: Listed;
	/** All rows of the machine and the folder. */
	rows(): Promise<readonly GoEnvironment[]>;
	/** The base of a typed relative path. */
	readonly base: string;
	readonly wanted: Wanted;
	/**
	 * Activates an environment that is activated on request, before it is stored: where that fails, nothing has changed. Absent in
	 * the editor, where `select` does it and shows what failed. Throws as activateEnvironment.
	 */
	activate?(environment: GoEnvironment, signal: AbortSignal, report: Report): Promise<void>;
	/** Stores the selection and puts it into effect; resolves to the state of the folder then. Throws not-writable, cancelled. */
	select(choice: GoEnvironment | "inherited", signal: AbortSignal, report: Report): Promise<State>;
}

/**
 * Selects an environment for a folder. Throws reference-unknown, reference-ambiguous, reference-refused, not-supported,
 * not-allowed, not-writable; the selection is then unchanged.
 */
export function useEnvironment<State>(request: UseRequest<State>): Operation<State> {
	const { place, wanted } = request;
	const { folder } = place;
	const name = "reference" in wanted ? wanted.reference : nameOf(wanted.environment);
	return {
		id: "use",
		title: t("Select {0}", name),
		origin: { kind: "machine" },
		exclusive: `selection ${folder}`,
		async run(report, signal) {
			const there = { ...place, signal };
			const reference = "reference" in wanted ? wanted.reference : undefined;
			const environment = "reference" in wanted ? await meant(request, there, wanted.reference) : wanted.environment;
			if (environment !== "inherited") await checkUsable(there, request.machine, environment, reference);
			const isOnRequest = environment !== "inherited" && environment.kind.activation === "on-request";
			if (isOnRequest) await request.activate?.(environment, signal, report);
			checkCancelled(signal);
			return await whileStoring(place, () => request.select(environment, signal, report));
		},
	};
}

const nameOf = (environment: GoEnvironment | "inherited"): string =>
	environment === "inherited" ? environment : environment.name;

async function meant(
	{ base, rows }: UseRequest<unknown>,
	place: FolderContext,
	reference: string,
): Promise<GoEnvironment | "inherited"> {
	const { host, settings, providers, signal } = place;
	const resolution = await resolveReference(
		{
			host,
			rows: await rows(),
			providers: activeProviders(providers, settings),
			folder: base,
			signal,
		},
		reference,
	);
	if (resolution.kind === "unknown") throw new FaultError(resolution.fault);
	return resolution.kind === "inherited" ? resolution.kind : resolution.environment;
}

/** `reference`: as typed, if it was typed. */
async function checkUsable(
	place: FolderContext,
	machine: Listed,
	environment: GoEnvironment,
	reference: string | undefined,
): Promise<void> {
	const { host, folder } = place;
	const refusal = choiceRefusal(environment);
	if (refusal !== undefined) throw new FaultError(refusal);
	await checkPresent(host, environment);
	if (isFolderTrusted(place)) return;
	if (reference !== undefined) await checkNamed(place, machine, reference, environment);
	if (!(await isStoreOfFolder(host, folder))) return;
	if (await isOfFolder(host, folder, environment, await machineAlone(place, machine))) {
		throw new FaultError(storeOfFolder(host));
	}
}

/** A row may be older than the disk: what went meanwhile must not replace the selection before. */
async function checkPresent(host: Host, { name, toolchain, kind }: GoEnvironment): Promise<void> {
	// what is activated on request is built again then
	if (toolchain.kind !== "known" || kind.activation === "on-request") return;
	const { program } = toolchain;
	if ((await host.stat(program)) !== undefined) return;
	throw new FaultError({
		kind: "toolchain-missing",
		message: t("“{0}” was not selected: {1} does not exist any more.", name, program),
		remedies: [{ text: t("Refresh the list."), action: { kind: "operation", name: "refresh" } }],
	});
}

/** In the editor the user trusts the whole workspace. */
const isFolderTrusted = ({ host, folder }: FolderContext): boolean => host.trust.allows({ kind: "folder", folder });
