import { notificationText } from "./notificationText.ts";

/** For one line of a Markdown text for others (a bug report): without links, images and HTML other than our own. */
export const markdownLine = (text: string): string => notificationText(text).replace(/<(?=[A-Za-z!/?])/g, "\\<");
