import { parseArgs } from "node:util";
import { t } from "../core/l10n.ts";
import { usageFault } from "./usageFault.ts";
import type { CommandLine, OptionName, Verb } from "./verb.ts";

/** The options of all verbs; each verb lists the ones it accepts. */
const optionTypes = {
	all: { type: "boolean" },
	builds: { type: "boolean" },
	clear: { type: "boolean" },
	"dry-run": { type: "boolean" },
	environment: { type: "string" },
	folder: { type: "string" },
	from: { type: "string" },
	help: { type: "boolean", short: "h" },
	"in-workspace": { type: "boolean" },
	json: { type: "boolean" },
	shell: { type: "string" },
	yes: { type: "boolean", short: "y" },
} as const satisfies Record<OptionName, { readonly type: "boolean" | "string"; readonly short?: string }>;

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
		throw usageFault(verb, t("`go-environments {0}` has no option {1}.", verb.name, rawName));
	}
	if (optionTypes[option].type === "boolean") {
		if (value !== undefined) throw usageFault(verb, t("The option {0} takes no value.", rawName));
		return true;
	}
	// without this check, an option with a missing value would consume the next option
	if (value === undefined || value === "" || (inlineValue !== true && value.startsWith("-"))) {
		throw usageFault(verb, t("The option {0} needs a value.", rawName));
	}
	return value;
}

function checked(verb: Verb, line: CommandLine): CommandLine {
	const extra = line.positionals[verb.maxPositionals];
	if (extra !== undefined && line.options.help === undefined) {
		throw usageFault(verb, t("Unexpected argument “{0}”.", extra));
	}
	return line;
}
