import { createRequire } from "node:module";

/**
 * Whether SIGUSR1 came before this process listened for it: Node then opened its debugger. Not if options of Node may have
 * opened it, or loaded code that did.
 */
export function cameAsDebugger({
	execArgv,
	env,
	platform,
}: Pick<NodeJS.Process, "execArgv" | "env" | "platform">): boolean {
	if (platform === "win32" || execArgv.length > 0 || env["NODE_OPTIONS"]) return false;
	try {
		// loaded here, because it takes a millisecond
		const inspector = createRequire(process.execPath)("node:inspector") as typeof import("node:inspector");
		return inspector.url() !== undefined;
	} catch {
		return false; // a Node without it
	}
}
