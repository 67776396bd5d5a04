/**
 * Runs `act` without overlap. Calls during a run cause one more run after it, for which only the first caller waits. Nothing
 * starts after `signal` was aborted.
 */
export function oneAtATime(act: () => Promise<void>, signal: AbortSignal): () => Promise<void> {
	let isRunning = false;
	let isAskedAgain = false;
	return async () => {
		isAskedAgain = true;
		if (isRunning) return;
		isRunning = true;
		try {
			while (isAskedAgain && !signal.aborted) {
				isAskedAgain = false;
				await act();
			}
		} finally {
			isRunning = false;
		}
	};
}
