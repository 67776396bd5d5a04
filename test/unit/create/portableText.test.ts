import { expect, it } from "vitest";
import { nameForFolder, nameProblem } from "../../../src/conda/environmentName.ts";
import { isPortable } from "../../../src/conda/isPortable.ts";

it.each([
	["conda-forge", true],
	["conda-forge/label/dev", true],
	["https://conda.anaconda.org/conda-forge", true],
	["https://c.example:8443/ch::go>=1.22,<1.24", true],
	["_go_select[build=nocgo]", true],
	["go[version='>=1.22',channel=conda-forge]", true],
	["https://conda.anaconda.org/t/tok/private", false],
	["https://conda.anaconda.org/t/<TOKEN>/private", false],
	["https://me:secret@c.example/ch", false],
	["https://*****@c.example/ch", false],
	["file:///root/ch", false],
	["FILE:///root/ch::go", false],
	["/root/ch", false],
	["~/ch", false],
	["./ch", false],
	["..\\ch", false],
	["C:\\ch", false],
	["C:/ch", false],
	["\\\\server\\ch", false],
	["http://localhost:8000/ch", false],
	["http://127.0.0.1/ch", false],
	["http://[::1]:8000/ch", false],
	["go[channel='/root/ch']", false],
	["go[version=1.22, channel=~/ch]", false],
])("%s may stand in a file that colleagues share: %s", (text, expected) => {
	expect(isPortable(text)).toBe(expected);
});

it.each([
	["api", "api"],
	["my project", "my-project"],
	[".config", "config"],
	["-x.", "x"],
	["base", undefined],
	["中文", undefined],
	["con", undefined],
])("the folder %s gives its environment the name %s", (folder, name) => {
	expect(nameForFolder(folder)).toBe(name);
	if (name !== undefined) expect(nameProblem(name)).toBeUndefined();
});
