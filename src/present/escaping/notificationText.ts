import { printable } from "./printable.ts";

/**
 * For notifications. VS Code makes a link of `[text](target)`, also one that runs a command, and knows no escape for it
 * (`parseLinkedText` in vs/base/common/linkedText.ts), so the brackets are taken apart. The whole message is to be passed: a
 * link could stand half in one value and half in another.
 */
export const notificationText = (text: string): string => withoutLinks(printable(text));

/** `](` is what makes a link, or a picture, in such messages and in Markdown. */
export const withoutLinks = (text: string): string => text.replaceAll("](", "] (");
