import type { Host } from "../../../core/host.ts";
import { isObject } from "../../../core/isObject.ts";
import { objectIn } from "../jsonObject.ts";
import type { CondaSource } from "./condaSource.ts";

/** Stores the variables of a file where `conda env config vars` does, beside others that are there. Throws not-writable, malformed. */
export async function declareVariables(host: Host, prefix: string, { variables }: CondaSource): Promise<void> {
	if (Object.keys(variables).length === 0) return;
	const file = host.path.join(prefix, "conda-meta", "state");
	const state = await objectIn(host, file);
	const before = isObject(state["env_vars"]) ? state["env_vars"] : {};
	// conda stores names in capitals
	const own = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name.toUpperCase(), value]));
	await host.write(file, JSON.stringify({ ...state, env_vars: { ...before, ...own } }));
}
