import { config, t as translate } from "@vscode/l10n";

/**
 * The sentence in the language of the user. `message` is English and the key of l10n/bundle.l10n.*.json; `{0}`, `{1}` …
 * stand for `values`. Every sentence that a person can read goes through here, in the editor as in the CLI.
 */
export function t(message: string, ...values: readonly (string | number)[]): string {
	return translate(message, ...values);
}

/** Sets the translations of the process, as English sentence to translated sentence. */
export function useTranslations(bundle: Readonly<Record<string, string>>): void {
	config({ contents: JSON.stringify(bundle) });
}
