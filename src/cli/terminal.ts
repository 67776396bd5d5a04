import { FaultError } from "../core/fault.ts";
import type { Variables } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { bytesOf, hasRawBytes } from "../core/rawText.ts";
import { colourStyle, plainStyle, type Style } from "../present/cli/style.ts";
import { printable } from "../present/escaping/printable.ts";
import { screenJson } from "../present/escaping/screenJson.ts";
import { type JsonObject, jsonText } from "./json.ts";

/** Where a verb prints its answer, and in which style. */
export interface Terminal {
	readonly style: Style;
	/** For standard error, which may be a terminal while standard output is a pipe, or the reverse. */
	readonly errorStyle: Style;
	/** Columns; undefined for a pipe or a file, where lines are not wrapped. */
	readonly width: number | undefined;
	/** The same for standard error. */
	readonly errorWidth: number | undefined;
	/** Resolves when the text was written, so that the process may end. Throws not-writable, for example on a full disk. */
	print(text: string): Promise<void>;
	/** Prints an answer for programs; on a terminal, control characters are escaped. Throws not-writable. */
	printJson(answer: JsonObject): Promise<void>;
	/**
	 * Prints code for a shell; on a terminal, where no shell evaluates it, control characters are escaped. Throws not-writable.
	 */
	printCode(text: string): Promise<void>;
	printError(text: string): Promise<void>;
	/** Whether a person can answer: standard input and standard error are terminals. */
	readonly canAsk: boolean;
	/** Asks on standard error and reads a line; undefined where the input ends before. */
	ask(question: string): Promise<string | undefined>;
}

type Stream = Pick<NodeJS.WriteStream, "isTTY" | "columns" | "write" | "on">;

/**
 * Creating one of Node's standard streams takes milliseconds and most commands use only one, so each is created on first use.
 */
export interface Streams {
	readonly stdout: Stream;
	readonly stderr: Stream;
	readonly stdin: NodeJS.ReadStream;
}

export function terminalOf(variables: Variables, streams: Streams): Terminal {
	const known = new Set<Stream>();
	function used(name: "stdout" | "stderr"): Stream {
		const stream = streams[name];
		// In `go-environments list | head -1` the reader closes the pipe early: ignore the error.
		if (!known.has(stream)) stream.on("error", () => {});
		known.add(stream);
		return stream;
	}
	const styleOf = (stream: Stream): Style => (hasColour(variables, stream) ? colourStyle : plainStyle);
	// a terminal without a known size reports 0
	const widthOf = (stream: Stream): number | undefined => (stream.isTTY && stream.columns) || undefined;
	const print = async (text: string): Promise<void> => checked(await written(used("stdout"), text));
	return {
		get style() {
			return styleOf(used("stdout"));
		},
		get errorStyle() {
			return styleOf(used("stderr"));
		},
		get width() {
			return widthOf(used("stdout"));
		},
		get errorWidth() {
			return widthOf(used("stderr"));
		},
		print,
		printJson: (answer) => print(used("stdout").isTTY ? screenJson(jsonText(answer)) : jsonText(answer)),
		printCode: (text) => print(used("stdout").isTTY ? text.split("\n").map(printable).join("\n") : text),
		printError: async (text) => void (await written(used("stderr"), text)),
		get canAsk() {
			return streams.stdin.isTTY === true && used("stderr").isTTY === true;
		},
		async ask(question) {
			await written(used("stderr"), question);
			return await lineOf(streams.stdin);
		},
	};
}

const written = (stream: Stream, text: string): Promise<Error | null | undefined> =>
	new Promise((done) => {
		stream.write(hasRawBytes(text) ? bytesOf(text) : text, done);
	});

/** A line as the terminal hands it over, which edits lines and turns Ctrl+C into a signal by itself. */
function lineOf(input: NodeJS.ReadStream): Promise<string | undefined> {
	return new Promise((done) => {
		let text = "";
		const end = (line: string | undefined): void => {
			input.off("data", read).off("end", ended).pause();
			done(line);
		};
		const ended = (): void => end(undefined);
		const read = (part: string): void => {
			text += part;
			const at = text.indexOf("\n");
			if (at >= 0) end(text.slice(0, at).trim());
		};
		input.setEncoding("utf8").on("data", read).on("end", ended).resume();
	});
}

function checked(cause: NodeJS.ErrnoException | null | undefined): void {
	if (!cause || cause.code === "EPIPE") return;
	const message = t("The output could not be written ({0}).", cause.code ?? cause.message);
	throw new FaultError({ kind: "not-writable", message }, { cause });
}

/** Follows no-color.org and force-color.org; forcing colour wins. */
function hasColour(variables: Variables, { isTTY }: Stream): boolean {
	const { FORCE_COLOR, NO_COLOR, TERM } = variables;
	if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
	return isTTY === true && !NO_COLOR && TERM !== "dumb";
}
