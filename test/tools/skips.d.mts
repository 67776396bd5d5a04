export interface Skip {
	readonly name: string;
	readonly reason: string;
}
export interface KnownSkip {
	readonly tests: readonly string[];
	readonly reason: string;
	readonly isExpected: () => boolean | Promise<boolean>;
}
export function judgedSkips(
	skipped: readonly Skip[],
	known: readonly KnownSkip[],
): Promise<{ readonly skipped: readonly Skip[]; readonly unknown: readonly string[]; readonly gone: readonly Skip[] }>;
