/** Styles for a terminal. Never by colour alone: marks and words convey the same. */
export interface Style {
	strong(text: string): string;
	faint(text: string): string;
	good(text: string): string;
	bad(text: string): string;
	warning(text: string): string;
	/** Something in use. */
	active(text: string): string;
}

const same = (text: string): string => text;

export const plainStyle: Style = {
	strong: same,
	faint: same,
	good: same,
	bad: same,
	warning: same,
	active: same,
};

/** Select Graphic Rendition codes of ECMA-48: start and end. */
const rendition =
	(begin: number, end: number) =>
	(text: string): string =>
		text === "" ? "" : `\u001B[${begin}m${text}\u001B[${end}m`;

export const colourStyle: Style = {
	strong: rendition(1, 22),
	faint: rendition(2, 22),
	good: rendition(32, 39),
	bad: rendition(31, 39),
	warning: rendition(33, 39),
	active: rendition(36, 39),
};
