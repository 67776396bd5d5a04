import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";

/**
 * A process beside us in our process group that every signal ends. Node does not tell who sent a signal: where the witness
 * lives after we got one, it was sent to us alone; where it was ended too, it was sent to the whole group (by the terminal for
 * a key, by a shell that closes, by `kill -- -group`), and the program that we wait for has it already.
 */
export interface GroupWitness {
	/** Whether the signal that was received just now went to the whole group; undefined where there is no witness. */
	wasForGroup(): Promise<boolean | undefined>;
	end(): void;
}

/** `cat` changes no signal, unlike shells (bash ignores SIGQUIT); it ends with its input, so also when we are killed. */
const witnessScript = "ulimit -c 0; exec cat";

/** A busy system may give us the signal before the witness: it is asked once more after this many milliseconds. */
const settleMs = 20;

type Reply = (wasForGroup: boolean | undefined) => void;

export function groupWitness(): GroupWitness {
	const waiting: Reply[] = [];
	let witness: ReturnType<typeof witnessProcess>;
	let hasEnded = false;
	/** A group's signal ended the last witness, and the next one has not answered yet: another signal is the group's, too. */
	let isReplaced = false;

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
			isReplaced = true;
			start();
			ask(() => {});
		});
	};

	const again = (reply: Reply): void => {
		if (witness === undefined) reply(undefined);
		else if (isReplaced) reply(true);
		else ask(reply);
	};

	start();
	return {
		wasForGroup: () =>
			new Promise((done) => {
				if (witness === undefined) done(undefined);
				else if (isReplaced) done(true);
				else ask((first) => (first === false ? void setTimeout(() => again(done), settleMs) : done(first)));
			}),
		end() {
			hasEnded = true;
			witness?.kill("SIGKILL");
		},
	};
}

/** Undefined where Node throws, as it does without a file descriptor left. */
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
