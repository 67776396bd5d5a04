import type { ChildProcess } from "node:child_process";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type PassedSignals, passSignals } from "../../src/host/passedSignals.ts";

let wasForGroup: boolean | undefined;
let hasTerminal: boolean;
vi.mock("node:tty", async (original) => ({
	...(await original<typeof import("node:tty")>()),
	isatty: () => hasTerminal,
}));

/** The signals that the program receives if we receive one of each; real signals would reach the tests too. */
async function passed(signals: readonly NodeJS.Signals[]): Promise<readonly unknown[]> {
	const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
	const passing: PassedSignals = passSignals({ wasForGroup: async () => wasForGroup, end() {} });
	const kill = vi.fn();
	passing.to({ kill } as unknown as ChildProcess);
	for (const signal of signals) {
		const own = process.listeners(signal).filter((listener) => !before.get(signal)?.includes(listener));
		for (const listener of own) listener(signal);
	}
	await new Promise(setImmediate);
	passing.end();
	for (const signal of signals) expect(process.listeners(signal)).toEqual(before.get(signal));
	return kill.mock.calls.flat();
}

const keys = ["SIGINT", "SIGQUIT"] as const;
const others = ["SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM"] as const;

describe.skipIf(process.platform === "win32")("signals while a program is in the foreground", () => {
	afterEach(() => vi.clearAllMocks());

	it.each([true, false])(
		"go to it where they were sent to us alone, and not where the group has them (%s)",
		async (terminal) => {
			hasTerminal = terminal;
			wasForGroup = false;
			expect(await passed([...keys, ...others])).toEqual([...keys, ...others]);
			wasForGroup = true;
			expect(await passed([...keys, ...others])).toEqual([]);
		},
	);

	it("without a witness are taken for keys where a terminal is there and a key makes them", async () => {
		wasForGroup = undefined;
		hasTerminal = true;
		expect(await passed([...keys, ...others])).toEqual(others);
		hasTerminal = false;
		expect(await passed([...keys, ...others])).toEqual([...keys, ...others]);
	});
});
