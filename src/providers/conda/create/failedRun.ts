import type { Fault, FaultKind, Remedy } from "../../../core/fault.ts";
import type { Host, RunResult } from "../../../core/host.ts";
import { isObject } from "../../../core/isObject.ts";
import { t } from "../../../core/l10n.ts";
import { shortened } from "../../../core/shortened.ts";
import type { CondaTool } from "./condaTool.ts";
import { logOutput } from "./logOutput.ts";
import { shownLine } from "./shownLine.ts";
import { toolAnswer } from "./toolAnswer.ts";

/**
 * Why a run of a conda-like tool failed, from its answer; its last lines are logged. The kinds: not-writable (a full disk, no permission), network, conflict
 * (packages that do not exist or do not fit together), process-failed. Patterns: recordings of conda 24.7 to 26.7 and mamba 2.2.
 */
export function failedRun(host: Pick<Host, "path" | "log">, tool: CondaTool, result: RunResult): Fault {
	logOutput(host, tool.program, result);
	const told = toldBy(result);
	const title = host.path.basename(tool.program);
	for (const cause of causes) {
		const match = cause.pattern.exec(told);
		if (match === null) continue;
		const [message, ...remedies] = cause.words(match, title);
		return { kind: cause.kind, message, remedies };
	}
	const last = lastParagraph(told);
	const message =
		last === ""
			? t("{0} failed without a message (status {1}).", title, result.status ?? "?")
			: t("{0} failed: {1}", title, last);
	return {
		kind: "process-failed",
		message,
		remedies: [{ text: t("See the log for its output."), action: { kind: "log" } }],
	};
}

interface FailureCause {
	readonly kind: FaultKind;
	readonly pattern: RegExp;
	words(match: RegExpExecArray, title: string): readonly [message: string, ...remedies: Remedy[]];
}

const retryLater = (): Remedy => ({ text: t("Check the connection and the address, then try again.") });
const freeSpace = (): Remedy => ({ text: t("Free some space, then try again.") });
const correctPackages = (): Remedy => ({ text: t("Correct names and versions, or add a channel that has them.") });

