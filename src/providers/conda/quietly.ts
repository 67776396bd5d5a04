import { faultOf } from "../../core/fault.ts";

/**
 * What was read, or undefined for a fault: nobody named this place, so it is not worth a word. A disk that does not answer is
 * named by the host anyway.
 */
export async function quietly<T>(read: () => Promise<T>): Promise<T | undefined> {
	try {
		return await read();
	} catch (cause) {
		if (faultOf(cause) === undefined) throw cause;
		return undefined;
	}
}
