import {
	type Command,
	Disposable,
	type Event,
	MarkdownString,
	StatusBarAlignment,
	type StatusBarItem,
	ThemeColor,
	window,
} from "vscode";
import type { FolderKnowledge, InheritedGo } from "../../core/folderKnowledge.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { Model } from "../../core/model/model.ts";
import { rowWithPath } from "../../core/selection/reference.ts";
import { iconText } from "../../present/escaping/iconText.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { outsideStatus, type StatusText, statusOf } from "../../present/status/status.ts";
import type { ActiveFolder } from "../folders/workspaceFolders.ts";
import { languageStatus } from "./languageStatus.ts";
import { concernsGo, type StatusPlace, statusPlace } from "./statusPlace.ts";

const pictures: Readonly<Record<StatusText["severity"], string>> = {
	ok: "",
	busy: "$(loading~spin) ",
	warning: "$(warning) ",
	error: "$(error) ",
};

export interface StatusContext {
	readonly host: Host;
	readonly model: Model;
	readonly active: Pick<ActiveFolder, "current">;
	readonly knowledge: Pick<FolderKnowledge, "inheritedGo">;
	/** What is to be said about the terminals of a folder, in whole sentences. */
	readonly terminals: {
		remarks(folder: string): readonly string[];
		readonly onDidChangeRemarks: Event<void>;
	};
}

export interface StatusItem extends Disposable {
	update(): void;
}

/**
 * The Go of the active editor's folder in the status bar, hidden where nothing has to do with Go, and beside the language of
 * Go files. A click opens the picker of the folder that is shown.
 */
export function registerStatusItem({ host, model, active, knowledge, terminals }: StatusContext): StatusItem {
	const item = window.createStatusBarItem("goEnvironments.environment", StatusBarAlignment.Right, 100);
	item.name = t("Go Environment");
	const language = languageStatus();
	let inherited: InheritedGo | undefined;
	let isAsked = false;
	let command: Command | undefined;

	/** Once, and again where the machine changed: only a file outside all folders needs it. */
	function askInherited(): void {
		isAsked = true;
		knowledge
			.inheritedGo(host)
			.then((go) => {
				inherited = go;
				update();
			})
			.catch((cause: unknown) => host.log.error("the inherited Go cannot be told", cause));
	}

	function statusAt(place: StatusPlace): StatusText {
		if (place.kind === "folder") {
			const { folder, file } = place;
			return statusOf(host, folder.name, model.folder(folder.uri.fsPath), file);
		}
		if (!isAsked) askInherited();
		const goroots = inherited?.kind === "program" ? [inherited.goroot] : [];
		return outsideStatus(inherited, rowWithPath(host, model.environments, goroots));
	}

	function update(): void {
		const place = statusPlace(active);
		if (place === undefined || !concernsGo(place, model)) {
			item.hide();
			return;
		}
		const status = statusAt(place);
		const remarks = place.kind === "folder" ? terminals.remarks(place.folder.uri.fsPath) : [];
		command = commandFor(place, command);
		show(item, { ...status, lines: [...status.lines, ...remarks] }, command);
		item.show();
		language.show(status, command);
	}

	const subscriptions = Disposable.from(
		model.onDidChange(({ kind }) => {
			if (kind === "machine") isAsked = false;
			update();
		}),
		terminals.onDidChangeRemarks(update),
	);
	update();
	return Object.assign(Disposable.from(item, language, subscriptions), { update });
}

/**
 * The picker of what is shown. The same object as long as it means the same: the editor gives each a name of its own, and a
 * click on one that was just replaced is lost.
 */
function commandFor(place: StatusPlace, before: Command | undefined): Command {
	const row = place.kind === "folder" ? { folder: place.folder.uri.fsPath } : {};
	const [known] = before?.arguments ?? [];
	if (before !== undefined && known?.folder === row.folder) return before;
	return { command: "goEnvironments.use", title: t("Change…"), arguments: [row] };
}

function show(item: StatusBarItem, { text, severity, lines }: StatusText, command: Command): void {
	const background = { warning: "statusBarItem.warningBackground", error: "statusBarItem.errorBackground" };
	item.text = `${pictures[severity]}${iconText(text)}`;
	item.tooltip = tooltipOf(lines);
	item.accessibilityInformation = { label: labelText(`${text}. ${lines.join(" ")}`) };
	item.command = command;
	item.backgroundColor =
		severity === "warning" || severity === "error" ? new ThemeColor(background[severity]) : undefined;
}

function tooltipOf(lines: readonly string[]): MarkdownString {
	const tooltip = new MarkdownString();
	for (const line of lines) tooltip.appendText(labelText(line)).appendMarkdown("\n\n");
	return tooltip;
}
