import { t } from "../core/l10n.ts";
import { type Cell, columns, type WidthOf } from "../present/cli/columns.ts";
import type { Style } from "../present/cli/style.ts";
import type { OptionName, Verb } from "./verb.ts";

const program = "go-environments";

const optionWords: Readonly<Record<OptionName, () => readonly [option: string, meaning: string]>> = {
	all: () => ["--all", t("Include environments without Go.")],
	builds: () => ["--builds", t("Let the evaluation of the environment build what its definition reads.")],
	clear: () => ["--clear", t("Clear your selection for the folder.")],
	"dry-run": () => ["--dry-run", t("Show what would be done, and do nothing.")],
	environment: () => ["--environment <reference>", t("Use this environment instead of the folder's own.")],
	folder: () => ["--folder <folder>", t("The folder. Default: the project of the working directory.")],
	from: () => ["--from <file>", t("A file that describes the environment, such as environment.yml.")],
	help: () => ["--help", t("Show this help.")],
	"in-workspace": () => ["--in-workspace", t("Create the environment inside the folder.")],
	json: () => ["--json", t("Print JSON, problems included.")],
	shell: () => ["--shell <shell>", t("bash, zsh, fish, powershell or json. Default: the current shell.")],
	yes: () => ["--yes", t("Do it without asking.")],
};

/** The layout of a help page: lines are at most `width` columns. */
export interface HelpLayout {
	readonly style: Style;
	readonly width: number;
	readonly widthOf: WidthOf;
}

/** The help page of the CLI. */
export function generalHelp(verbs: readonly Verb[], layout: HelpLayout): string {
	const { style } = layout;
	const rows = verbs.map((verb) => [callOf(verb), verb.summary()] as const);
	return page([
		...paragraph(t("List the Go environments of this machine, and use one per folder."), "", layout),
		"",
		style.strong(t("Commands")),
		...twoColumns(rows, layout),
		"",
		style.strong(t("References")),
		...paragraph(
			t(
				"A version (1.22, latest), a name (ci, go1.22.6), provider:name (conda:ci), a path, .#shell, or inherited (also: system).",
			),
			indent,
			layout,
		),
		"",
		style.strong(t("Examples")),
		...verbs.flatMap((verb) => exampleLines(verb.examples().slice(0, 1), layout)),
		"",
		...paragraph(t("Run `{0} <command> --help` for details.", program), "", layout, style.faint),
	]);
}

/** The help page of one verb. */
export function verbHelp(verb: Verb, layout: HelpLayout): string {
	const { style } = layout;
	const options = [...verb.options, "help" as const].map((option) => optionWords[option]());
	return page([
		`${style.strong(`${program} ${callOf(verb)}`)}`,
		...paragraph(verb.summary(), "", layout),
		"",
		style.strong(t("Options")),
		...twoColumns(options, layout),
		"",
		style.strong(t("Examples")),
		...exampleLines(verb.examples(), layout),
	]);
}

const callOf = ({ name, parameters }: Verb): string => `${name} ${parameters}`.trim();

const page = (lines: readonly string[]): string => `${lines.join("\n")}\n`;

const indent = "  ";

/** Text that is too wide for the second column continues below in that column. */
const twoColumns = (rows: readonly (readonly [string, string])[], layout: HelpLayout): readonly string[] =>
	columns(
		rows.map((row) => row.map((text): Cell => ({ text }))),
		{ ...layout, indent, last: "wrapped" },
	);

const paragraph = (
	text: string,
	before: string,
	layout: HelpLayout,
	style?: (text: string) => string,
): readonly string[] =>
	columns([[{ text, ...(style === undefined ? {} : { style }) }]], { ...layout, indent: before, last: "wrapped" });

/** A command is never wrapped, so that it can be copied. */
const exampleLines = (examples: ReturnType<Verb["examples"]>, layout: HelpLayout): readonly string[] =>
	examples.flatMap(([command, meaning]) => [
		`${indent}${command}`,
		...paragraph(meaning, indent.repeat(3), layout, layout.style.faint),
	]);
