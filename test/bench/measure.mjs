// Times are medians of 11 runs after five runs that warm the caches and the compiler; compared things run alternately, so that
// the machine's load affects both.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

export const runs = 11;

/** The CLI, by absolute path. */
export const cli = resolve("dist", "cli.js");

export function median(values) {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)];
}

async function timed(run) {
	const start = performance.now();
	await run();
	return performance.now() - start;
}

/** The medians of several things in milliseconds; they run alternately. */
export async function medians(...things) {
	const times = things.map(() => []);
	for (let turn = -5; turn < runs; turn++) {
		for (const [index, run] of things.entries()) {
			const time = await timed(run);
			if (turn >= 0) times[index].push(time);
		}
	}
	return times.map(median);
}

/** The longest time in milliseconds during which `run` blocked the event loop. */
export async function longestBlock(run) {
	let longest = 0;
	let last = performance.now();
	let turn;
	const tick = () => {
		const now = performance.now();
		longest = Math.max(longest, now - last);
		last = now;
		turn = setImmediate(tick);
	};
	tick();
	await run();
	clearImmediate(turn);
	return longest;
}

/** Runs a program to its end; throws if it fails, because that would not be a valid measurement. */
export function ran(program, parameters, { env, cwd }) {
	const { status, stderr, error } = spawnSync(program, parameters, { env, cwd, encoding: "utf8", maxBuffer: 1 << 28 });
	if (status !== 0) throw new Error(`${program} ${parameters.join(" ")} ended with ${status}: ${error ?? stderr}`);
}
