import { type QuickPickItem, QuickPickItemKind, ThemeIcon } from "vscode";
import { richText } from "../../present/escaping/richText.ts";
import type { ChoiceRow, PickerChoice, PickerRow } from "../../present/picker/pickerRow.ts";

export interface PickerItem extends QuickPickItem {
	readonly choice?: PickerChoice;
	readonly mark?: ChoiceRow["mark"];
	readonly isPreselected?: true;
	/** Stays equal while the row represents the same thing. */
	readonly key?: string;
}

const icons: Readonly<Record<ChoiceRow["mark"], string | undefined>> = {
	absent: "circle-slash",
	"in-use": "pass-filled",
	selected: "pass",
	recommended: "lightbulb",
	named: "info",
	warning: "warning",
	error: "error",
	action: undefined,
	plain: "circle-outline",
};

const actionIcons: Readonly<Partial<Record<PickerChoice["kind"], string>>> = {
	create: "new-folder",
	path: "add",
	all: "filter-filled",
	switch: "arrow-swap",
	check: "terminal",
	save: "save",
	clear: "discard",
	refresh: "refresh",
	settings: "gear",
};

export function pickerItem(row: PickerRow): PickerItem {
	if (row.kind === "section") return { label: richText(row.label), kind: QuickPickItemKind.Separator };
	const { choice, label, description, detail, mark, isFound, isPreselected } = row;
	const icon = actionIcons[choice.kind] ?? icons[mark];
	return {
		label: richText(label),
		// not in the label, whose icons screen readers read by their names
		...(icon === undefined ? {} : { iconPath: new ThemeIcon(icon) }),
		choice,
		mark,
		key: `${mark === "recommended" || mark === "named" ? mark : choice.kind}:${choice.kind === "environment" ? choice.environment.id : ""}`,
		...(description === undefined ? {} : { description: richText(description) }),
		...(isPreselected === true ? { isPreselected } : {}),
		...(isFound === true ? { alwaysShow: true } : {}),
		...(detail === undefined ? {} : { detail: richText(detail) }),
	};
}

/** Whether two lists look the same: setting a list again while the user types loses keys. */
export function areSame(before: readonly PickerItem[], now: readonly PickerItem[]): boolean {
	const text = ({ label, description, detail, key, mark, alwaysShow }: PickerItem): string =>
		[label, description, detail, key, mark, alwaysShow].join("\0");
	return before.length === now.length && before.every((item, at) => text(item) === text(now[at] ?? { label: "" }));
}
