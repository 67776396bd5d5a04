import { withoutIcons } from "./iconText.ts";
import { notificationText } from "./notificationText.ts";

/**
 * For places of the editor that draw icons and make links: what stands beside the language of a file and below an input box
 * (`renderTextPlus`, `renderQuickInputDescription`), the message of a view, and what the editor itself turns into Markdown when
 * somebody points at it: rows of a quick pick, the description of a terminal's variables.
 */
export const richText = (text: string): string => withoutIcons(notificationText(text));
