import type { Session } from "./session.ts";

export interface Options {
	readonly all?: true;
	readonly clear?: true;
	readonly environment?: string;
	readonly folder?: string;
	readonly help?: true;
	readonly json?: true;
	readonly shell?: string;
}
export type OptionName = keyof Options;

/** The words behind the name of a verb. */
export interface CommandLine {
	readonly options: Options;
	readonly positionals: readonly string[];
	/** What stands behind `--`, or behind the first word of a verb that takes a command. */
	readonly command: readonly string[];
}

/** One command of the CLI: what it is called with, its words of help, and what it does. */
export interface Verb {
	readonly name: string;
	/** Behind the name: `[folder]`. */
	readonly parameters: string;
	readonly options: readonly OptionName[];
	readonly mostPositionals: number;
	/** Everything behind `--` is a command of the user's. */
	readonly takesCommand?: true;
	/** One sentence. */
	summary(): string;
	/** Whole command lines, each with what it does. */
	examples(): readonly (readonly [command: string, meaning: string])[];
	/** JSON of an answer that only has faults: `list --json` and `show --json` are JSON in each case. */
	readonly withoutAnswer?: Readonly<Record<string, unknown>>;
	/** Prints its answer; resolves to the exit status. Throws FaultError. */
	run(session: Session, line: CommandLine): Promise<number>;
}
