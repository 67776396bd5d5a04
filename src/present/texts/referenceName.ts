import type { Homed } from "../../core/host.ts";

/** A reference in one word, for places without room: the last part of a path or of an id with one, else itself. */
export function referenceName({ path }: Pick<Homed, "path">, reference: string): string {
	const place = reference.replace(/^[a-z]+:(?=\/|[A-Za-z]:[\\/]|\\\\)/, "");
	const last = /[\\/]/.test(place) ? path.basename(place) : reference;
	return last === "" ? reference : last;
}
