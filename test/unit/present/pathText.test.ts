import { expect, it } from "vitest";
import { pathText } from "../../../src/present/texts/pathText.ts";
import { onWindows } from "../../../src/providers/flake/flakeRows.ts";
import { row } from "../../support/rows.ts";
import { linuxPlaces } from "../../support/states.ts";

it("refuses a flake that cannot be used here, which would end in an activation that fails and in no search path", () => {
	const notActivatable = onWindows("#default");
	const environment = row({ provider: "flake", name: "#default", location: "/w/api", notActivatable });
	expect(pathText(linuxPlaces, { kind: "environment", path: "/w/api", environment })).toEqual({
		text: "“#default” cannot be used on Windows: Nix runs on Linux and macOS.",
		isUsable: false,
	});
});
