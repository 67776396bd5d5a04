import { expect, it } from "vitest";
import { pathsOf } from "../../../src/host/nodeHost.ts";
import { referenceName } from "../../../src/present/texts/referenceName.ts";
import { linuxPlaces } from "../../support/states.ts";

it.each([
	["sdk:/home/u/sdk/go1.25.14", "go1.25.14"],
	["conda:/opt/conda/envs/ci", "ci"],
	["~/sdk/go1.22.5", "go1.22.5"],
	["./tools/go/", "go"],
	["conda:ci", "conda:ci"],
	["1.22", "1.22"],
	[".#ci", ".#ci"],
	["/", "/"],
])("%s is %s in one word", (reference, name) => {
	expect(referenceName(linuxPlaces, reference)).toBe(name);
});

it("of Windows is the last part too", () => {
	expect(referenceName({ path: pathsOf("win32") }, "sdk:C:\\sdk\\go1.22.5")).toBe("go1.22.5");
});
