import type { Disposable, WorkspaceFolder } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { parseGoVersion } from "../../core/versions/goVersion.ts";
import { askedUpdate, updatingFile } from "../../operations/askedUpdate.ts";
import { changeEnvironment } from "../../operations/changeEnvironment.ts";
import { planRemove, planUpdate } from "../../operations/planChange.ts";
import { environmentText } from "../../present/texts/environmentText.ts";
import { askEnvironment } from "../services/askEnvironment.ts";
import { ofFolder } from "../services/boundary.ts";
import { targetOf } from "../services/commandTarget.ts";
import { tell, tellNoFolder } from "../services/messages.ts";
import { folderAsked } from "../services/pickFolder.ts";
import { registerCommands } from "../services/registerCommands.ts";
import { requireTrust } from "../services/requireTrust.ts";
import type { Services } from "../services/services.ts";
import { isPlanConfirmed } from "./confirmPlan.ts";
import { createEnvironment } from "./createEnvironment.ts";
import { planned, rowsOf } from "./planned.ts";
import { tellChanged } from "./tellChanged.ts";

/** The commands that create, update and remove environments. */
export function register(services: Services): Disposable {
	const { host, model, providers, bounds } = services;

	async function update(folder: WorkspaceFolder, row: unknown): Promise<void> {
		const state = model.folder(folder.uri.fsPath);
		if (state === undefined) return;
		const { file: given, environment: ofRow, reference } = targetOf(row);
		const meant = ofRow ?? (reference === undefined ? undefined : named(services, folder, reference));
		const { environment, plan } = await planned(services, folder, t("Planning…"), async (context) => {
			const { environment, file } =
				meant === undefined
					? await askedUpdate(context, state, given)
					: { environment: meant, file: updatingFile(state, given) };
			return { environment, plan: await planUpdate(context, environment, file) };
		});
		if (!(await isPlanConfirmed(host, plan))) return;
		const rows = async () => {
			await model.reread();
			return rowsOf(services, folder);
		};
		const { warnings } = await services.run(changeEnvironment({ host, providers, plan, rows }));
		tellChanged(services, "goEnvironments.update", t("{0} was updated.", environmentText(environment)), warnings);
	}

	return registerCommands(bounds, {
		async create(row) {
			requireTrust();
			const folder = await folderAsked(services, row, t("Select the folder to create an environment for"));
			if (folder !== undefined) await createEnvironment(services, folder, sourceOf(row));
		},
		async update(row) {
			requireTrust();
			const folder = await folderAsked(services, row, t("Select the folder whose environment to update"));
			if (folder === undefined) return;
			await ofFolder(folder, () => update(folder, row));
		},
		async remove(row) {
			requireTrust();
			const folder = services.active.current();
			if (folder === undefined) return tellNoFolder();
			const isRemovable = ({ provider }: GoEnvironment): boolean =>
				providers.find(({ name }) => name === provider)?.remove !== undefined;
			const question = t("Select an environment to remove");
			const environment = targetOf(row).environment ?? (await askEnvironment(services, question, isRemovable));
			if (environment === undefined) return;
			const removal = await planned(services, folder, t("Planning…"), (context) =>
				planRemove(context, environment, model.folders),
			);
			if (!(await isPlanConfirmed(host, removal.plan, removal.folders))) return;
			await services.run(removal.plan.operation);
			await model.reread();
			tell(t("{0} was removed.", environmentText(environment)));
		},
	});
}

/** The environment with this id. Throws reference-unknown. */
function named(services: Services, folder: WorkspaceFolder, id: string): GoEnvironment {
	const found = rowsOf(services, folder).find((row) => row.id === id);
	if (found !== undefined) return found;
	throw new FaultError({
		kind: "reference-unknown",
		message: t("There is no environment “{0}” on this machine.", id),
		remedies: [{ text: t("Select an environment that exists."), action: { kind: "select" } }],
	});
}

function sourceOf(row: unknown): Parameters<typeof createEnvironment>[2] {
	const { file, version, name } = targetOf(row);
	if (file !== undefined) return { kind: "file", file };
	if (name !== undefined) return { kind: "name", name };
	const meant = version === undefined ? undefined : parseGoVersion(version.replace(/^go/, ""));
	return meant === undefined ? undefined : { kind: "version", version: meant };
}
