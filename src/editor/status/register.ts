import { type Command, Disposable, workspace } from "vscode";
import type { InheritedGo } from "../../core/folderKnowledge.ts";
import { t } from "../../core/l10n.ts";
import { rowWithPath } from "../../core/selection/reference.ts";
import { outsideStatus, type StatusText, statusOf } from "../../present/status/status.ts";
import type { Services } from "../services/services.ts";
import { languageStatus } from "./languageStatus.ts";
import { statusItem } from "./statusItem.ts";
import { concernsGo, type StatusPlace, statusPlace } from "./statusPlace.ts";

/**
 * The Go of the active editor's folder in the status bar, hidden if nothing concerns Go, and as a language status of Go files.
 * A click opens the picker of the shown folder.
 */
export function register({ host, model, active, knowledge, remarks, terminalGos }: Services): Disposable {
	const item = statusItem();
	const language = languageStatus();
	let inherited: InheritedGo | undefined;
	let isAsked = false;
	let command: Command | undefined;

	/** Reads it once, and again after the machine changed: only a file outside all folders needs it. */
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
			const path = folder.uri.fsPath;
			return statusOf(host, folder.name, model.folder(path), {
				file,
				runs: terminalGos.of(path),
				isTrusted: workspace.isTrusted,
			});
		}
		if (!isAsked) askInherited();
		const goroots = inherited?.kind === "program" ? [inherited.goroot] : [];
		return outsideStatus(host, inherited, rowWithPath(host, model.environments, goroots));
	}

	function update(): void {
		const place = statusPlace(active);
		if (place === undefined || !concernsGo(place, model)) {
			item.hide();
			return;
		}
		const status = statusAt(place);
		const remarked = remarks.of(place.kind === "folder" ? place.folder.uri.fsPath : undefined);
		command = commandFor(place, command);
		item.show({ ...status, lines: [...status.lines, ...remarked] }, command);
		language.show(status, status.canActivate === true ? activating(command) : command);
	}

	update();
	return Disposable.from(
		item,
		language,
		model.onDidChange(({ kind }) => {
			if (kind === "machine") isAsked = false;
			update();
		}),
		remarks.onDidChange(update),
		workspace.onDidGrantWorkspaceTrust(update),
		terminalGos.onDidChange(update),
		active.onDidChange(update),
	);
}

/** In the language status the command is a link of its own: it activates what waits for that. */
const activating = ({ arguments: row = [] }: Command): Command => ({
	command: "goEnvironments.activate",
	title: t("Activate"),
	arguments: row,
});

/**
 * The command that opens the picker. Reuses the object while it is equal: the editor gives each object a new id, and a click on
 * a replaced one is lost.
 */
function commandFor(place: StatusPlace, before: Command | undefined): Command {
	// else the focus stays on the status item, whose tooltip would then lie over messages
	const row = { returnsFocus: true, ...(place.kind === "folder" ? { folder: place.folder.uri.fsPath } : {}) };
	const [known] = before?.arguments ?? [];
	if (before !== undefined && known?.folder === row.folder) return before;
	return { command: "goEnvironments.use", title: t("Change…"), arguments: [row] };
}
