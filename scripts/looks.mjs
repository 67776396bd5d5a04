/** The looks of the editor that pictures are taken in. */
export const looks = [
	{ name: "dark", theme: "Default Dark Modern" },
	{ name: "light", theme: "Default Light Modern" },
	{ name: "contrast", theme: "Default High Contrast" },
	{ name: "contrast-light", theme: "Default High Contrast Light" },
	{ name: "chinese", theme: "Default Dark Modern", language: "zh-cn" },
];
