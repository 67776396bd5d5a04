import type { Session } from "./session.ts";

export interface Options {
	readonly all?: true;
	readonly builds?: true;
	readonly clear?: true;
	readonly "dry-run"?: true;
	readonly environment?: string;
	readonly folder?: string;
	readonly from?: string;
	readonly help?: true;
	readonly "in-workspace"?: true;
	readonly json?: true;
	readonly shell?: string;
	readonly yes?: true;
}
export type OptionName = keyof Options;

/** The arguments after the name of a verb. */
export interface CommandLine {
	readonly options: Options;
	readonly positionals: readonly string[];
	/** The arguments after `--`, or from the first positional on for a verb that takes a command. */
	readonly command: readonly string[];
}

/** One command of the CLI: its arguments, its help texts, and its implementation. */
export interface Verb {
	readonly name: string;
	/** Follows the name in help: `[folder]`. */
	readonly parameters: string;
	readonly options: readonly OptionName[];
	readonly maxPositionals: number;
	/** All arguments after `--` are a command of the user. */
	readonly takesCommand?: true;
	/** One sentence. */
	summary(): string;
	/** Complete command lines, each with its meaning. */
	examples(): readonly (readonly [command: string, meaning: string])[];
	/** The JSON of an answer that only has faults: `list --json` and `show --json` always print JSON. */
	readonly withoutAnswer?: Readonly<Record<string, unknown>>;
	/** Prints its answer; resolves to the exit status. Throws FaultError. */
	run(session: Session, line: CommandLine): Promise<number>;
}
