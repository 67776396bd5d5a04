import { parseArgs } from "node:util";
import { FaultError } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import type { CommandLine, OptionName, Verb } from "./verb.ts";

/** The options of all verbs; each verb lists the ones it accepts. */
const optionTypes = {
	all: { type: "boolean" },
	clear: { type: "boolean" },
	environment: { type: "string" },
	folder: { type: "string" },
	help: { type: "boolean", short: "h" },
	json: { type: "boolean" },
	shell: { type: "string" },
} as const satisfies Record<OptionName, { readonly type: "boolean" | "string"; readonly short?: string }>;

const usage = (message: string, verb: Verb): FaultError =>
	new FaultError({
		kind: "usage",
		message,
		remedies: [{ text: t("Run `go-environments {0} --help` for its usage.", verb.name) }],
	});

/** Parses the arguments after the verb. Throws usage. */
export function commandLineOf(verb: Verb, words: readonly string[]): CommandLine {
	const { tokens } = parseArgs({
		args: [...words],
		options: optionTypes,
		allowPositionals: true,
		strict: false,
		tokens: true,
	});
	const options: Record<string, string | true> = {};
	const positionals: string[] = [];
	for (const token of tokens) {
		if (token.kind === "option-terminator") {
			const command = words.slice(token.index + 1);
			if (!verb.takesCommand && command.length > 0) positionals.push(...command);
			return checked(verb, { options, positionals, command: verb.takesCommand ? command : [] });
		}
		if (token.kind === "positional") {
			if (verb.takesCommand) return checked(verb, { options, positionals, command: words.slice(token.index) });
			positionals.push(token.value);
			continue;
		}
		options[token.name] = givenValue(verb, token);
	}
	return checked(verb, { options, positionals, command: [] });
}

interface OptionToken {
	readonly name: string;
	readonly rawName: string;
	readonly value: string | undefined;
	readonly inlineValue: boolean | undefined;
}

function givenValue(verb: Verb, { name, rawName, value, inlineValue }: OptionToken): string | true {
	const option = verb.options.find((candidate) => candidate === name) ?? (name === "help" ? name : undefined);
	if (option === undefined) {
		throw usage(t("`go-environments {0}` has no option {1}.", verb.name, rawName), verb);
	}
	if (optionTypes[option].type === "boolean") {
		if (value !== undefined) throw usage(t("The option {0} takes no value.", rawName), verb);
		return true;
	}
	// without this check, an option with a missing value would consume the next option
	if (value === undefined || value === "" || (inlineValue !== true && value.startsWith("-"))) {
		throw usage(t("The option {0} needs a value.", rawName), verb);
	}
	return value;
}

function checked(verb: Verb, line: CommandLine): CommandLine {
	const extra = line.positionals[verb.maxPositionals];
	if (extra !== undefined && line.options.help === undefined) {
		throw usage(t("Unexpected argument “{0}”.", extra), verb);
	}
	return line;
}
