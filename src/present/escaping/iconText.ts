import { printable } from "./printable.ts";

/** Text that VS Code renders as an icon (`iconsRegex` in vs/base/common/iconLabels.ts). */
const icon = /(\\)?\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g;

/**
 * For text that the editor renders with icons such as `$(check)`: the status bar, names of terminals. A backslash before it is
 * VS Code's own escape (`escapeIcons`; `renderLabelWithIcons` removes it). Add our own icons before the result.
 */
export const iconText = (text: string): string => withoutIcons(printable(text));

export const withoutIcons = (text: string): string =>
	text.replace(icon, (found, backslash) => (backslash === undefined ? `\\${found}` : found));
