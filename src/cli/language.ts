import type { Variables } from "../core/host.ts";
import { useTranslations } from "../core/l10n.ts";

/**
 * Simplified Chinese if the messages locale is any Chinese (locale(7): the first variable that is set decides), else English.
 */
export async function useLanguageOf({ LC_ALL, LC_MESSAGES, LANG }: Variables): Promise<void> {
	const locale = LC_ALL || LC_MESSAGES || LANG || "";
	if (!/^zh\b|^zh_/i.test(locale)) return;
	const { default: bundle } = await import("../../media/l10n/bundle.l10n.zh-cn.json");
	useTranslations(bundle);
}
