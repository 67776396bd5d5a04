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
	SignalOwner,
	Trust,
} from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { endGroup } from "./endGroup.ts";
import { groupWitness } from "./groupWitness.ts";
import { lineReader } from "./lineReader.ts";
import { mayRun } from "./mayRun.ts";
import { notStarted } from "./notStarted.ts";
import { passSignals } from "./passedSignals.ts";
import { throughShell } from "./rawProcess.ts";

const defaultOutputBytes = 1 << 20;
/** How long output is awaited after a process ended: its children may keep its pipes open forever. */
const outputWaitMs = 200;
/** Nix 2.34 now and then misses a signal that comes while it begins to wait for a build. */
const askAgainMs = 200;

/** `Host.run`: runs a process in its own process group, with a time limit, and keeps its output up to a size. */
export function runWith(trust: Trust, log: Log): Host["run"] {
	return async (request: RunRequest, signal?: AbortSignal): Promise<RunResult> => {
		const { program, timeoutMs } = request;
		mayRun(trust, request.origin, program);
		if (signal?.aborted === true) throw cancelled(program);
		const { execa } = await import("execa"); // takes 10 ms to load, which a listing does not need
		const waits = request.onStart !== undefined && process.platform !== "win32";
		const words = waits ? ["-c", waitingScript, "sh", program, ...request.arguments] : [...request.arguments];
		const child = execa(waits ? "/bin/sh" : program, words, {
			cwd: request.folder,
			env: request.variables,
			extendEnv: false,
			stdin: waits ? "pipe" : "ignore",
			detached: process.platform !== "win32",
			buffer: false,
			reject: false,
			stripFinalNewline: false,
		});
		const stdout = collected(child.stdout, request.maxOutputBytes ?? defaultOutputBytes);
		const stderr = collected(child.stderr, request.maxOutputBytes ?? defaultOutputBytes);
		const lines = reportedLines(child, request.onLine, () => endGroup(child, "SIGKILL"));
		let ended: "timed-out" | "cancelled" | undefined;
		let grace: NodeJS.Timeout | undefined;
		let asking: NodeJS.Timeout | undefined;
		const end = (why: typeof ended): void => {
			ended ??= why;
			endGroup(child, request.graceMs === undefined ? "SIGKILL" : "SIGTERM");
			if (request.graceMs === undefined) return;
			asking ??= setInterval(endGroup, askAgainMs, child, "SIGTERM");
			grace ??= setTimeout(endGroup, request.graceMs, child, "SIGKILL");
		};
		const timer = setTimeout(end, timeoutMs, "timed-out");
		const abort = (): void => end("cancelled");
		signal?.addEventListener("abort", abort);
		let rest: NodeJS.Timeout | undefined;
		child.once("exit", () => {
			rest = setTimeout(endGroup, outputWaitMs, child, "SIGKILL");
		});
		const start = begun(child, request.onStart, () => endGroup(child, "SIGKILL"));
		try {
			const result = await child;
			lines.end();
			await start;
			log.debug(
				`${program} ${request.arguments[0] ?? ""} … ended with ${result.exitCode ?? result.signal ?? result.code}`,
			);
			if (ended === "timed-out") throw timedOut(program, timeoutMs);
			if (ended === "cancelled") throw cancelled(program);
			if (result.exitCode === undefined && result.signal === undefined) throw notStarted(program, result);
			return { status: result.exitCode ?? null, stdout: stdout(), stderr: stderr() };
		} finally {
			clearTimeout(timer);
			clearInterval(asking);
			clearTimeout(grace);
			clearTimeout(rest);
			signal?.removeEventListener("abort", abort);
		}
	};
}

/**
 * Waits for a line, then becomes the program, which gets no input. If we are killed before, the line never comes, and the program
 * is never started. A shell's own message about a program that cannot be started is not told: status 126 or 127 says so.
 */
