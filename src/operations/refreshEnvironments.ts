import { t } from "../core/l10n.ts";
import type { Operation, Report } from "../core/operation.ts";

/**
 * Lists the machine's environments and reads all folders anew. Where it is cancelled nobody waits any more, and what was found
 * meanwhile is shown. Throws cancelled.
 */
export function refreshEnvironments(refresh: (report: Report, signal: AbortSignal) => Promise<void>): Operation<void> {
	return {
		id: "refresh",
		title: t("Refresh Go environments"),
		origin: { kind: "machine" },
		exclusive: "environments of the machine",
		run: refresh,
	};
}
