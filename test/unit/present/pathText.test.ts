import { expect, it } from "vitest";
import { pathText } from "../../../src/present/texts/pathText.ts";
import { row } from "../../support/rows.ts";
import { linuxPlaces } from "../../support/states.ts";

it("refuses a flake, which would end in an activation that fails and in no search path", () => {
	const environment = row({ provider: "flake", name: "#default", location: "/w/api", toolchain: { kind: "unknown" } });
	expect(pathText(linuxPlaces, { kind: "environment", path: "/w/api", environment })).toEqual({
		text: "“#default” cannot be used yet: a later version will activate flakes.",
		isUsable: false,
	});
});
