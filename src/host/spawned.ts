import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { PassThrough, type Readable, type Writable } from "node:stream";
import { FaultError } from "../core/fault.ts";
import type { Host, Log, ProcessEnd, Spawned, SpawnRequest, Trust } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { endGroup } from "./endGroup.ts";
import { lineReader } from "./lineReader.ts";
import { mayRun } from "./mayRun.ts";
import { notStarted } from "./notStarted.ts";

/** Time for a disposed process to end on its own. */
const defaultGraceMs = 2000;
/** Time for its children to end after it. */
const afterEndMs = 200;

type PipedProcess = ChildProcessWithoutNullStreams;

/** They have their own process groups: neither a key in the terminal nor our own end ends them. */
const running = new Set<PipedProcess>();

function endAll(): void {
	for (const child of running) endGroup(child, "SIGKILL");
}

function follow(child: PipedProcess): void {
	if (running.size === 0) process.on("exit", endAll);
	running.add(child);
}

function unfollow(child: PipedProcess): void {
	running.delete(child);
	if (running.size === 0) process.off("exit", endAll);
}

const streams = new WeakMap<Spawned, { readonly stdin: Writable; readonly stdout: Readable }>();

/**
 * Node's streams of a process of `Host.spawn`, for a library that requires them. The process is still disposed of as before.
 */
export function nodeStreams(spawned: Spawned): { readonly stdin: Writable; readonly stdout: Readable } {
	const found = streams.get(spawned);
	if (found === undefined) throw new TypeError("not a process of Host.spawn");
	return found;
}

/** `Host.spawn`: starts a long-running process with pipes, in its own process group. */
export function spawnWith(trust: Trust, log: Log): Host["spawn"] {
	return async (request) => {
		const { program } = request;
		mayRun(trust, request.origin, program);
		const child = await started(request);
		const title = `${program} ${request.arguments[0] ?? ""} … (process ${child.pid})`;
		log.info(`${title} started`);
		child.stdin.on("error", () => {}); // the writer gets the error
		tellErrors(child, request, log);
		follow(child);

		let grace: NodeJS.Timeout | undefined;
		const ended = new Promise<ProcessEnd>((done) => {
			child.once("exit", (status, signal) => {
				clearTimeout(grace);
				log.info(`${title} ended with ${signal ?? status}`);
				const rest = (): void => {
					endGroup(child, "SIGKILL");
					unfollow(child);
				};
				setTimeout(rest, afterEndMs).unref();
				done(signal === null ? { status: status ?? 1 } : { signal });
			});
		});

		// when a process ends, Node discards output that was not read from the pipe itself
		const stdout = child.stdout.pipe(new PassThrough());
		const spawned: Spawned = {
			pid: child.pid,
			stdout,
			ended,
			write: (data) =>
				new Promise((done, fail) => {
					child.stdin.write(data, (cause) => (cause ? fail(hasEnded(program, cause)) : done()));
				}),
			endInput: () => void child.stdin.end(),
			dispose() {
				if (grace !== undefined || child.exitCode !== null || child.signalCode !== null) return;
				grace = setTimeout(endGroup, request.graceMs ?? defaultGraceMs, child, "SIGKILL");
				grace.unref();
				child.stdin.end();
				endGroup(child, "SIGTERM");
			},
		};
		streams.set(spawned, { stdin: child.stdin, stdout });
		return spawned;
	};
}

/** Throws process-failed. Node throws some failures (E2BIG) and reports others by an event. */
async function started(request: SpawnRequest): Promise<PipedProcess & { readonly pid: number }> {
	try {
		const child = spawn(request.program, request.arguments, {
			cwd: request.folder,
			env: request.variables,
			detached: process.platform !== "win32",
			windowsHide: true,
		});
		await new Promise<void>((done, fail) => child.once("spawn", done).once("error", fail));
		child.on("error", () => {}); // a signal could not be sent
		return child as PipedProcess & { readonly pid: number };
	} catch (cause) {
		throw notStarted(request.program, cause);
	}
}

/** Reports the lines of standard error; always reads it, because a full pipe would block the process. */
function tellErrors(child: PipedProcess, { program, onErrorLine }: SpawnRequest, log: Log): void {
	const tell = onErrorLine ?? ((line: string): void => log.debug(`${program}: ${line}`));
	const reader = lineReader((line) => {
		try {
			tell(line);
		} catch (cause) {
			log.error(`a line of ${program} could not be told`, cause);
		}
	});
	child.stderr.on("data", (part: Buffer) => reader.push(part));
	child.stderr.once("close", () => reader.end());
}

const hasEnded = (program: string, cause: Error): FaultError =>
	new FaultError(
		{ kind: "process-failed", message: t("{0} has ended, so nothing can be sent to it.", program) },
		{ cause },
	);
