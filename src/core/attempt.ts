import { type Fault, faultOrThrow } from "./fault.ts";

/** What was read; or undefined, and the fault told, where it could not be: one place harms no other. */
export async function orReport<T>(read: () => Promise<T>, tell: (fault: Fault) => void): Promise<T | undefined> {
	try {
		return await read();
	} catch (cause) {
		tell(faultOrThrow(cause));
		return undefined;
	}
}

/**
 * What was read, or undefined for a fault: nobody named this place, so it is not worth a word. A disk that does not answer is
 * named by the host anyway.
 */
export const orUndefined = <T>(read: () => Promise<T>): Promise<T | undefined> => orReport(read, () => {});

/** The same within a look of the host. */
export function seenOrUndefined<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch (cause) {
		faultOrThrow(cause);
		return undefined;
	}
}
