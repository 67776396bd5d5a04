import { printable } from "./printable.ts";

/**
 * For text that the editor shows unchanged: tree rows, titles and placeholders, text for screen readers, the modal dialog, and
 * `MarkdownString.appendText`, which escapes Markdown itself.
 */
export const labelText = (text: string): string => printable(text);
