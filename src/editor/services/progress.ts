import { ProgressLocation, window } from "vscode";
import { type Progress, progressDelayMs, type Report } from "../../core/operation.ts";
import { notificationText } from "../../present/escaping/notificationText.ts";
import { progressText } from "../../present/texts/progressText.ts";

/**
 * Runs work that may take long. After a delay a notification shows its progress with a button to cancel, which aborts `signal`.
 */
export async function withProgress<R>(
	title: string,
	act: (report: Report, signal: AbortSignal) => Promise<R>,
): Promise<R> {
	const stop = new AbortController();
	let latest: Progress | undefined;
	let tell: Report | undefined;
	const work = act((progress) => {
		latest = progress;
		tell?.(progress);
	}, stop.signal);
	const timer = setTimeout(show, progressDelayMs);

	function show(): void {
		const options = { location: ProgressLocation.Notification, title: notificationText(title), cancellable: true };
		void window.withProgress(options, async (view, token) => {
			token.onCancellationRequested(() => stop.abort());
			let told = 0;
			tell = (progress) => {
				const share = shareOf(progress) ?? told;
				view.report({ message: notificationText(progressText(progress)), increment: share - told });
				told = share;
			};
			if (latest !== undefined) tell(latest);
			await work.catch(() => {}); // the caller handles the failure
		});
	}

	try {
		return await work;
	} finally {
		clearTimeout(timer);
	}
}

/** In per cent. */
const shareOf = ({ done, total }: Progress): number | undefined =>
	done === undefined || !total ? undefined : (100 * done) / total;
