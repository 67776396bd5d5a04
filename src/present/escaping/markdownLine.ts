import { notificationText } from "./notificationText.ts";

/** For one line of a Markdown text that is passed on (a bug report): no links, no pictures and no HTML but what we write. */
export const markdownLine = (text: string): string => notificationText(text).replace(/<(?=[A-Za-z!/?])/g, "\\<");
