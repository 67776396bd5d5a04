import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type CondaHome, condaHome, noConda, processesNaming } from "../../support/condaHome.ts";

const why = noConda ?? (process.platform === "linux" ? undefined : "processes are found in /proc");

/** Who is killed: our process group, the tool's, all of ours at once with the watchdog and the tool, or us alone by a signal. */
type Victim = "us" | "tool" | "all" | "cancel";
/** When: after a time in milliseconds, or after so many lines of our log. */
interface Moment {
	readonly victim: Victim;
	readonly afterMs?: number;
	readonly afterLines?: number;
}

/** A whole creation takes about three seconds and logs some forty lines here; a later moment is one after the end. */
const moments: readonly Moment[] = [
	...[150, 250, 350, 500, 700, 900, 1100, 1300, 1500, 1700, 1900, 2200, 2600, 3000].map(
		(afterMs): Moment => ({ victim: "us", afterMs }),
	),
	...[1, 2, 4, 8, 16, 24, 30, 34, 36, 38, 40, 42].map((afterLines): Moment => ({ victim: "us", afterLines })),
	...[1, 2, 3, 6, 12, 24, 32, 36, 39].map((afterLines): Moment => ({ victim: "tool", afterLines })),
	...[400, 900, 1400, 1800, 2200].map((afterMs): Moment => ({ victim: "tool", afterMs })),
	...[2, 8, 30, 36, 40].map((afterLines): Moment => ({ victim: "all", afterLines })),
	...[1, 10, 34, 38].map((afterLines): Moment => ({ victim: "cancel", afterLines })),
];

const nameOf = ({ victim, afterMs, afterLines }: Moment): string =>
	`${victim} after ${afterMs === undefined ? `${afterLines} lines` : `${afterMs} ms`}`;

interface Running {
	readonly child: ChildProcess;
	readonly ended: Promise<number | null>;
	lines: number;
}

function started(home: CondaHome): Running {
	const env = { ...home.variables, ...home.condaVariables, GO_ENVIRONMENTS_DEBUG: "1" };
	const words = [home.program, "create", "ci", "go=1.22", "gotool", "--yes"];
	const child = spawn(process.execPath, words, {
		cwd: home.project,
		env,
		detached: true,
		stdio: ["ignore", "ignore", "pipe"],
	});
	const running: Running = {
		child,
		lines: 0,
		ended: new Promise((done) => child.on("close", (status) => done(status))),
	};
	child.stderr?.on("data", (part: Buffer) => {
		running.lines += part.toString().split(/\[debug\] Create/).length - 1;
	});
	return running;
}

/** Resolves at the moment, or when it has ended before. */
async function reached(running: Running, { afterMs, afterLines = 0 }: Moment): Promise<void> {
	const end = running.ended.then(() => true);
	if (afterMs !== undefined) await Promise.race([pause(afterMs), end]);
	else while (running.lines < afterLines && (await Promise.race([pause(2, false), end])) !== true);
}

function kill(pid: number | undefined, signal: NodeJS.Signals): void {
	try {
		if (pid !== undefined) process.kill(pid, signal);
	} catch {
		// it has ended
	}
}

function toolOf(home: CondaHome): number | undefined {
	const folder = home.place("~/.local/state/go-environments/creations");
	for (const name of home.journals().filter((one) => one.endsWith(".json"))) {
		try {
			return (JSON.parse(readFileSync(join(folder, name), "utf8")) as { tool?: { pid: number } }).tool?.pid;
		} catch {
			// it was just removed
		}
	}
	return undefined;
}

function strike(home: CondaHome, { child }: Running, victim: Victim, prefix: string): void {
	if (victim === "us") kill(child.pid === undefined ? undefined : -child.pid, "SIGKILL");
	if (victim === "cancel") kill(child.pid, "SIGTERM");
	if (victim === "tool") {
		const tool = toolOf(home);
		if (tool !== undefined) kill(-tool, "SIGKILL");
	}
	if (victim !== "all") return;
	// the watchdog first, which is one of those whose command line names the prefix
	for (const pid of processesNaming(prefix)) kill(pid, "SIGKILL");
	kill(child.pid === undefined ? undefined : -child.pid, "SIGKILL");
	for (const pid of processesNaming(prefix)) kill(pid, "SIGKILL");
}

