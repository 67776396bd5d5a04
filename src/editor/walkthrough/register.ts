import { Disposable, window } from "vscode";
import { warns } from "../../core/requirements/verdicts.ts";
import type { FolderState } from "../../core/state.ts";
import type { Services } from "../services/services.ts";

/**
 * Completes the steps of the walkthrough through context keys, whichever way they are done. Its `onCommand` does not see commands
 * that are called inside the extension host.
 */
export function register({ model, setContextKey }: Services): Disposable {
	const steps = new Set<WalkthroughStep>();
	let timer: NodeJS.Timeout | undefined;

	function complete(step: WalkthroughStep): void {
		steps.add(step);
		setContextKey(step, true);
	}

	/** The page counts a step only when its key changes while the page is there. */
	function tellAgain(): void {
		for (const step of steps) {
			setContextKey(step, false);
			setContextKey(step, true);
		}
	}

	return Disposable.from(
		{ dispose: () => clearTimeout(timer) },
		model.onDidChange((change) => {
			const state = change.kind === "folder" ? model.folder(change.folder) : undefined;
			if (state?.selection.reason.kind === "pick") complete("hasSelected");
			if (state !== undefined && meetsRequirement(state)) complete("meetsRequirement");
		}),
		window.onDidOpenTerminal(({ creationOptions }) => {
			const isHidden = "hideFromUser" in creationOptions && creationOptions.hideFromUser === true;
			if (!isHidden) complete("hasOpenedTerminal");
		}),
		window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
			// the page of a walkthrough has no kind of input that the API knows
			if (![...opened, ...changed].some(({ input }) => input === undefined)) return;
			clearTimeout(timer);
			timer = setTimeout(tellAgain, pageMs);
		}),
	);
}

type WalkthroughStep = "hasSelected" | "hasOpenedTerminal" | "meetsRequirement";

/** A page that was opened listens after this time. */
const pageMs = 1000;

function meetsRequirement({ requirements }: FolderState): boolean {
	const deciding = requirements.filter(warns);
	return deciding.length > 0 && deciding.every(({ met }) => met === true);
}
