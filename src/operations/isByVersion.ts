import type { GoEnvironment } from "../core/environment.ts";
import { parseGoVersion } from "../core/versions/goVersion.ts";

/** Whether only its version leads to an environment: another one may have it tomorrow. */
export function isByVersion(reference: string, { id, name, otherNames, provider }: GoEnvironment): boolean {
	const own = reference.startsWith(`${provider}:`) ? reference.slice(provider.length + 1) : reference;
	const isVersion = own === "latest" || parseGoVersion(own.replace(/^go/, "")) !== undefined;
	return isVersion && reference !== id && ![name, ...otherNames].includes(own);
}