const waitingScript = 'read -r line && exec "$@" </dev/null';

/** Lets a waiting program begin once `onStart` has resolved. Rejects with what that throws. */
function begun(
	child: { readonly pid?: number; readonly stdin: NodeJS.WritableStream | null },
	onStart: RunRequest["onStart"],
	stop: () => void,
): Promise<void> {
	const { pid, stdin } = child;
	if (onStart === undefined || pid === undefined) return Promise.resolve();
	stdin?.on("error", () => {}); // it has been ended before it began
	const start = onStart(pid).then(
		() => void stdin?.end("\n"),
		(cause: unknown) => {
			stop();
			throw cause;
		},
	);
	start.catch(() => {}); // awaited when the process has ended
	return start;
}

/** The first `limit` bytes of a stream as text; the rest is read and discarded, so that the process is not blocked. */
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

/** Reports the lines of both outputs. If a listener throws, reports nothing more, and `end` throws the same. */
function reportedLines(outputs: Outputs, onLine: RunRequest["onLine"], stop: () => void): { end(): void } {
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

const timedOut = (program: string, timeoutMs: number): FaultError =>
	new FaultError({
		kind: "timed-out",
		message: t("{0} timed out after {1} s and was stopped.", program, timeoutMs / 1000),
	});

const cancelled = (program: string): FaultError =>
	new FaultError({ kind: "cancelled", message: t("{0} was cancelled.", program) });

/**
 * `Host.foreground`: the program gets our terminal and process group, and the `files`, by number, that Node would not pass on;
 * we only wait and report how it ended.
 */
export function foregroundWith(trust: Trust, files: readonly number[] = []): Host["foreground"] {
	const stdio = Array.from({ length: Math.max(2, ...files) + 1 }, (_, number) =>
		number <= 2 || files.includes(number) ? "inherit" : "ignore",
	);
	return async (request: ForegroundRequest, owner?: SignalOwner): Promise<ForegroundEnd> => {
		mayRun(trust, request.origin, request.program);
		// before signals are dispatched: a signal that comes while it starts cancels us, instead of being taken for the program's
		const witness = process.platform === "win32" ? undefined : groupWitness();
		await signalsDispatched();
		if (owner?.signal.aborted === true) {
			witness?.end();
			throw cancelled(request.program);
		}
		// no `await` from here to the start: a signal that comes meanwhile is dispatched afterwards, and passed on
		return await new Promise((done) => {
			const failed = (cause: unknown): ForegroundEnd => ({
				notStarted: (cause as NodeJS.ErrnoException).code ?? String(cause),
			});
			const { program, arguments: words, variables, verbatim } = throughShell(request);
			const signals = passSignals(witness);
			owner?.leaveSignals(); // not earlier: Node drops a caught signal that has no listener when it is dispatched
			const child = started(program, [...words], {
				// omitted for our own folder: Node would change a name that is not UTF-8
				...(isOurs(request.folder) ? {} : { cwd: request.folder }),
				env: variables,
				stdio,
				windowsVerbatimArguments: verbatim === true,
			});
			const finish = (end: ForegroundEnd): void => {
				signals.end();
				witness?.end();
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

/**
 * Resolves when the listeners of all signals that were caught so far have run. Two turns of the event loop: the first may end
 * without looking for new events.
 */
async function signalsDispatched(): Promise<void> {
	for (let turn = 0; turn < 2; turn++) await new Promise((done) => setImmediate(done));
}

/** Whether a folder is our working directory, which may have been deleted. */
function isOurs(folder: string): boolean {
	try {
		return folder === process.cwd();
	} catch {
		return false;
	}
}

/** Node throws some failures (E2BIG, ETXTBSY) and reports others by an event. */
function started(...parameters: Parameters<typeof spawn>): ChildProcess | { readonly failure: unknown } {
	try {
		return spawn(...parameters);
	} catch (failure) {
		return { failure };
	}
}
