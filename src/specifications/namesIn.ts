import { type Fault, faultOrThrow } from "../core/fault.ts";
import type { Host } from "../core/host.ts";

/** The names of a folder. `fault`: why it may not be listed. */
export interface NamesIn {
	readonly names: ReadonlySet<string>;
	readonly fault?: Fault;
	/** Nobody may look for a name in it either: whether one is there cannot be known. */
	readonly isClosed?: true;
}

/**
 * What lies in a folder. Where it may not be listed, those first parts of `patterns` that are there, or that cannot be known
 * to be absent (a link into a closed place): files in it may be read all the same.
 */
export async function namesIn(host: Host, folder: string, patterns: readonly string[]): Promise<NamesIn> {
	try {
		return { names: new Set((await host.list(folder))?.map(({ name }) => name)) };
	} catch (cause) {
		const fault = faultOrThrow(cause);
		if (fault.kind === "disk-silent") return { names: new Set(), fault };
		return { ...(await namesAsked(host, folder, patterns)), fault };
	}
}

async function namesAsked(host: Host, folder: string, patterns: readonly string[]): Promise<NamesIn> {
	const asked = new Set(patterns.map(firstPart));
	const names = new Set<string>();
	let isClosed = true;
	for (const name of asked) {
		const found = await host.stat(host.path.join(folder, name)).catch(faultOrThrow);
		if (found === undefined || !("message" in found)) isClosed = false;
		if (found !== undefined) names.add(name);
	}
	return isClosed ? { names: new Set(), isClosed } : { names };
}

/** Of a pattern of a reader the name that lies in the folder itself. */
export const firstPart = (pattern: string): string => pattern.split("/", 1)[0] ?? "";
