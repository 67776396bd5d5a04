import { printable } from "./printable.ts";

/** What VS Code draws as an icon (`iconsRegex` in vs/base/common/iconLabels.ts). */
const icon = /(\\)?\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g;

/**
 * For places of the editor that draw `$(check)` as an icon: the status bar, names of terminals. A backslash before it is VS
 * Code's own escape (`escapeIcons`, and `renderLabelWithIcons`, which leaves it out). Icons of our own are put before the result.
 */
export const iconText = (text: string): string => withoutIcons(printable(text));

export const withoutIcons = (text: string): string =>
	text.replace(icon, (found, backslash) => (backslash === undefined ? `\\${found}` : found));
