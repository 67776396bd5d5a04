import { expect, it } from "vitest";
import { environmentLabel, environmentText, shownName } from "../../../src/present/texts/environmentText.ts";
import { row } from "../../support/rows.ts";

it("calls an environment that is named by its path by the end of it", () => {
	const location = "/home/u/app/.conda";
	const inside = row({ provider: "conda", name: location, version: "1.22.5", location });
	expect(environmentText(inside)).toBe("Go 1.22.5 (.conda)");
	expect(environmentLabel({ ...inside, toolchain: { kind: "unknown" } })).toBe(".conda");
	expect(shownName({ name: "C:\\w\\.conda\\", location: "C:\\w\\.conda\\" })).toBe(".conda");
	expect(shownName({ name: "ci", location: "/envs/ci" })).toBe("ci");
});
