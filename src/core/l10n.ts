import { config, t as translate } from "@vscode/l10n";

/**
 * A sentence in the user's language. `message` is English and the key in l10n/bundle.l10n.*.json; `values` replace `{0}`, `{1}`
 * … Every user-facing sentence goes through here, in the editor and in the CLI.
 */
export function t(message: string, ...values: readonly (string | number)[]): string {
	return translate(message, ...values);
}

/** Sets the translations of this process, keyed by English sentence. */
export function useTranslations(bundle: Readonly<Record<string, string>>): void {
	config({ contents: JSON.stringify(bundle) });
}
