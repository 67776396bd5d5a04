import type { Host, Variables } from "../../core/host.ts";
import { variable } from "../../core/variables.ts";

/** Where gvm lies: $GVM_ROOT, else ~/.gvm. A relative $GVM_ROOT counts as none: nobody knows what it is relative to. */
export function gvmRoot(host: Pick<Host, "path" | "home" | "platform">, variables: Variables): string {
	const root = variable(host, variables, "GVM_ROOT") ?? "";
	return host.path.isAbsolute(root) ? host.path.resolve(root) : host.path.join(host.home, ".gvm");
}

/** The folder that `gvm pkgset create --local` makes in a project. */
export const localFolder = ".gvm_local";
