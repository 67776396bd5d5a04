import { type ChildProcess, spawn } from "node:child_process";
import { FaultError } from "../core/fault.ts";
import type {
	ForegroundEnd,
	ForegroundRequest,
	Host,
	Log,
	OutputName,
	RunRequest,
	RunResult,
	Trust,
} from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { endGroup } from "./endGroup.ts";
import { lineReader } from "./lineReader.ts";
import { mayRun } from "./mayRun.ts";
import { notStarted } from "./notStarted.ts";
import { passSignals } from "./passedSignals.ts";
import { throughShell } from "./rawProcess.ts";

const usualOutput = 1 << 20;
/** Milliseconds that output is awaited after a process ended: what it left running may hold its pipes for ever. */
const outputWaitMs = 200;

/** `Host.run`: a process that ends, with its own process group, a limit, and its output kept up to a size. */
export function runWith(trust: Trust, log: Log): Host["run"] {
	return async (request: RunRequest, signal?: AbortSignal): Promise<RunResult> => {
		const { program, limit } = request;
		mayRun(trust, request.origin, program);
		if (signal?.aborted === true) throw cancelled(program);
		const { execa } = await import("execa"); // 10 ms that a listing does not need
		const child = execa(program, [...request.arguments], {
			cwd: request.folder,
			env: request.variables,
			extendEnv: false,
			stdin: "ignore",
			detached: process.platform !== "win32",
			buffer: false,
			reject: false,
			stripFinalNewline: false,
		});
		const stdout = collected(child.stdout, request.outputLimit ?? usualOutput);
		const stderr = collected(child.stderr, request.outputLimit ?? usualOutput);
		const lines = toldLines(child, request.onLine, () => endGroup(child, "SIGKILL"));
		let ended: "timed-out" | "cancelled" | undefined;
		const end = (why: typeof ended): void => {
			ended ??= why;
			endGroup(child, "SIGKILL");
		};
		const timer = setTimeout(end, limit, "timed-out");
		const abort = (): void => end("cancelled");
		signal?.addEventListener("abort", abort);
		let rest: NodeJS.Timeout | undefined;
		child.once("exit", () => {
			rest = setTimeout(endGroup, outputWaitMs, child, "SIGKILL");
		});
		try {
			const result = await child;
			lines.end();
			log.debug(
				`${program} ${request.arguments[0] ?? ""} … ended with ${result.exitCode ?? result.signal ?? result.code}`,
			);
			if (ended === "timed-out") throw timedOut(program, limit);
			if (ended === "cancelled") throw cancelled(program);
			if (result.exitCode === undefined && result.signal === undefined) throw notStarted(program, result);
			return { status: result.exitCode ?? null, stdout: stdout(), stderr: stderr() };
		} finally {
			clearTimeout(timer);
			clearTimeout(rest);
			signal?.removeEventListener("abort", abort);
		}
	};
}

/** The first `limit` bytes of a stream as text; the rest is read and thrown away, so that the process is not held up. */
function collected(stream: NodeJS.ReadableStream, limit: number): () => string {
	const parts: Buffer[] = [];
	let size = 0;
	stream.on("data", (part: Buffer) => {
		if (size < limit) parts.push(part.subarray(0, limit - size));
		size += part.length;
	});
	return () => Buffer.concat(parts).toString("utf8");
}

type Outputs = Readonly<Record<OutputName, NodeJS.ReadableStream>>;

/** Tells the lines of both outputs. After a listener that throws, nothing more is told, and `end` throws what it threw. */
function toldLines(outputs: Outputs, onLine: RunRequest["onLine"], stop: () => void): { end(): void } {
	if (onLine === undefined) return { end: () => {} };
	let failure: { readonly cause: unknown } | undefined;
	const readers = (["stdout", "stderr"] as const).map((from) => {
		const reader = lineReader((line) => {
			if (failure !== undefined) return;
			try {
				onLine(line, from);
			} catch (cause) {
				failure = { cause };
				stop();
			}
		});
		outputs[from].on("data", (part: Buffer) => reader.push(part));
		return reader;
	});
	return {
		end() {
			for (const reader of readers) reader.end();
			if (failure !== undefined) throw failure.cause;
		},
	};
}

const timedOut = (program: string, limit: number): FaultError =>
	new FaultError({
		kind: "timed-out",
		message: t("{0} timed out after {1} s and was stopped.", program, limit / 1000),
	});

const cancelled = (program: string): FaultError =>
	new FaultError({ kind: "cancelled", message: t("{0} was cancelled.", program) });

/**
 * `Host.foreground`: the program has our terminal and process group, and those of our `files`, by number, that Node would keep
 * from it; we only wait and tell how it ended.
 */
export function foregroundWith(trust: Trust, files: readonly number[] = []): Host["foreground"] {
	const stdio = Array.from({ length: Math.max(2, ...files) + 1 }, (_, number) =>
		number <= 2 || files.includes(number) ? "inherit" : "ignore",
	);
	return async (request: ForegroundRequest): Promise<ForegroundEnd> => {
		mayRun(trust, request.origin, request.program);
		return await new Promise((done) => {
			const failed = (cause: unknown): ForegroundEnd => ({
				notStarted: (cause as NodeJS.ErrnoException).code ?? String(cause),
			});
			const { program, arguments: words, variables, verbatim } = throughShell(request);
			const signals = passSignals();
			const child = started(program, [...words], {
				// our own folder needs no name: Node would change one that is not UTF-8
				...(isOurs(request.folder) ? {} : { cwd: request.folder }),
				env: variables,
				stdio,
				windowsVerbatimArguments: verbatim === true,
			});
			const finish = (end: ForegroundEnd): void => {
				signals.end();
				done(end);
			};
			if ("failure" in child) {
				finish(failed(child.failure));
				return;
			}
			signals.to(child);
			child.on("error", (cause) => finish(failed(cause)));
			child.on("exit", (status, signal) => finish(signal === null ? { status: status ?? 1 } : { signal }));
		});
	};
}

/** Whether a folder is our working directory, which may be gone. */
function isOurs(folder: string): boolean {
	try {
		return folder === process.cwd();
	} catch {
		return false;
	}
}

/** Node throws some failures (E2BIG, ETXTBSY) and tells others by an event. */
function started(...parameters: Parameters<typeof spawn>): ChildProcess | { readonly failure: unknown } {
	try {
		return spawn(...parameters);
	} catch (failure) {
		return { failure };
	}
}
