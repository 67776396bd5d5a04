import { isToolchainAllowed, loosenedToolchain } from "../core/activation/toolchainApproval.ts";
import { discover, environmentsOf, type Listing } from "../core/discovery/discovery.ts";
import type { GoEnvironment, ProviderName } from "../core/environment.ts";
import type { Fault } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import { type FolderRequest, readFolder } from "../core/model/folderState.ts";
import type { Provider } from "../core/provider.ts";
import type { FolderState } from "../core/state.ts";
import { providers } from "../providers/index.ts";
import { hasSpecification } from "../specifications/hasSpecification.ts";
import { knowledge } from "../specifications/knowledge.ts";
import { type FolderSettings, folderSettings } from "./folderSettings.ts";
import { projectFolder } from "./projectFolder.ts";
import type { Session } from "./session.ts";

/** A folder with its settings: what every verb but `reset` begins with. */
export interface Place {
	readonly folder: string;
	readonly settings: FolderSettings;
	/** Those of the setting goEnvironments.providers, in its order. */
	readonly providers: readonly Provider[];
}

export async function placeOf(session: Session, named: string | undefined): Promise<Place> {
	const { host } = session;
	const folder = await projectFolder(session, named, hasSpecification);
	const settings = await folderSettings(host, folder);
	const active = settings.order.flatMap((name) => providers.find((provider) => provider.name === name) ?? []);
	return { folder, settings, providers: active };
}

/** What discovery lists, by provider; rows in the order of places, faults of places. */
export interface Listed {
	readonly rows: readonly GoEnvironment[];
	readonly faults: readonly Fault[];
}

export async function listMachine(
	session: Session,
	place: Place,
	searchPaths = place.settings.searchPaths,
): Promise<Listed> {
	const { host, signal } = session;
	return listedIn(await discover({ host, providers: place.providers, options: { searchPaths }, signal }));
}

/** What lies in the folder, or is named by files in it. */
export async function listFolder(session: Session, { folder, providers: active, settings }: Place): Promise<Listed> {
	const { host, signal } = session;
	const options = { searchPaths: settings.searchPaths };
	return listedIn(await discover({ host, providers: active, options, signal, folder }));
}

function listedIn(listings: ReadonlyMap<ProviderName, Listing>): Listed {
	const states = [...listings.values()].map(({ state }) => state);
	return {
		rows: environmentsOf(...states.map(({ environments }) => environments)),
		faults: states.flatMap(({ faults }) => faults),
	};
}

/** All there is to know of a folder without running anything. */
export interface FolderReading extends Place {
	readonly machine: Listed;
	/** Of the machine and the folder. */
	readonly rows: readonly GoEnvironment[];
	readonly state: FolderState;
	readonly request: FolderRequest;
	/** The folder's settings loosen the user's GOTOOLCHAIN: that waits for `go-environments allow`, and the user's counts. */
	readonly toolchainFault?: Fault;
}

export interface ReadOptions {
	/** The reference of `--environment`. */
	readonly argument?: string | undefined;
	/** What was listed already. */
	readonly machine?: Listed;
}

export async function readPlace(session: Session, place: Place, options: ReadOptions = {}): Promise<FolderReading> {
	const { host, signal } = session;
	const { folder, settings } = place;
	const { argument } = options;
	const machine = options.machine ?? (await listMachine(session, place));
	const toolchainFault = await waitingToolchain(session, place);
	const request: FolderRequest = {
		host,
		folder,
		machine: machine.rows,
		providers: place.providers,
		knowledge,
		options: { searchPaths: settings.searchPaths },
		order: settings.order,
		goToolchain: toolchainFault === undefined ? settings.goToolchain : { value: "inherit", isDefault: false },
		settingFaults: [...settings.faults, ...(toolchainFault === undefined ? [] : [toolchainFault])],
		signal,
		...(settings.environment === undefined ? {} : { setting: settings.environment }),
		...(argument === undefined ? {} : { argument: { reference: argument, base: session.workingFolder } }),
	};
	const { state } = await readFolder(request);
	return {
		...place,
		machine,
		rows: environmentsOf(machine.rows, state.environments),
		state,
		request,
		...(toolchainFault === undefined ? {} : { toolchainFault }),
	};
}

async function waitingToolchain({ host }: Session, { folder, settings }: Place): Promise<Fault | undefined> {
	const own = await loosenedToolchain(host, knowledge, settings.goToolchain);
	if (own === undefined || (await isToolchainAllowed(host, folder))) return undefined;
	return {
		kind: "not-allowed",
		message: t(
			"The folder's settings ask for GOTOOLCHAIN=auto, but yours is {0}, which is stricter: yours is used.",
			own,
		),
		remedy: t("Run `go-environments allow` to let go switch and download here."),
		file: host.path.join(folder, ".vscode", "settings.json"),
	};
}
