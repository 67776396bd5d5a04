import { commands, env, type QuickPickItem, ThemeIcon, window } from "vscode";
import type { GoEnvironment } from "../../core/environment.ts";
import { t } from "../../core/l10n.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { richText } from "../../present/escaping/richText.ts";
import { problemText } from "../../present/faults/remedyTexts.ts";
import { environmentText } from "../../present/texts/environmentText.ts";
import { environmentInUse } from "../../present/texts/selectionText.ts";
import { shortenedPaths, shortPath } from "../../present/texts/shortPath.ts";
import { isUsable } from "./askEnvironment.ts";
import type { Services } from "./services.ts";
import { localFolders } from "./workspaceFolders.ts";

interface Offer extends QuickPickItem {
	run(): Thenable<unknown>;
}

/** Offers what can be done with an environment: use it in a folder, the active one first, and what needs no folder. */
export async function offerActions(
	services: Pick<Services, "host" | "model" | "active">,
	environment: GoEnvironment,
): Promise<void> {
	const { host } = services;
	const usable = isUsable(environment)
		? [
				...useOffers(services, environment),
				offer("terminal", t("Open Terminal with Environment"), "openTerminalWith", { environment }),
			]
		: [];
	const { toolchain, location, notActivatable } = environment;
	const problem = toolchain.kind === "broken" ? toolchain.problem : notActivatable;
	const place = shortPath(host, location);
	const offers: readonly Offer[] = [
		...usable,
		{ ...offer("copy", t("Copy Path"), "copyPath", { environment }), description: richText(place) },
		// a remote window cannot reveal a file of its machine
		...(env.remoteName === undefined
			? [offer("folder-opened", t("Reveal in File Manager"), "reveal", { environment })]
			: []),
		...(localFolders().length === 0 ? [openFolder()] : []),
	];
	const chosen = await window.showQuickPick(offers, {
		title: labelText(environmentText(environment)),
		placeHolder: labelText(problem === undefined ? place : shortenedPaths(host, problemText(problem, "editor"))),
	});
	await chosen?.run();
}

function offer(icon: string, label: string, command: string, row: object): Offer {
	return {
		label: richText(label),
		iconPath: new ThemeIcon(icon),
		run: () => commands.executeCommand(`goEnvironments.${command}`, row),
	};
}

function useOffers(
	{ model, active }: Pick<Services, "model" | "active">,
	environment: GoEnvironment,
): readonly Offer[] {
	const first = active.current();
	const folders = [...localFolders()].sort((a, b) => Number(b === first) - Number(a === first));
	return folders.map(({ name, uri: { fsPath: folder } }) => {
		const state = model.folder(folder);
		const isInUse = state !== undefined && environmentInUse(state.selection)?.id === environment.id;
		const use = offer("check", t("Use in {0}", name), "useInFolder", { environment, folder });
		return isInUse ? { ...use, description: richText(t("in use")) } : use;
	});
}

const openFolder = (): Offer => ({
	label: richText(t("Open Folder…")),
	iconPath: new ThemeIcon("folder-opened"),
	description: richText(t("an environment is selected for a folder")),
	run: () => commands.executeCommand("vscode.openFolder"),
});
