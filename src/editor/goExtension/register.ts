import { Disposable, EventEmitter, extensions, window, workspace } from "vscode";
import { isSameFile } from "../../core/isSameFile.ts";
import { t } from "../../core/l10n.ts";
import type { FolderState } from "../../core/state.ts";
import { goOfProgram } from "../../goroot/goOfProgram.ts";
import { environmentInUse } from "../../present/texts/selectionText.ts";
import { terminalGoText } from "../../present/texts/terminalGo.ts";
import { goExtensionProgram } from "../services/goExtension.ts";
import type { Services } from "../services/services.ts";
import { localFolders } from "../services/workspaceFolders.ts";

/** Milliseconds after a change in which the Go extension takes over its settings. */
const settleMs = 500;

/** Says in the status where the official Go extension uses another Go than the folder: gopls, tests and debugging do not follow. */
export function register(services: Services): Disposable {
	const { host, model, active, bounds, remarks, terminalGos } = services;
	let texts: ReadonlyMap<string, string> = new Map();
	let round = 0;
	const changed = new EventEmitter<void>();
	let timer: NodeJS.Timeout | undefined;

	async function update(): Promise<void> {
		round += 1;
		const own = round;
		const next = new Map<string, string>();
		for (const { uri } of localFolders()) {
			const theirs = goExtensionProgram(uri);
			const ours = terminalGos.of(uri.fsPath)?.program ?? programOf(model.folder(uri.fsPath));
			if (theirs === undefined || ours === undefined || (await isSameFile(host, theirs, ours))) continue;
			next.set(
				uri.fsPath,
				t(
					"The Go extension uses {0} (gopls, tests, debugging).",
					terminalGoText(host, await goOfProgram(host, theirs)),
				),
			);
		}
		// a later update has begun
		if (own !== round) return;
		const isSame = JSON.stringify([...texts]) === JSON.stringify([...next]);
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
	const environment = state && environmentInUse(state.selection);
	return environment?.toolchain.kind === "known" ? environment.toolchain.program : undefined;
}
