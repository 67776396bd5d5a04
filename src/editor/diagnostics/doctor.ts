import { extensions, type QuickPickItem, ThemeIcon, type WorkspaceFolder, window, workspace } from "vscode";
import { type Fault, isWrong } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import type { FolderState } from "../../core/state.ts";
import type { GoSettingSource } from "../../operations/doctor/goExtensionSettings.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { richText } from "../../present/escaping/richText.ts";
import { offeredActions } from "../../present/faults/offeredActions.ts";
import { problemText, remedyTexts } from "../../present/faults/remedyTexts.ts";
import { linePlace, shortenedPaths } from "../../present/texts/shortPath.ts";
import { originText, type TerminalGo, terminalGoText } from "../../present/texts/terminalGo.ts";
import { remedyButtons } from "../services/actions.ts";
import { ofFolder } from "../services/boundary.ts";
import { goExtensionId } from "../services/goExtension.ts";
import { type MessageButton, offer, tell } from "../services/messages.ts";
import { folderAsked } from "../services/pickFolder.ts";
import type { Services } from "../services/services.ts";

interface FindingItem extends QuickPickItem {
	readonly finding: Fault;
}

/** Checks what decides which Go runs in a folder, and offers what to do about each problem. */
export async function checkGoSetup(services: Services, row: unknown): Promise<void> {
	const { host } = services;
	const folder = await folderAsked(services, row, t("Select a folder to check its Go setup"));
	if (folder === undefined) return;
	const findings = await ofFolder(folder, () => findingsIn(services, folder));
	if (findings === undefined) return;
	if (findings.length === 0) {
		tell(t("The Go setup of {0} has no problems.", folder.name));
		return;
	}
	const items = findings.map((finding) => itemOf(services, folder, finding));
	const chosen = await window.showQuickPick(items, {
		title: labelText(t("Go setup of {0}", folder.name)),
		placeHolder: labelText(t("Select a problem to see what can be done about it")),
		matchOnDetail: true,
	});
	if (chosen === undefined) return;
	const { finding } = chosen;
	const text = shortenedPaths(host, problemText(finding, "editor"));
	// not awaited: the message stays until the user closes it
	void services.bounds.command("goEnvironments.doctor", () =>
		offer(isWrong(finding) ? "warning" : "information", text, buttonsFor(finding)),
	);
}

/** Nothing failed: the log, which other messages offer where a fault has no action, would not help. */
const buttonsFor = (finding: Fault): readonly MessageButton[] =>
	offeredActions(finding).every(({ kind }) => kind === "log") ? [] : remedyButtons(finding);

/** Undefined for a folder that went meanwhile. */
async function findingsIn(services: Services, { uri }: WorkspaceFolder): Promise<readonly Fault[] | undefined> {
	const { host, model, run, settings, terminalGos } = services;
	const folder = uri.fsPath;
	await model.reread(folder);
	const state = model.folder(folder);
	if (state === undefined) return undefined;
	const { checkSetUp } = await import("../../operations/doctor/checkSetUp.ts");
	const { goToolchain } = settings(folder);
	const request = { host, state, goToolchain, mayStart: workspace.isTrusted, ...goSettings() };
	const found = await run(checkSetUp(request));
	const runs = terminalGos.of(folder);
	const all = [...found, ...(runs === undefined ? [] : terminalFindings(services, state, runs))];
	const ordered = [...all.filter(isWrong), ...all.filter((finding) => !isWrong(finding)), ...restricted()];
	return ordered.map((finding) => ({ ...finding, folder }));
}

/** The settings of the Go extension that are not in the folder's own file. */
function goSettings(): { readonly settings?: readonly GoSettingSource[] } {
	if (extensions.getExtension(goExtensionId) === undefined) return {};
	const inspected = (name: string) => workspace.getConfiguration().inspect<unknown>(name);
	const file = workspace.workspaceFile?.fsPath;
	const shared: GoSettingSource = { value: (name) => inspected(name)?.workspaceValue, file };
	return { settings: [...(file === undefined ? [] : [shared]), { value: (name) => inspected(name)?.globalValue }] };
}

/** What the check of new terminals saw. */
function terminalFindings({ host }: Services, { selection }: FolderState, runs: TerminalGo): readonly Fault[] {
	if (selection.kind !== "chosen") return [];
	const message = t("New terminals run {0} instead of “{1}”.", terminalGoText(host, runs), selection.environment.name);
	const text = t("Check again after a change.");
	return [
		{
			kind: "conflict",
			message: `${message} ${originText(host, runs)}`,
			remedies: [{ text, action: { kind: "operation", name: "checkTerminal" } }],
		},
	];
}

/** Told last: what was not checked. */
function restricted(): readonly Fault[] {
	if (workspace.isTrusted) return [];
	const message = t("In Restricted Mode nothing is started, so gopls and dlv were not checked.");
	const remedies = [{ text: t("Trust the workspace to use its environments."), action: { kind: "trust" } }] as const;
	return [{ kind: "note", message, remedies }];
}

function itemOf({ host }: Services, { uri }: WorkspaceFolder, finding: Fault): FindingItem {
	const { message, file, line } = finding;
	const place =
		file === undefined ? "" : linePlace(host, uri.fsPath, { file, ...(line === undefined ? {} : { line }) });
	const remedy = remedyTexts(finding, "editor")[0] ?? "";
	return {
		label: richText(shortenedPaths(host, message)),
		description: richText(place),
		detail: richText(shortenedPaths(host, remedy)),
		iconPath: new ThemeIcon(isWrong(finding) ? "warning" : "info"),
		finding,
	};
}
