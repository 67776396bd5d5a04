import { ProgressLocation, window } from "vscode";
import type { Progress, Report } from "../../core/operation.ts";
import { notificationText } from "../../present/escaping/notificationText.ts";
import { progressText } from "../../present/texts/progressText.ts";

/** What is over before is not worth a flash. */
const progressDelayMs = 400;

/**
 * Does something that may take long. After a moment a notification shows how far it is, with a button that cancels it; `signal`
 * is aborted then.
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
			await work.catch(() => {}); // whoever began it is told
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
