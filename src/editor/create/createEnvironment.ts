import { type WorkspaceFolder, window } from "vscode";
import { workspacePrefix } from "../../conda/environmentName.ts";
import type { CreationPlace, CreationSource, EnvironmentPlan } from "../../core/creation.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { t } from "../../core/l10n.ts";
import { printOfText, rememberMade } from "../../core/model/madeFrom.ts";
import type { Report } from "../../core/operation.ts";
import { warns } from "../../core/requirements/verdicts.ts";
import type { FolderState } from "../../core/state.ts";
import { type AskedCreation, askedByFolder } from "../../operations/askedByFolder.ts";
import { changeEnvironment } from "../../operations/changeEnvironment.ts";
import { planCreate } from "../../operations/planChange.ts";
import { useEnvironment } from "../../operations/useEnvironment.ts";
import { sourceText } from "../../present/creation/sourceText.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { richText } from "../../present/escaping/richText.ts";
import { environmentText } from "../../present/texts/environmentText.ts";
import { ofFolder } from "../services/boundary.ts";
import type { Services } from "../services/services.ts";
import { askForFile, type FileChoice, isPlanConfirmed } from "./confirmPlan.ts";
import { contextOf, planned, rowsOf } from "./planned.ts";
import { tellChanged } from "./tellChanged.ts";
import { askForPackages } from "./wizard.ts";

/**
 * Creates an environment from a source, by a name, or from what the user selects, and selects it for the folder. Throws the faults of the
 * plan and of the operation, and cancelled; nothing was changed then.
 */
export async function createEnvironment(
	services: Services,
	folder: WorkspaceFolder,
	wanted: CreationSource | { readonly kind: "name"; readonly name: string } | undefined,
): Promise<void> {
	const asked =
		wanted === undefined
			? await askForSource(services, folder)
			: wanted.kind === "name"
				? await askWizard(services, folder, wanted.name)
				: { source: wanted, place: named };
	if (asked === undefined) return;
	await ofFolder(folder, async () => {
		const plan = await planned(services, folder, t("Planning…"), (context) =>
			planCreate(context, asked.source, asked.place),
		);
		const choice = await confirmed(services, folder, plan);
		if (choice === undefined) return;
		const changed = await services.run(creation(services, folder, plan));
		if (choice === "write" && plan.file !== undefined) {
			const { text } = plan.file;
			const { host, providers } = services;
			const file = await writeFile(services, folder, text);
			await rememberMade(host, providers, changed.environment, printOfText(host, file, text));
		}
		const name = environmentText(changed.environment);
		const text =
			changed.state === undefined ? t("{0} was created.", name) : t("{0} was created and is selected.", name);
		tellChanged(services, "goEnvironments.create", text, changed.warnings);
	});
}

const named: CreationPlace = { kind: "named" };

async function askForSource(services: Services, folder: WorkspaceFolder): Promise<AskedCreation | undefined> {
	const { host, model } = services;
	const path = folder.uri.fsPath;
	const state = model.folder(path);
	const offered = state === undefined ? [] : askedByFolder(state);
	const items = [...offered.filter((one) => nameOf(one) === undefined), anyPackages].map((asked) => {
		const { label, detail } = sourceText(host, path, asked.source);
		return { label: richText(label), detail: richText(detail), ...asked };
	});
	const options = { title: labelText(t("Create Environment for {0}", folder.name)) };
	const chosen = items.length === 1 ? items[0] : await window.showQuickPick(items, options);
	if (chosen === undefined) return undefined;
	if (chosen.source.kind !== "packages") return { source: chosen.source, place: named };
	return await askWizard(
		services,
		folder,
		offered.map(nameOf).find((one) => one !== undefined),
	);
}

const anyPackages: AskedCreation = { source: { kind: "packages", specs: [] }, place: named };

const nameOf = ({ place }: AskedCreation): string | undefined => (place.kind === "named" ? place.name : undefined);

/** `name`: that of the environment, as a file or a setting has it; default: that of the folder. */
async function askWizard(
	services: Services,
	folder: WorkspaceFolder,
	name: string | undefined,
): Promise<AskedCreation | undefined> {
	const { host, model } = services;
	const state = model.folder(folder.uri.fsPath);
	const names = new Set(rowsOf(services, folder).map((row) => row.name));
	const inside = host.path.join(folder.uri.fsPath, workspacePrefix);
	const hasInside = (await host.stat(inside).catch(() => undefined)) !== undefined;
	const suggested = { name, version: state && requiredVersion(state) };
	return await askForPackages(folder.name, suggested, { hasName: (one) => names.has(one), hasInside });
}

const requiredVersion = ({ requirements }: FolderState) => requirements.find(warns)?.version;

/** Shows the plan and its file, and asks. Undefined if the user cancelled. */
async function confirmed(
	{ host }: Services,
	{ uri: { fsPath } }: WorkspaceFolder,
	plan: EnvironmentPlan,
): Promise<FileChoice | undefined> {
	const { file } = plan;
	if (file === undefined) return (await isPlanConfirmed(host, plan)) ? "omit" : undefined;
	const isFree = (await host.stat(host.path.join(fsPath, fileName))) === undefined;
	return await askForFile(host, plan, file, isFree);
}

const fileName = "environment.yml";

/** Last, so that a creation that fails or is cancelled leaves the folder as it was. Resolves to the file. */
async function writeFile({ host }: Services, { uri }: WorkspaceFolder, text: string): Promise<string> {
	const file = host.path.join(uri.fsPath, fileName);
	await host.write(file, text, { expected: undefined });
	return file;
}

function creation(services: Services, folder: WorkspaceFolder, plan: EnvironmentPlan) {
	const { host, model, providers } = services;
	const path = folder.uri.fsPath;
	return changeEnvironment({
		host,
		providers,
		plan,
		async rows() {
			await model.reread();
			return rowsOf(services, folder);
		},
		async select(environment: GoEnvironment, signal: AbortSignal, report: Report): Promise<FolderState> {
			const select = useEnvironment({
				place: contextOf(services, folder, signal),
				machine: { rows: model.environments, faults: [] },
				rows: async () => [...rowsOf(services, folder), environment],
				base: path,
				wanted: { environment },
				select: (choice, stop, tell) => model.pick(path, choice, stop, tell),
			});
			await select.run(report, signal);
			const state = model.folder(path);
			if (state === undefined) throw new Error(`${path} was removed from the window`);
			return state;
		},
	});
}
