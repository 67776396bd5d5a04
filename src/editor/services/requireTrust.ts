import { workspace } from "vscode";
import { FaultError } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";

/** Throws not-allowed in Restricted Mode, where nothing may be activated or started. */
export function requireTrust(): void {
	if (workspace.isTrusted) return;
	throw new FaultError({
		kind: "not-allowed",
		message: t("In Restricted Mode no environment is activated."),
		remedies: [{ text: t("Trust the workspace to use its environments."), action: { kind: "trust" } }],
	});
}
