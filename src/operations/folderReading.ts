import { discover, environmentsOf, type Listing } from "../core/discovery/discovery.ts";
import type { GoEnvironment, ProviderName } from "../core/environment.ts";
import type { Fault } from "../core/fault.ts";
import { folderRequest } from "../core/model/folderRequest.ts";
import { type FolderRequest, readFolder } from "../core/model/readFolder.ts";
import { activeProviders } from "../core/settings/activeProviders.ts";
import type { FolderSettings } from "../core/settings/folderSettings.ts";
import type { FolderState } from "../core/state.ts";
import type { FolderContext } from "./folderContext.ts";
import { approvedToolchain } from "./toolchainApproval.ts";

/** The result of discovery: rows in the order of providers and places, faults of paths. */
export interface Listed {
	readonly rows: readonly GoEnvironment[];
	readonly faults: readonly Fault[];
}

/** Lists the machine. `searchPaths`: by default those of the folder's settings. */
export async function listMachine(place: FolderContext, searchPaths = place.settings.searchPaths): Promise<Listed> {
	const { host, settings, providers, signal } = place;
	const active = activeProviders(providers, settings);
	return listedIn(await discover({ host, providers: active, options: { searchPaths }, signal }));
}

/** Lists the environments inside the folder, or named by its files. */
export async function listFolder({ host, folder, settings, providers, signal }: FolderContext): Promise<Listed> {
	const { searchPaths } = settings;
	const active = activeProviders(providers, settings);
	return listedIn(await discover({ host, providers: active, options: { searchPaths }, signal, folder }));
}

function listedIn(listings: ReadonlyMap<ProviderName, Listing>): Listed {
	const states = [...listings.values()].map(({ state }) => state);
	return {
		rows: environmentsOf(...states.map(({ environments }) => environments)),
		faults: states.flatMap(({ faults }) => faults),
	};
}

/**
 * The machine's rows without those found only through the folder's settings, because those came with the folder: lists again if
 * there are such settings.
 */
export async function machineAlone(place: FolderContext, machine: Listed): Promise<readonly GoEnvironment[]> {
	if (place.settings.searchPaths.length === 0) return machine.rows;
	const again = listedAlone.get(machine) ?? listMachine(place, []);
	listedAlone.set(machine, again);
	return (await again).rows;
}

/** Of each listing, the one without the folder's settings: a verb asks for it at several places. */
const listedAlone = new WeakMap<Listed, Promise<Listed>>();

/** Everything known about a folder without running anything. */
export interface FolderReading extends FolderContext {
	readonly machine: Listed;
	/** Rows of the machine and of the folder. */
	readonly rows: readonly GoEnvironment[];
	readonly state: FolderState;
	readonly request: FolderRequest;
	/** The folder's settings loosen the user's GOTOOLCHAIN and need approval: until then the user's value applies. */
	readonly toolchainFault?: Fault;
}

export interface ReadOptions {
	/** A reference that takes precedence over everything else, and the base of a relative one. */
	readonly argument?: { readonly reference: string; readonly base: string } | undefined;
	/** The listing of the machine, if it was made before. */
	readonly machine?: Listed;
}

/**
 * Reads a folder. Reads it again if the selected Go itself disables switching and the settings are not approved to override
 * that.
 */
export async function readPlace(
	place: FolderContext,
	{ argument, machine: listed }: ReadOptions = {},
): Promise<FolderReading> {
	const machine = listed ?? (await listMachine(place));
	const approved = await approvedToolchain(place);
	const read = await readWith(place, machine, approved, argument);
	const { selection } = read.state;
	const goroot = selection.kind === "chosen" ? gorootOf(selection.environment) : undefined;
	if (approved.fault !== undefined || goroot === undefined) return read;
	const stricter = await approvedToolchain(place, goroot);
	return stricter.fault === undefined ? read : await readWith(place, machine, stricter, argument);
}

const gorootOf = ({ toolchain }: GoEnvironment): string | undefined =>
	toolchain.kind === "known" ? toolchain.goroot : undefined;

async function readWith(
	place: FolderContext,
	machine: Listed,
	{ settings, fault }: { readonly settings: FolderSettings; readonly fault?: Fault },
	argument: ReadOptions["argument"],
): Promise<FolderReading> {
	const { host, folder, providers, knowledge, signal } = place;
	const request = folderRequest({
		host,
		folder,
		providers,
		knowledge,
		settings,
		machine: machine.rows,
		signal,
		...(argument === undefined ? {} : { argument }),
	});
	const { state } = await readFolder(request);
	return {
		...place,
		machine,
		rows: environmentsOf(machine.rows, state.environments),
		state,
		request,
		...(fault === undefined ? {} : { toolchainFault: fault }),
	};
}
