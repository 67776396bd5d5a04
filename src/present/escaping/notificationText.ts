import { printable } from "./printable.ts";

/**
 * For notifications. VS Code renders `[text](target)` as a link, which may also run a command, and has no escape for it
 * (`parseLinkedText` in vs/base/common/linkedText.ts), so the brackets are separated. Pass the whole message: a link could be
 * split between two values.
 */
export const notificationText = (text: string): string => withoutLinks(printable(text));

/** `](` forms a link or an image in such messages and in Markdown. */
export const withoutLinks = (text: string): string => text.replaceAll("](", "] (");
