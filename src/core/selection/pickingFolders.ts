import { orUndefined } from "../attempt.ts";
import type { GoEnvironment } from "../environment.ts";
import type { Host } from "../host.ts";
import { isObject } from "../isObject.ts";
import { pickOf } from "./picks.ts";

/** The folders for which the user has selected an environment, sorted. Files of picks that cannot be read are skipped. */
export async function pickingFolders(host: Host, environment: GoEnvironment): Promise<readonly string[]> {
	const own = new Set(pickOf(environment).paths);
	const folders: string[] = [];
	for (const name of await host.store.list("selections")) {
		const stored = parsed(await orUndefined(() => host.store.read(name)));
		if (!isObject(stored) || typeof stored["folder"] !== "string") continue;
		const { folder, id, paths } = stored;
		const isOfPath = Array.isArray(paths) && own.has(String(paths[0]));
		if (id === environment.id || isOfPath) folders.push(folder);
	}
	return folders.sort((a, b) => (a < b ? -1 : 1));
}

function parsed(text: string | undefined): unknown {
	try {
		return text === undefined ? undefined : JSON.parse(text);
	} catch {
		return undefined;
	}
}