/** What is at the prefix now: a whole environment, or nothing; anything else is the text of a mistake. */
async function outcome(home: CondaHome, prefix: string): Promise<string> {
	const { stdout } = await home.ge(["list", "--all", "--json"]);
	const { environments } = JSON.parse(stdout) as {
		readonly environments: readonly { readonly location: string; readonly version: string | null }[];
	};
	const row = environments.find(({ location }) => location === prefix);
	if (row !== undefined) {
		if (row.version !== "1.22.10" || !home.goIn(prefix).includes("go1.22.10")) return "half made, and listed";
		const records = readdirSync(join(prefix, "conda-meta")).filter((name) => name.endsWith(".json"));
		if (records.length !== 3 || !existsSync(join(prefix, "bin", "gotool"))) return "not all of its packages";
		return home.journals().length === 0 ? "whole" : "whole, with a journal";
	}
	if (!existsSync(prefix)) return home.journals().length === 0 ? "nothing" : "nothing, with a journal";
	return home.journals().length === 0 ? "half made, without a journal" : "hidden";
}

/** The outcome, and whether the prefix was there when the blow fell. */
interface Tried {
	readonly end: string;
	readonly wasMidway: boolean;
}

async function tried(moment: Moment, mayRetry: boolean): Promise<Tried> {
	const home = condaHome();
	const prefix = join(home.envs, "ci");
	try {
		const running = started(home);
		await reached(running, moment);
		const wasMidway = existsSync(prefix) && home.journals().length > 0;
		strike(home, running, moment.victim, prefix);
		await running.ended;
		const limit = Date.now() + 20_000;
		while (processesNaming(prefix).length > 0 && Date.now() < limit) await pause(50);
		const first = await outcome(home, prefix);
		// with the watchdog dead too, what is left is hidden, and the next creation begins by removing it
		const isAlone = moment.victim === "all";
		// the journal is written before there is a watchdog
		const left = "nothing, with a journal";
		const mayStay = isAlone ? ["nothing", "hidden", left] : ["nothing", left];
		if (!mayStay.includes(first) || (!mayRetry && first !== left)) return { end: first, wasMidway };
		const again = await home.ge(["create", "ci", "go=1.22", "gotool", "--yes"]);
		// the packages that it has unpacked stay in the cache, and may be damaged
		const isDamaged = again.status !== 0 && /damaged copy/.test(again.stderr);
		const second = again.status === 0 ? await outcome(home, prefix) : again.stderr;
		return { end: isDamaged || second === "whole" ? "nothing" : second, wasMidway };
	} finally {
		home.remove();
	}
}

describe.skipIf(why !== undefined)(`a creation that is killed${why === undefined ? "" : `; skipped: ${why}`}`, () => {
	it("leaves a whole environment or nothing, at every moment", { timeout: 900_000 }, async () => {
		const outcomes = new Map<string, string>();
		let midway = 0;
		const waiting = [...moments.entries()];
		const work = async (): Promise<void> => {
			for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
				const [index, moment] = next;
				const { end, wasMidway } = await tried(moment, moment.victim === "all" || index % 4 === 0);
				outcomes.set(nameOf(moment), end);
				if (wasMidway) midway++;
			}
		};
		await Promise.all([work(), work()]);
		const wrong = [...outcomes].filter(([, end]) => end !== "whole" && end !== "nothing");
		const counts = JSON.stringify(counted([...outcomes.values()]));
		console.log(`${outcomes.size} moments, ${midway} of them while the prefix was half made: ${counts}`);
		expect(wrong).toEqual([]);
		expect(outcomes.size).toBeGreaterThanOrEqual(40);
		expect(midway).toBeGreaterThan(3);
		// moments before and after the end, so that both are tested
		expect(new Set(outcomes.values())).toEqual(new Set(["whole", "nothing"]));
	});
});

function counted(words: readonly string[]): Readonly<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
	return counts;
}
