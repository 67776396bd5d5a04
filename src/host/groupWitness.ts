import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";

/**
 * A process in our process group that every signal ends. Node does not report who sent a signal: if the witness is alive after
 * we received one, it was sent to us alone; if the witness ended too, it was sent to the whole group (by the terminal for a
 * key, by a closing shell, by `kill -- -group`), and the program that we wait for has received it already.
 */
export interface GroupWitness {
	/** Whether the latest signal was sent to the whole group; undefined without a witness. */
	wasForGroup(): Promise<boolean | undefined>;
	end(): void;
}

/** `cat` handles no signals, unlike shells (bash ignores SIGQUIT); it ends with its input, so also if we are killed. */
const witnessScript = "ulimit -c 0; exec cat";

/** A busy system may deliver the signal to us before the witness: check again after this time. */
const settleMs = 20;

type Reply = (wasForGroup: boolean | undefined) => void;

export function groupWitness(): GroupWitness {
	const waiting: Reply[] = [];
	let witness: ReturnType<typeof witnessProcess>;
	let hasEnded = false;
	/** A group signal ended the last witness, and the next one is not ready yet: another signal counts as a group signal, too. */
	let isReplaced = false;
	/** How many witnesses a signal has ended. */
	let endings = 0;

	const replyAll = (answer: boolean | undefined): void => {
		for (const reply of waiting.splice(0)) reply(answer);
	};
	const ask = (reply: Reply): void => {
		waiting.push(reply);
		witness?.stdin.write(".");
	};
	const start = (): void => {
		const child = witnessProcess();
		witness = child;
		if (child === undefined) return;
		child.on("error", () => {});
		child.stdin.on("error", () => {});
		child.stdout.on("data", (answers: Buffer) => {
			isReplaced = false;
			for (const reply of waiting.splice(0, answers.length)) reply(false);
		});
		child.on("close", (_, signal) => {
			witness = undefined;
			replyAll(signal === null ? undefined : true);
			if (signal === null || hasEnded) return;
			endings++;
			isReplaced = true;
			start();
			ask(() => {});
		});
	};

	/** `before`: what {@link endings} was; the next witness may be ready before we look again. */
	const again = (before: number, reply: Reply): void => {
		if (endings !== before) reply(true);
		else if (witness === undefined) reply(undefined);
		else if (isReplaced) reply(true);
		else ask(reply);
	};

	start();
	return {
		wasForGroup: () =>
			new Promise((done) => {
				if (witness === undefined) done(undefined);
				else if (isReplaced) done(true);
				else {
					const before = endings;
					ask((first) => (first === false ? void setTimeout(() => again(before, done), settleMs) : done(first)));
				}
			}),
		end() {
			hasEnded = true;
			witness?.kill("SIGKILL");
		},
	};
}

/** Undefined if Node throws, for example without free file descriptors. */
function witnessProcess(): ChildProcessByStdio<Writable, Readable, null> | undefined {
	try {
		const child = spawn("/bin/sh", ["-c", witnessScript], { cwd: "/", stdio: ["pipe", "pipe", "ignore"] });
		return child.pid === undefined ? failed(child) : child;
	} catch {
		return undefined;
	}
}

function failed(child: ChildProcess): undefined {
	child.on("error", () => {});
}
