import { Disposable, type Uri, window, workspace } from "vscode";
import { section } from "../../core/settings/settingNames.ts";
import type { Services } from "./services.ts";
import { localFolders } from "./workspaceFolders.ts";

/** Keeps the model's folders, settings and trust in sync with the window. */
export function followWorkspace({ model, bounds }: Pick<Services, "model" | "bounds">): Disposable {
	const guarded = (act: () => Promise<void>): void => bounds.event("a change of the workspace", act);
	for (const { uri } of localFolders()) model.addFolder(uri.fsPath);
	return Disposable.from(
		workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
			for (const { uri } of removed) model.removeFolder(uri.fsPath);
			for (const { uri } of added.filter((folder) => folder.uri.scheme === "file")) {
				model.addFolder(uri.fsPath);
				guarded(() => model.reread(uri.fsPath));
			}
		}),
		workspace.onDidChangeConfiguration((event) => {
			const affects = (name: string, folder?: Uri): boolean => event.affectsConfiguration(`${section}.${name}`, folder);
			if (affects("providers") || affects("searchPaths")) guarded(() => model.reread());
			else {
				for (const { uri } of localFolders()) {
					if (affects("environment", uri) || affects("goToolchain", uri)) guarded(() => model.reread(uri.fsPath));
				}
			}
		}),
		onReturn(() => guarded(() => model.reread())),
		// restricted settings of the folder follow later, with their own event
		workspace.onDidGrantWorkspaceTrust(() => guarded(() => model.reread())),
	);
}

/** After this time without focus the user may have installed something elsewhere. */
const unfocusedMs = 60_000;

/** Not everything can be watched: too many paths, a network disk. An unchanged listing emits no event. */
function onReturn(look: () => void): Disposable {
	let leftAt: number | undefined;
	return window.onDidChangeWindowState(({ focused }) => {
		if (!focused) leftAt ??= Date.now();
		else if (leftAt !== undefined) {
			if (Date.now() - leftAt >= unfocusedMs) look();
			leftAt = undefined;
		}
	});
}
