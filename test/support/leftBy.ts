import type { Host, Variables } from "../../src/core/host.ts";
import type { LeaveRequest, Provider } from "../../src/core/provider.ts";

/** `base` without the active environments of a provider's kind. */
export async function leftBy(
	{ leave }: Pick<Provider, "leave">,
	host: Host,
	base: Variables,
	what: LeaveRequest["what"] = "all",
): Promise<Variables> {
	const left = await leave?.(host, base, { what }, new AbortController().signal);
	return left?.variables ?? base;
}
