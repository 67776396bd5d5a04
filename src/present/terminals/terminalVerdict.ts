import { opening } from "../../core/action.ts";
import { type Activated, entriesOf } from "../../core/activation.ts";
import type { Fault, Remedy } from "../../core/fault.ts";
import type { InheritedGo } from "../../core/folderKnowledge.ts";
import type { Homed, Host, Platformed } from "../../core/host.ts";
import { isSameFile } from "../../core/isSameFile.ts";
import { t } from "../../core/l10n.ts";
import type { ShellAnswer } from "../../shell/terminalQuestion.ts";
import { shortPath } from "../texts/shortPath.ts";
import type { TerminalGoOrigin } from "../texts/terminalGo.ts";

/** Who most likely put another Go before the folder's on PATH. `lost`: our entries are missing from PATH. */
export type Cause = "start-up" | "extension" | "lost" | "unknown";

/** What `go` is in a new terminal. */
export type TerminalVerdict =
	| { readonly kind: "ours"; readonly program: string }
	/** `go` is an alias or a function of the shell. */
	| { readonly kind: "word"; readonly word: string }
	| { readonly kind: "other"; readonly program: string; readonly expected: string; readonly cause: Cause }
	| { readonly kind: "none"; readonly expected: string; readonly cause: Cause };

/** The Go that new terminals of a folder should find. */
export interface ExpectedGo {
	/** Empty where there should be none. */
	readonly program: string;
	/** The entries that we put first on PATH; none for a Go that is inherited and was not selected. */
	readonly entries: readonly string[];
}

/** The Go of an activation; undefined if it is not known. */
export function expectedOf({
	toolchain,
	activation,
}: Pick<Activated, "toolchain" | "activation">): ExpectedGo | undefined {
	if (toolchain.kind !== "known") return undefined;
	return { program: toolchain.program, entries: activation.lists["PATH"]?.prepend ?? [] };
}

/** The Go that was inherited, which nothing of ours puts first. */
export const expectedInherited = (inherited: InheritedGo): ExpectedGo => ({
	program: inherited.kind === "none" ? "" : inherited.program,
	entries: [],
});

/** `folder`: where the terminal was asked. A path that cannot be resolved is compared as written. */
export async function verdictOf(
	host: Homed & Platformed & Pick<Host, "realPath">,
	answer: ShellAnswer,
	{ program: expected, entries }: ExpectedGo,
	folder: string,
): Promise<TerminalVerdict> {
	if (answer.go === "" && expected === "") return { kind: "ours", program: "" };
	if (answer.go === "") return { kind: "none", expected, cause: causeOf(host, answer, entries) };
	if (!isPath(host, answer.go)) return { kind: "word", word: answer.go };
	const go = host.path.resolve(folder, answer.go);
	const isOurs = go === expected || (expected !== "" && (await isSameFile(host, go, expected)));
	if (isOurs) return { kind: "ours", program: go };
	return { kind: "other", program: go, expected, cause: causeOf(host, answer, entries) };
}

/** With a relative entry of PATH shells print a relative path (`bin/go`); of an alias they print its definition. */
const isPath = ({ path }: Platformed & Pick<Host, "path">, text: string): boolean =>
	path.isAbsolute(text) || (/[\\/]go(?:\.exe)?$/i.test(text) && !/^alias\s/.test(text));

/**
 * Our entries are prepended when the terminal's process starts, and again by shell integration, after the start-up files.
 * Entries before ours after the first time alone come from a start-up file; after both, from an extension that does the same,
 * or from a prompt hook.
 */
function causeOf(host: Homed & Platformed, { path, times }: ShellAnswer, entries: readonly string[]): Cause {
	if (entries.length === 0) return "unknown";
	const present = entriesOf(host, path);
	if (times === "" || !entries.every((entry) => present.includes(entry))) return "lost";
	return times.length > 1 ? "extension" : "start-up";
}

export interface VerdictPlace {
	/** The folder's name. */
	readonly folder: string;
	/** Who puts the Go there that comes first, if it is another one. */
	readonly origin?: TerminalGoOrigin | undefined;
}

/**
 * The verdict as a fault with the editor's remedies; undefined if there is no problem. `isWanted`: the folder selects its Go, and
 * a terminal can have exactly that one.
 */
export function verdictFault(
	host: Homed & Platformed,
	verdict: TerminalVerdict,
	place: VerdictPlace & { readonly hasIntegration: boolean; readonly isWanted: boolean },
): Fault | undefined {
	const message = verdictText(host, verdict, place);
	if (message === undefined) return undefined;
	const { origin, hasIntegration, isWanted } = place;
	const correcting: Remedy[] =
		origin?.kind === "line" ? [{ text: t("Correct the line."), action: opening(origin.file, origin.line) }] : [];
	const integrating: Remedy[] =
		hasIntegration || !isWanted
			? []
			: [
					{
						text: t("Turn on shell integration. It puts the folder's Go first on PATH."),
						action: { kind: "setting", name: "terminal.integrated.shellIntegration.enabled" },
					},
				];
	const opened: Remedy[] = isWanted
		? [
				{
					text: t("Open a terminal without the changes of other extensions."),
					action: { kind: "operation", name: "openTerminal" },
				},
			]
		: [];
	const log: Remedy = { text: t("See the log for details."), action: { kind: "log" } };
	return { kind: "conflict", message, remedies: [...correcting, ...integrating, ...opened, log] };
}

/** The problem in whole sentences; undefined if there is none. */
export function verdictText(
	host: Homed & Platformed,
	verdict: TerminalVerdict,
	{ folder, origin }: VerdictPlace,
): string | undefined {
	switch (verdict.kind) {
		case "ours":
			return undefined;
		case "word":
			return t("In new terminals of {0}, go is an alias or a function of the shell: {1}", folder, verdict.word);
		case "none":
			return [
				t("New terminals of {0} find no go program. Expected: {1}.", folder, shortPath(host, verdict.expected)),
				t("A startup file of the shell or another extension replaces PATH."),
			].join(" ");
		default: {
			const { program, expected, cause } = verdict;
			const [found, ours] = [shortPath(host, program), shortPath(host, expected)];
			const head = t("New terminals of {0} run {1}, not {2}.", folder, found, ours);
			const front = shortPath(host, host.path.dirname(program));
			return `${head} ${causeText(host, front, cause, origin)}`;
		}
	}
}

function causeText(
	host: Homed & Platformed,
	front: string,
	cause: Cause,
	origin: TerminalGoOrigin | undefined,
): string {
	if (origin?.kind === "go-extension") return t("The Go extension puts {0} first on PATH.", front);
	if (origin?.kind === "line") {
		return t("{0} puts {1} first on PATH.", `${shortPath(host, origin.file)}:${origin.line}`, front);
	}
	switch (cause) {
		case "start-up":
			return t("{0} comes first on PATH, most likely because of a startup file of the shell.", front);
		case "extension":
			return t("{0} comes first on PATH, most likely because of another extension or a prompt hook.", front);
		case "unknown":
			return t("{0} comes first on PATH, because of a startup file of the shell or another extension.", front);
		default:
			return t("PATH lacks the folder's entries. A startup file of the shell or another extension replaces PATH.");
	}
}
