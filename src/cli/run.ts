import { version } from "../../package.json";
import { opening } from "../core/action.ts";
import { type Fault, FaultError, faultOf, faultOrThrow, internalFault } from "../core/fault.ts";
import type { Log } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import type { Style } from "../present/cli/style.ts";
import { printable } from "../present/escaping/printable.ts";
import { commandLineOf } from "./commandLine.ts";
import { exitStatusOf } from "./exitStatus.ts";
import { generalHelp, verbHelp } from "./help.ts";
import type { Session } from "./session.ts";
import { tellFault } from "./telling.ts";
import type { Verb } from "./verb.ts";
import { verbs } from "./verbs.ts";
import { withWidths } from "./width.ts";

/** The file in our store that receives internal errors. */
export const crashFile = "crash.log";

/** Runs a command line; resolves to the exit status. Never rejects. */
export async function run(session: Session, words: readonly string[]): Promise<number> {
	const [first = "", ...rest] = words;
	const verb = verbs.find(({ name }) => name === first);
	try {
		return verb === undefined ? await withoutVerb(session, first, rest) : await withVerb(session, verb, rest);
	} catch (cause) {
		return await failed(session, verb, words, cause);
	}
}

async function withVerb(session: Session, verb: Verb, words: readonly string[]): Promise<number> {
	const line = commandLineOf(verb, words);
	if (line.options.help === undefined) return await verb.run(session, line);
	await session.terminal.print(await helpOf(verb, session.terminal));
	return 0;
}

async function withoutVerb({ terminal }: Session, first: string, rest: readonly string[]): Promise<number> {
	switch (first) {
		case "--version":
			await terminal.print(`${version}\n`);
			return 0;
		case "":
			await terminal.printError(await helpOf(undefined, { style: terminal.errorStyle, width: terminal.errorWidth }));
			return exitStatusOf("usage");
		case "-h":
		case "--help":
		case "help": {
			const verb = verbs.find(({ name }) => name === rest[0]);
			await terminal.print(await helpOf(verb, terminal));
			return 0;
		}
		default:
			throw new FaultError({
				kind: "usage",
				message: first.startsWith("-")
					? t("The command comes first: `go-environments <command> {0}`.", first)
					: t("Unknown command “{0}”.", first),
				remedies: [{ text: t("Run `go-environments --help` for the commands.") }],
			});
	}
}

/** Width of a page that is written to a file or a pipe: the usual minimum of terminals. */
const defaultColumns = 80;

/** The help of a verb, or of the CLI. */
const helpOf = (
	verb: Verb | undefined,
	{ style, width = defaultColumns }: { readonly style: Style; readonly width: number | undefined },
): Promise<string> =>
	withWidths((widthOf) => {
		const layout = { style, width, widthOf };
		return verb === undefined ? generalHelp(verbs, layout) : verbHelp(verb, layout);
	});

/** The one error boundary: a fault becomes a message and an exit status; anything else is an internal error. */
async function failed(
	session: Session,
	verb: Verb | undefined,
	words: readonly string[],
	cause: unknown,
): Promise<number> {
	const fault = faultOf(cause) ?? (await crash(session, verb, cause));
	const status = exitStatusOf(fault.kind);
	try {
		return await tellFault(session, fault, status, wantsJson(words), verb?.withoutAnswer);
	} catch (unwritten) {
		// the answer cannot be written either; the message on standard error and the status remain.
		faultOrThrow(unwritten);
		return status;
	}
}

/** Also works for an invalid command line. Arguments after `--` are not ours. */
function wantsJson(words: readonly string[]): boolean {
	const end = words.indexOf("--");
	return (end < 0 ? words : words.slice(0, end)).includes("--json");
}

/** Users never see a stack trace: it is written to a file, without the command line, which may contain a secret. */
async function crash({ host }: Session, verb: Verb | undefined, cause: unknown): Promise<Fault> {
	host.log.error("failure of Go Environments", cause);
	const stack = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
	const file = host.path.join(host.store.folder, crashFile);
	const report = `go-environments ${version} ${verb?.name ?? ""}\n${new Date(host.now()).toISOString()}\n${stack}\n`;
	const isWritten = await host.store.write(crashFile, report).then(
		() => true,
		() => false,
	);
	if (!isWritten) return internalFault([{ text: t("Please report it. GO_ENVIRONMENTS_DEBUG=1 shows more.") }]);
	const text = t("Please report it, with the content of that file.");
	return { ...internalFault([{ text, action: opening(file) }]), file };
}

/** Silent unless GO_ENVIRONMENTS_DEBUG=1. */
export function logTo(streams: { readonly stderr: Pick<NodeJS.WriteStream, "write"> }, isWanted: boolean): Log {
	const line = (level: string) => (message: string, cause?: unknown) => {
		if (!isWanted) return;
		const text = [`[${level}] ${message}`];
		for (let at = cause; at instanceof Error; at = at.cause) text.push(...(at.stack ?? at.message).split("\n"));
		streams.stderr.write(`${text.map(printable).join("\n")}\n`);
	};
	return { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
}
