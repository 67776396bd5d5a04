import { TabInputText, Uri, window, workspace } from "vscode";
import type { EnvironmentPlan, PlannedFile } from "../../core/creation.ts";
import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { planDetail } from "../../present/creation/planDetail.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { printable } from "../../present/escaping/printable.ts";
import { richText } from "../../present/escaping/richText.ts";
import { problemText } from "../../present/faults/remedyTexts.ts";
import { isConfirmed } from "../services/messages.ts";

const titles = {
	create: () => t("Create"),
	update: () => t("Update"),
	remove: () => t("Remove"),
};

/** Shows what would be done in a modal dialog, and asks. */
export function isPlanConfirmed(host: Homed, plan: EnvironmentPlan, folders: readonly string[] = []): Promise<boolean> {
	const { change, name } = plan;
	const questions = {
		create: t("Create “{0}”?", name),
		update: t("Update “{0}”?", name),
		remove: t("Remove “{0}”?", name),
	};
	return isConfirmed(questions[change], titles[change](), ...planDetail(host, plan, folders));
}

/** What is to be done with the file that describes a new environment. */
export type FileChoice = "write" | "omit";

/**
 * Shows the file that describes a new environment, and asks whether to write it. Undefined if the user
 * cancelled.
 */
export async function askForFile(
	host: Homed,
	plan: EnvironmentPlan,
	{ text, notes }: PlannedFile,
	mayWrite: boolean,
): Promise<FileChoice | undefined> {
	const preview = await shownPreview(text);
	const [place = "", ...rest] = planDetail(host, plan);
	const own = notes.map((note) => printable(problemText(note, "editor")));
	const write = {
		label: richText(t("Create, and write environment.yml into the folder")),
		description: richText(place),
		detail: richText([...rest, ...own].join(" · ")),
		choice: "write" as const,
	};
	const omit = {
		label: richText(t("Create without a file")),
		description: richText(place),
		detail: richText(rest.join(" · ")),
		choice: "omit" as const,
	};
	const chosen = await window.showQuickPick(mayWrite ? [write, omit] : [omit], {
		title: labelText(t("Create “{0}”", plan.name)),
		placeHolder: labelText(t("The file is shown in the editor")),
		ignoreFocusOut: true,
	});
	await preview.close();
	return chosen?.choice;
}

const scheme = "go-environments-preview";

/** Shows a text as a file that is not on the disk, and cannot be edited or saved. */
async function shownPreview(text: string): Promise<{ close(): Promise<void> }> {
	const uri = Uri.from({ scheme, path: "/environment.yml" });
	const provider = workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: () => text });
	await window.showTextDocument(uri, { preview: true, preserveFocus: true });
	return {
		async close() {
			const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
			const own = tabs.filter(({ input }) => input instanceof TabInputText && input.uri.scheme === scheme);
			await window.tabGroups.close(own);
			provider.dispose();
		},
	};
}
