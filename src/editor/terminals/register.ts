import { Disposable, type WorkspaceFolder } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { t } from "../../core/l10n.ts";
import { askEnvironment, isUsable } from "../services/askEnvironment.ts";
import { targetOf } from "../services/commandTarget.ts";
import { tellNoFolder } from "../services/messages.ts";
import { registerCommands } from "../services/registerCommands.ts";
import { requireTrust } from "../services/requireTrust.ts";
import type { Services } from "../services/services.ts";
import { registerTerminalCheck } from "./check/terminalCheck.ts";
import { openTerminal } from "./open/openTerminal.ts";
import { registerOutdatedTerminals } from "./outdated/outdatedTerminals.ts";
import { registerTerminalVariables } from "./variables/terminalVariables.ts";

/** The variables of new terminals, the check of what they really run, and terminals that are open when the variables change. */
export function register(services: Services): Disposable {
	const { active, bounds, model, remarks } = services;
	const variables = registerTerminalVariables(services);
	const own = { ...services, variables };
	const outdated = registerOutdatedTerminals(own);
	const check = registerTerminalCheck(own);

	/** Throws reference-unknown, reference-ambiguous. */
	async function meant(reference: string, { uri }: WorkspaceFolder): Promise<GoEnvironment | undefined> {
		const found = await model.resolved(reference, uri.fsPath);
		return found === "inherited" ? undefined : found;
	}

	const registered = registerCommands(bounds, {
		async openTerminal(row) {
			const { folder = active.current(), environment, reference, alone } = targetOf(row);
			if (folder === undefined && environment === undefined) return tellNoFolder();
			const asked = folder === undefined || reference === undefined ? environment : await meant(reference, folder);
			await openTerminal(own, folder, asked, alone === true ? "alone" : "shared");
		},
		/**
		 * Opens in the folder of the row or of the active editor, without selecting the environment. From the palette, asks for an
		 * environment.
		 */
		async openTerminalWith(row) {
			requireTrust(); // before asking
			const { folder = active.current(), environment: given } = targetOf(row);
			const question = t("Select an environment for the terminal");
			const environment = given ?? (await askEnvironment(services, question, isUsable));
			if (environment !== undefined) await openTerminal(own, folder, environment);
		},
		async checkTerminal(row) {
			const { folder = active.current() } = targetOf(row);
			if (folder === undefined) tellNoFolder();
			else await check.checkNow(folder);
		},
		relaunchTerminals: () => outdated.relaunchAll(),
	});
	return Disposable.from(variables, outdated, check, remarks.add(check), remarks.add(outdated), registered);
}
