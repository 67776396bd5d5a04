import { printable } from "./printable.ts";

/**
 * For places of the editor that show a text as it is: rows of trees, titles and placeholders, what a screen reader says, the
 * modal dialog, and `MarkdownString.appendText`, which takes the meaning from Markdown's own signs.
 */
export const labelText = (text: string): string => printable(text);
