import { t } from "../../core/l10n.ts";
import type { EvaluatedShell } from "./shellStore.ts";

/** What an evaluated devShell has that its activation does not give or follow, in whole sentences. */
export function shellNotes(name: string, { shell, isCut, ignoredSettings }: EvaluatedShell): readonly string[] {
	const hook = [
		t("The shellHook of “{0}” is not run: what it sets is missing.", name),
		t("Set variables in `env` of mkShell instead, or use `nix develop` in a terminal."),
	].join(" ");
	const ignored = t("Settings of Nix in the flake are not used: {0}.", ignoredSettings.join(", "));
	const cut = t("The flake has more Nix files or folders than are compared. Activate it again after changing them.");
	return [
		...(isCut ? [cut] : []),
		...(shell.shellHook === "" ? [] : [hook]),
		...(ignoredSettings.length === 0 ? [] : [ignored]),
	];
}
