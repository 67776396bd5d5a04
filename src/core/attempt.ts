import { type Fault, faultOrThrow } from "./fault.ts";

/** Returns the result of `read`; on a fault, reports it and returns undefined, so that one path does not affect others. */
export async function orReport<T>(read: () => Promise<T>, tell: (fault: Fault) => void): Promise<T | undefined> {
	try {
		return await read();
	} catch (cause) {
		tell(faultOrThrow(cause));
		return undefined;
	}
}

/**
 * Returns the result of `read`, or undefined on a fault: the user did not name this path, so the fault is not reported. The
 * host reports disks that do not respond anyway.
 */
export const orUndefined = <T>(read: () => Promise<T>): Promise<T | undefined> => orReport(read, () => {});

/** The same inside {@link Host.look}. */
export function seenOrUndefined<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch (cause) {
		faultOrThrow(cause);
		return undefined;
	}
}