/** The first that fits: a full disk causes errors of other kinds too. */
const causes: readonly FailureCause[] = [
	{
		kind: "not-writable",
		pattern: /No space left on device|NoSpaceLeftError|Errno 28\b|Disk quota exceeded|Errno 122\b/,
		words: () => [t("The disk is full, or its quota is used up. Nothing was created."), freeSpace()],
	},
	{
		kind: "process-failed",
		pattern: /package for (\S+)\s+located at (\S+)\s+appears to be corrupted/,
		words: ([, name = "", place = ""]) => [
			t("The package cache has a damaged copy of “{0}”: {1}.", name, place),
			{ text: t("Remove that folder, then try again.") },
		],
	},
	{
		kind: "network",
		pattern: /HTTP (?:000 )?([A-Z0-9][A-Z0-9 ]*?) for (?:url|channel [^<\n]*)\s*<([^>\n]+)>/,
		words: ([, answer = "", url = ""]) => [
			t("{0} could not be read: {1}.", url, answer.trim()),
			retryLater(),
			{ text: t("If the channel needs a login, log in with its own tool.") },
		],
	},
	{
		kind: "network",
		pattern: /(?:Download error|Transfer error) \(\d+\) ([^[\n]*)\[([^\]\n]+)\]/,
		words: ([, answer = "", url = ""]) => [t("{0} could not be read: {1}.", url, answer.trim()), retryLater()],
	},
	{
		kind: "network",
		pattern: /(?:ChecksumMismatchError|MD5MismatchError|SHA256 sum|checksum mismatch)[^\n]*/i,
		words: () => [t("A downloaded package has another checksum than its channel or file says."), retryLater()],
	},
	{
		kind: "conflict",
		pattern: /packages are not available from current channels:((?:\n+- [^\n]+)+)/,
		words: ([, list = ""]) => [t("The channels do not have: {0}.", listed(list)), correctPackages()],
	},
	{
		kind: "conflict",
		pattern: /(?:UnsatisfiableError|LibMambaUnsatisfiableError|Could not solve for environment specs)/,
		words: ({ input }) => [t("The packages cannot be installed together: {0}", conflictsIn(input)), correctPackages()],
	},
	{
		kind: "malformed",
		pattern: /(?:InvalidMatchSpec|InvalidVersionSpec|InvalidSpec)[^\n:]*:?\s*([^\n]*)|Error parsing version ("[^\n]*)/,
		words: ([, one, other]) => [
			one || other
				? t("A package or version is not in conda's grammar: {0}", one || other || "")
				: t("A package or version is not in conda's grammar."),
			{ text: t("For example: go=1.25, or “go>=1.22,<1.24”.") },
		],
	},
	{
		kind: "not-allowed",
		pattern: /EnvironmentIsFrozenError/,
		words: () => [
			t("The environment is marked as frozen, so it is not changed."),
			{ text: t("Create another environment.") },
		],
	},
	{
		kind: "not-writable",
		pattern: /(?:NotWritableError|NoWritable\w+Error|Permission denied|Read-only file system)[^\n]*?['"]?(\/[^'"\n]*)?/,
		words: ([line], title) => [
			t("{0} cannot write: {1}", title, line.trim()),
			{ text: t("Make the folder writable, or create the environment in another one.") },
		],
	},
];

/** What it said of its failure: the fields of a fault in JSON, else its output. Cut, for patterns are matched on the event loop. */
function toldBy({ stdout, stderr }: RunResult): string {
	const answer = toolAnswer(stdout);
	const texts = answer === undefined ? [stdout] : faultTexts(answer);
	return cut([...texts, stderr].join("\n\n"));
}

/** The fault is named first or last. */
const maxLines = { first: 100, last: 300 };

/** The lines without credentials, with single blanks, and at most one empty line in a row. */
function cut(text: string): string {
	const all = text.split("\n");
	const { first, last } = maxLines;
	const lines = all.length > first + last ? [...all.slice(0, first), ...all.slice(-last)] : all;
	const short = lines.map((line) => shownLine(line).replaceAll(/\s+/g, " "));
	return short.filter((line, index) => line !== "" || short[index - 1] !== "").join("\n");
}

function faultTexts(answer: Readonly<Record<string, unknown>>): readonly string[] {
	const { error, exception_name, message, errors, solver_problems: problems } = answer;
	const own = [exception_name, error ?? message].filter((text): text is string => typeof text === "string");
	const inner = Array.isArray(errors) ? errors.flatMap((one) => (isObject(one) ? faultTexts(one) : [String(one)])) : [];
	const solver = Array.isArray(problems) ? ["Could not solve for environment specs", ...problems.map(String)] : [];
	return [...own, ...inner, ...solver];
}

const listed = (list: string): string => list.trim().replace(/^- /, "").replaceAll(/\n+- /g, ", ");

/** The lines that name the packages. */
function conflictsIn(told: string): string {
	const naming = told
		.split("\n")
		.filter(
			(line) =>
				!line.startsWith("Output in format") &&
				/->|conflicts for|requires|none of the providers|does not exist|nothing provides/.test(line),
		);
	return shortened(naming.length === 0 ? t("The tool gives no reason.") : naming.join("; "));
}

/** Of a text with a trace, the last paragraph: the exception. Markers of mamba's log are left out. */
function lastParagraph(told: string): string {
	const withoutLog = told
		.replace(/^(?:info|debug|trace) libmamba .*$/gm, "")
		.replace(/^(?:critical|error) libmamba /gm, "");
	const last = withoutLog.split(/\n{2,}/).findLast((text) => text.trim() !== "");
	return shortened((last ?? "").trim().replaceAll(/\n+/g, " "));
}
