import { isDeepStrictEqual } from "node:util";
import { Disposable, EventEmitter, extensions, type Uri, window, workspace } from "vscode";
import { activatedInUse } from "../../core/activation/activatedInUse.ts";
import { t } from "../../core/l10n.ts";
import type { FolderState } from "../../core/state.ts";
import { goOfProgram } from "../../goroot/goOfProgram.ts";
import { isSameGo } from "../../goroot/isSameGo.ts";
import { environmentInUse } from "../../present/texts/selectionText.ts";
import { terminalGoText } from "../../present/texts/terminalGo.ts";
import { goExtensionProgram } from "../services/goExtension.ts";
import type { Services } from "../services/services.ts";
import { fileOutside, localFolders } from "../services/workspaceFolders.ts";

/** Milliseconds after a change in which the Go extension takes over its settings. */
const settleMs = 500;

/** Says in the status where the official Go extension uses another Go than the folder: gopls, tests and debugging do not follow. */
export function register(services: Services): Disposable {
	const { host, model, active, bounds, knowledge, remarks, terminalGos } = services;
	let texts: ReadonlyMap<string | undefined, string> = new Map();
	let round = 0;
	const changed = new EventEmitter<void>();
	let timer: NodeJS.Timeout | undefined;

	/** The Go of a folder, or, without one, of a file outside all folders. */
	async function ourProgram(folder: string | undefined): Promise<string | undefined> {
		if (folder !== undefined) return terminalGos.of(folder)?.program ?? programOf(model.folder(folder));
		const inherited = await knowledge.inheritedGo(host);
		return inherited.kind === "program" ? inherited.program : undefined;
	}

	async function textFor(place: Uri, folder: string | undefined): Promise<string | undefined> {
		const theirs = await goExtensionProgram(host, place);
		const ours = theirs && (await ourProgram(folder));
		if (theirs === undefined || ours === undefined || (await isSameGo(host, theirs, ours))) return undefined;
		const named = terminalGoText(host, await goOfProgram(host, theirs));
		const uses = t("The Go extension uses {0} (gopls, tests, debugging).", named);
		return setsGoroot(folder) ? `${uses} ${t("Its tasks fail, because this environment sets GOROOT.")}` : uses;
	}

	/** Its tasks run its own program with the variables of terminals: go refuses a GOROOT of another version. */
	function setsGoroot(folder: string | undefined): boolean {
		const state = folder === undefined ? undefined : model.folder(folder);
		const activated = state && activatedInUse(state.activation);
		return typeof activated?.activation.variables["GOROOT"] === "string";
	}

	async function update(): Promise<void> {
		round += 1;
		const own = round;
		const next = new Map<string | undefined, string>();
		const outside = fileOutside();
		const places = localFolders().map(({ uri }) => ({ place: uri, folder: uri.fsPath }));
		for (const { place, folder } of outside ? [...places, { place: outside, folder: undefined }] : places) {
			const text = await textFor(place, folder);
			if (text !== undefined) next.set(folder, text);
		}
		// a later update has begun
		if (own !== round) return;
		const isSame = isDeepStrictEqual(texts, next);
		texts = next;
		if (!isSame) changed.fire();
	}

	function later(): void {
		clearTimeout(timer);
		timer = setTimeout(() => bounds.event("the Go extension", update), settleMs);
	}

	later();
	return Disposable.from(
		changed,
		{ dispose: () => clearTimeout(timer) },
		remarks.add({ text: (folder) => texts.get(folder), onDidChange: changed.event }),
		model.onDidChange(later),
		active.onDidChange(later),
		terminalGos.onDidChange(later),
		extensions.onDidChange(later),
		workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration("go")) later();
		}),
		// its own choice of a Go has no event
		window.onDidChangeWindowState(later),
		window.onDidChangeActiveTextEditor(later),
	);
}

function programOf(state: FolderState | undefined): string | undefined {
	const selection = state?.selection;
	if (selection?.kind === "inherited")
		return selection.inherited.kind === "none" ? undefined : selection.inherited.program;
	const environment = selection && environmentInUse(selection);
	return environment?.toolchain.kind === "known" ? environment.toolchain.program : undefined;
}
