import { type Fault, faultOf } from "../../core/fault.ts";

/** What was read; or undefined, and the fault told, where it could not be: one place harms no other. */
export async function attempted<T>(read: () => Promise<T>, tell: (fault: Fault) => void): Promise<T | undefined> {
	try {
		return await read();
	} catch (cause) {
		const fault = faultOf(cause);
		if (fault === undefined) throw cause;
		tell(fault);
		return undefined;
	}
}
