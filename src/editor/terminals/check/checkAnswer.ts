import { env, type WorkspaceFolder } from "vscode";
import { FaultError } from "../../../core/fault.ts";
import type { Homed } from "../../../core/host.ts";
import { t } from "../../../core/l10n.ts";
import { goneFault } from "../../../core/model/goneFolder.ts";
import { shortPath } from "../../../present/texts/shortPath.ts";
import { originText, terminalGoText } from "../../../present/texts/terminalGo.ts";
import type { Finding, NoFinding } from "./finding.ts";

/**
 * What a check found, for who asked, where it is no problem; undefined if there is nothing to say. Throws not-readable (the
 * folder is gone).
 */
export function checkAnswer(
	host: Homed,
	{ name, uri }: WorkspaceFolder,
	found: Finding | NoFinding,
): string | undefined {
	if (typeof found === "object") return findingText(host, name, found);
	switch (found) {
		case "unknown shell":
			return t("Cannot check terminals: the shell {0} is not supported.", env.shell);
		case "unknown Go":
			return t("The Go of {0} is not known, so its terminals cannot be checked.", name);
		case "silent":
			return t("A new terminal of {0} is not responding.", name);
		case "gone":
			throw new FaultError(goneFault(uri.fsPath));
		case "changed":
			return undefined;
	}
}

function findingText(host: Homed, name: string, { verdict, runs }: Finding): string | undefined {
	if (runs !== undefined) return `${terminalGoText(host, runs)}. ${originText(host, runs)}`;
	if (verdict.kind !== "ours") return undefined;
	return verdict.program === ""
		? t("New terminals of {0} find no go program.", name)
		: t("New terminals of {0} run {1}, as expected.", name, shortPath(host, verdict.program));
}
