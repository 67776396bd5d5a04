import { FaultError } from "../core/fault.ts";
import type { Origin, Trust } from "../core/host.ts";
import { t } from "../core/l10n.ts";

/** Throws not-allowed if code of this origin may not run. */
export function mayRun(trust: Trust, origin: Origin, program: string): void {
	if (trust.allows(origin)) return;
	const folder = origin.kind === "folder" ? origin.folder : "";
	throw new FaultError({
		kind: "not-allowed",
		message: t("{0} belongs to {1}, which is not trusted, so it was not started.", program, folder),
		remedies: [{ text: t("Trust the folder."), action: { kind: "trust" } }],
	});
}
