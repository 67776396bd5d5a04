import type { CreateRequest, CreationPlace, CreationSource, EnvironmentPlan, GoProgram } from "../core/creation.ts";
import type { GoEnvironment } from "../core/environment.ts";
import { type Fault, FaultError } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { environmentPrint, filePrint, forgetMade } from "../core/model/madeFrom.ts";
import type { Operation, Report } from "../core/operation.ts";
import type { Provider } from "../core/provider.ts";
import { pickingFolders } from "../core/selection/pickingFolders.ts";
import { activeProviders } from "../core/settings/activeProviders.ts";
import { compareGoVersions } from "../core/versions/goVersion.ts";
import { checkHoldsNoProject } from "./checkHoldsNoProject.ts";
import type { FolderContext } from "./folderContext.ts";

/** What plans of changes need to know of a folder. */
export interface ChangeContext {
	readonly place: FolderContext;
	/** The rows of the machine and of the folder. */
	readonly rows: readonly GoEnvironment[];
	/** Also asks the tool which packages it would install. */
	readonly preview: boolean;
	readonly report?: Report;
}

/**
 * Plans an environment by the first provider that knows the source. Throws not-supported if there is none, and as
 * {@link Provider.create}.
 */
export async function planCreate(
	{ place, rows, preview, report }: ChangeContext,
	source: CreationSource,
	where: CreationPlace,
): Promise<EnvironmentPlan> {
	const { host, folder, signal, settings } = place;
	const goPrograms = await fetchingGos(place, rows);
	// first: what changes while the plan is made, was not planned
	const from = source.kind === "file" ? await filePrint(host, source.file) : undefined;
	for (const provider of activeProviders(place.providers, settings)) {
		const program = settings.programs?.[provider.name];
		const common = { folder, preview, ...(program === undefined ? {} : { program }) };
		const request: CreateRequest = { ...common, source, place: where, goPrograms };
		const plan = await provider.create?.(host, request, signal, report);
		if (plan !== undefined) return from === undefined ? plan : { ...plan, from };
	}
	throw new FaultError(unknownSource(source));
}

/** Plans to install what a file asks for into an environment. Throws as {@link Provider.update}. */
export async function planUpdate(
	{ place, preview, report }: ChangeContext,
	environment: GoEnvironment,
	file: string,
): Promise<EnvironmentPlan> {
	const { host, folder, signal, settings } = place;
	const provider = providerOf(place, environment);
	const program = settings.programs?.[environment.provider];
	const request = { folder, file, preview, ...(program === undefined ? {} : { program }) };
	const from = await filePrint(host, file);
	const plan = await provider?.update?.(host, environment, request, signal, report);
	if (plan === undefined) throw new FaultError(unchangeable(environment, "update"));
	return from === undefined ? plan : { ...plan, from };
}

/** A removal, with the folders for which the user has selected what is removed. */
export interface RemovalPlan {
	readonly plan: EnvironmentPlan;
	readonly folders: readonly string[];
}

/**
 * Plans to remove an environment. `open`: the folders of the window, or the working directory. Throws as {@link Provider.remove}, and
 * not-allowed where a folder or a project lies in it; its operation too, and conflict where it is another environment by then.
 */
export async function planRemove(
	{ place }: Pick<ChangeContext, "place">,
	environment: GoEnvironment,
	open: readonly string[],
): Promise<RemovalPlan> {
	const { host, signal, folder, providers } = place;
	const folders = await pickingFolders(host, environment);
	const kept = [folder, ...open, ...folders];
	await checkHoldsNoProject(host, environment, kept, signal);
	const plan = await providerOf(place, environment)?.remove?.(host, environment, signal);
	if (plan === undefined) throw new FaultError(unchangeable(environment, "remove"));
	const before = await environmentPrint(host, providers, environment);
	const { operation } = plan;
	const checked: Operation<string> = {
		...operation,
		async run(report, stop) {
			// the user has taken time to answer
			await checkHoldsNoProject(host, environment, kept, stop);
			const isSame = (await environmentPrint(host, providers, environment)) === before;
			if (!isSame) throw new FaultError(changedMeanwhile(environment));
			const result = await operation.run(report, stop);
			await forgetMade(host, environment);
			return result;
		},
	};
	return { plan: { ...plan, operation: checked }, folders };
}

const changedMeanwhile = ({ name }: GoEnvironment): Fault => ({
	kind: "conflict",
	message: t("“{0}” has changed meanwhile, so it was not removed.", name),
	remedies: [{ text: t("Look at it, then try again.") }],
});

const providerOf = ({ providers }: FolderContext, environment: GoEnvironment): Provider | undefined =>
	providers.find(({ name }) => name === environment.provider);

/** The Gos that can be started at once, the inherited one first, then the newest. */
async function fetchingGos(
	{ host, knowledge }: { readonly host: Host; readonly knowledge: FolderContext["knowledge"] },
	rows: readonly GoEnvironment[],
): Promise<readonly GoProgram[]> {
	const inherited = await knowledge.inheritedGo(host);
	const first =
		inherited.kind === "program" && inherited.version !== undefined
			? [{ program: inherited.program, version: inherited.version }]
			: [];
	const others = rows
		// what came with the folder is not the machine's to run
		.filter(({ folder, kind }) => folder === undefined && !kind.isProjectCode)
		.flatMap(({ toolchain }) => (toolchain.kind === "known" ? [toolchain] : []))
		.map(({ program, version }) => ({ program, version }))
		.sort((a, b) => compareGoVersions(b.version, a.version));
	return [...first, ...others];
}

function unknownSource(source: CreationSource): Fault {
	if (source.kind === "file") {
		return {
			kind: "not-supported",
			message: t("No environment can be created from {0}.", source.file),
			file: source.file,
			remedies: [{ text: t("Use a file that describes an environment, such as environment.yml.") }],
		};
	}
	return {
		kind: "not-supported",
		message: t("The enabled kinds of environments cannot be created."),
		remedies: [
			{
				text: t("Correct the setting goEnvironments.providers."),
				action: { kind: "setting", name: "goEnvironments.providers" },
			},
		],
	};
}

const unchangeable = ({ name, location }: GoEnvironment, change: "update" | "remove"): Fault => ({
	kind: "not-supported",
	message:
		change === "update"
			? t("“{0}” ({1}) cannot be updated by Go Environments.", name, location)
			: t("“{0}” ({1}) cannot be removed by Go Environments.", name, location),
	remedies: [{ text: t("Use the tool that created it.") }],
});
