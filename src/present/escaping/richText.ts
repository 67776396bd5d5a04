import { withoutIcons } from "./iconText.ts";
import { notificationText } from "./notificationText.ts";

/**
 * For text that the editor renders with icons and links: the language status and the text below an input box (`renderTextPlus`,
 * `renderQuickInputDescription`), the message of a view, and hover texts that the editor itself converts to Markdown: rows of a
 * quick pick, the description of a terminal's variables.
 */
export const richText = (text: string): string => withoutIcons(notificationText(text));
