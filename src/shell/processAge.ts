/** The input of {@link processAge}, on Linux and macOS: how long a process has been running. */
export const ageCommand = (process: number) =>
	({ program: "ps", arguments: ["-o", "etime=", "-p", `${process}`] }) as const;

/** The seconds in `[[days-]hours:]minutes:seconds`, as POSIX ps prints them; undefined for other text. */
export function processAge(text: string): number | undefined {
	const [, days = "0", hours = "0", minutes, seconds] = /^\s*(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+)\s*$/.exec(text) ?? [];
	if (minutes === undefined) return undefined;
	return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}
