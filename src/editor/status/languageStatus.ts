import { type Command, type Disposable, LanguageStatusSeverity, languages } from "vscode";
import { t } from "../../core/l10n.ts";
import { labelText } from "../../present/escaping/labelText.ts";
import { richText } from "../../present/escaping/richText.ts";
import type { StatusText } from "../../present/status/status.ts";

const severities: Readonly<Record<StatusText["severity"], LanguageStatusSeverity>> = {
	ok: LanguageStatusSeverity.Information,
	busy: LanguageStatusSeverity.Information,
	warning: LanguageStatusSeverity.Warning,
	error: LanguageStatusSeverity.Error,
};

export interface LanguageStatus extends Disposable {
	show(status: StatusText, command: Command): void;
}

/** The same status as a language status item for Go files. The editor shows and hides it. */
export function languageStatus(): LanguageStatus {
	const selector = [
		{ language: "go", scheme: "file" },
		{ pattern: "**/go.{mod,sum,work}", scheme: "file" },
	];
	const item = languages.createLanguageStatusItem("goEnvironments.environment", selector);
	item.name = t("Go Environment");
	let shown = "";
	return {
		show({ text, severity, detail }, command) {
			// each update gives the command a new id, and a click on the old one is lost
			const next = JSON.stringify([text, severity, detail, command]);
			if (next === shown) return;
			shown = next;
			item.text = richText(text);
			item.detail = richText(detail);
			item.severity = severities[severity];
			item.busy = severity === "busy";
			item.command = command;
			item.accessibilityInformation = { label: labelText(`${text}. ${detail}`) };
		},
		dispose: () => item.dispose(),
	};
}
