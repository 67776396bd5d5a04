import { type Fault, FaultError } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import type { Disk, DiskCalls } from "./disk.ts";

/** Node has four file threads for all extensions; pending calls may occupy this many. */
const maxUnanswered = 2;

export interface DistantCalls {
	/** Runs something that waits for the disk: limited in number and in time. */
	run<T>(root: string, start: () => Promise<T>): Promise<T>;
	call<Call extends keyof DiskCalls>(
		root: string,
		name: Call,
		parameters: Parameters<DiskCalls[Call]>,
	): Promise<ReturnType<DiskCalls[Call]>>;
	readonly silent: readonly Fault[];
}

/** Calls to disks that may never respond. Probes a disk once before reading from it. */
export function distantCalls(disk: Disk, timeoutMs: number): DistantCalls {
	const silent = new Map<string, Fault>();
	const probes = new Map<string, Promise<unknown>>();
	const waiting: (() => void)[] = [];
	let running = 0;
	let unanswered = 0;

	function fail(root: string): never {
		const fault = silent.get(root) ?? silentFault(root, timeoutMs);
		silent.set(root, fault);
		throw new FaultError(fault);
	}

	async function limited<T>(root: string, start: () => Promise<T>): Promise<T> {
		while (running >= maxUnanswered && unanswered < maxUnanswered && !silent.has(root)) {
			await new Promise<void>((done) => waiting.push(done));
		}
		if (silent.has(root) || unanswered >= maxUnanswered) fail(root);
		running++;
		let isLate = false;
		const answer = start().finally(() => {
			running--;
			if (isLate) unanswered--;
			waiting.shift()?.();
		});
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<undefined>((done) => {
			timer = setTimeout(done, timeoutMs, undefined);
		});
		const first = await Promise.race([answer.then((value) => ({ value })), late]).finally(() => clearTimeout(timer));
		if (first !== undefined) return first.value;
		isLate = true;
		unanswered++;
		answer.catch(() => {}); // ignore late failures
		silent.set(root, silentFault(root, timeoutMs));
		for (const next of waiting.splice(0)) next(); // each checks again whether its disk has been given up
		return fail(root);
	}

	return {
		get silent() {
			return [...silent.values()];
		},
		run,
		call(root, name, parameters) {
			const later = disk.later[name] as (...p: typeof parameters) => Promise<ReturnType<DiskCalls[typeof name]>>;
			return run(root, () => later(...parameters));
		},
	};

	async function run<T>(root: string, start: () => Promise<T>): Promise<T> {
		if (!probes.has(root))
			probes.set(
				root,
				limited(root, () => disk.later.own(root)),
			);
		await probes.get(root)?.catch((cause: unknown) => {
			if (cause instanceof FaultError) throw cause; // an error of the root itself says nothing about paths below it
		});
		return await limited(root, start);
	}

	function silentFault(root: string, milliseconds: number): Fault {
		const seconds = milliseconds / 1000;
		return {
			kind: "disk-silent",
			file: root,
			message: t("{0} did not respond within {1} s, so it is not listed.", root, seconds),
			remedies: [
				{
					text: t("Check the network or the drive, then refresh."),
					action: { kind: "operation", name: "refresh" },
				},
			],
		};
	}
}
