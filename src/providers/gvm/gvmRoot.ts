import type { Host, Variables } from "../../core/host.ts";
import { variable } from "../../core/variables.ts";

/** The folder of gvm: $GVM_ROOT, else ~/.gvm. Ignores a relative $GVM_ROOT, because its base is unknown. */
export function gvmRoot(host: Pick<Host, "path" | "home" | "platform">, variables: Variables): string {
	const root = variable(host, variables, "GVM_ROOT") ?? "";
	return host.path.isAbsolute(root) ? host.path.resolve(root) : host.path.join(host.home, ".gvm");
}

/** The folder that `gvm pkgset create --local` creates in a project. */
export const localFolder = ".gvm_local";
