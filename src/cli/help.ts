import { t } from "../core/l10n.ts";
import type { Style } from "../present/cli/style.ts";
import type { OptionName, Verb } from "./verb.ts";

const program = "go-environments";

const optionWords: Readonly<Record<OptionName, () => readonly [option: string, meaning: string]>> = {
	all: () => ["--all", t("Show every environment, also those without Go.")],
	clear: () => ["--clear", t("Forget your choice for the folder.")],
	environment: () => ["--environment <reference>", t("Use this environment instead of the folder's own.")],
	folder: () => ["--folder <folder>", t("The folder; without it, the project around the working directory.")],
	help: () => ["--help", t("Show this help.")],
	json: () => ["--json", t("Print JSON, faults too.")],
	shell: () => ["--shell <shell>", t("bash, zsh, fish, powershell or json; without it, the shell you are in.")],
};

/** The help of the whole. */
export function generalHelp(verbs: readonly Verb[], style: Style): string {
	const rows = verbs.map((verb) => [callOf(verb), verb.summary()] as const);
	return page([
		t("See every Go environment of this machine, and use one per folder."),
		"",
		style.strong(t("Commands")),
		...twoColumns(rows),
		"",
		style.strong(t("References")),
		`  ${t("A version (1.22), a name (ci, go1.22.6), provider:name (conda:ci), a path, .#shell, or “inherited”.")}`,
		"",
		style.strong(t("Examples")),
		...verbs.flatMap((verb) => exampleLines(verb.examples().slice(0, 1), style)),
		"",
		style.faint(t("`{0} <command> --help` shows more.", program)),
	]);
}

/** The help of one verb. */
export function verbHelp(verb: Verb, style: Style): string {
	const options = [...verb.options, "help" as const].map((option) => optionWords[option]());
	return page([
		`${style.strong(`${program} ${callOf(verb)}`)}`,
		verb.summary(),
		"",
		style.strong(t("Options")),
		...twoColumns(options),
		"",
		style.strong(t("Examples")),
		...exampleLines(verb.examples(), style),
	]);
}

const callOf = ({ name, parameters }: Verb): string => `${name} ${parameters}`.trim();

const page = (lines: readonly string[]): string => `${lines.join("\n")}\n`;

/** The first column holds only what people type: ASCII. */
function twoColumns(rows: readonly (readonly [string, string])[]): readonly string[] {
	const width = Math.max(...rows.map(([first]) => first.length));
	return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}

const exampleLines = (examples: ReturnType<Verb["examples"]>, style: Style): readonly string[] =>
	examples.flatMap(([command, meaning]) => [`  ${command}`, `      ${style.faint(meaning)}`]);
