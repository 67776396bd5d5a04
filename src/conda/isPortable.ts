import { withoutCredentials } from "./withoutCredentials.ts";

/** A path, relative or absolute, on any system. */
const path = /^(?:[/~\\]|\.{1,2}[/\\]|[A-Za-z]:[/\\])/;
const ownMachine = /:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?=[:/]|$)/i;

/**
 * Whether a channel, or a package with its channel, means the same on every machine and tells no secret: it holds no credentials,
 * also masked ones, and neither a path nor a server of this machine.
 */
export function isPortable(text: string): boolean {
	if (withoutCredentials(text) !== text || /\bfile:/i.test(text) || ownMachine.test(text)) return false;
	// name[channel=/path, url='/path']
	return text.split(/[\s'"=[,]+/).every((part) => !path.test(part));
}
