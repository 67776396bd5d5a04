import { type Fault, faultOrThrow } from "./fault.ts";

/** What was read; or undefined, and the fault told, where it could not be: one place harms no other. */
export async function attempted<T>(read: () => Promise<T>, tell: (fault: Fault) => void): Promise<T | undefined> {
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
export const quietly = <T>(read: () => Promise<T>): Promise<T | undefined> => attempted(read, () => {});

/** The same within a look of the host. */
export function quietlySeen<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch (cause) {
		faultOrThrow(cause);
		return undefined;
	}
}
