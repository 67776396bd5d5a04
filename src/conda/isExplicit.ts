/** Whether a text is an explicit file: package files by URL, as `conda list --explicit` writes it. It names no environment. */
export const isExplicit = (text: string): boolean => /^[ \t]*@EXPLICIT[ \t]*\r?$/m.test(text);
