import { expect, it } from "vitest";
import { compatibleRows } from "../../../src/present/picker/compatibleRows.ts";
import { pickerRows } from "../../../src/present/picker/pickerRows.ts";
import { goVersion, row } from "../../support/rows.ts";
import { folderState, linuxPlaces, requirement, titles } from "../../support/states.ts";

const old = row({ provider: "sdk", name: "go1.20.1", version: "1.20.1" });
const used = row({ provider: "sdk", name: "go1.21.6", version: "1.21.6" });
const good = row({ provider: "conda", name: "ci", version: "1.22.5" });
const unread = row({ provider: "conda", name: "later", toolchain: { kind: "unknown" } });
const broken = row({
	provider: "conda",
	name: "half",
	toolchain: { kind: "broken", problem: { kind: "toolchain-missing", message: "GOROOT does not exist." } },
});

const request = (required: boolean) => ({
	host: linuxPlaces,
	environments: [old, used, good, unread, broken],
	titles,
	isTrusted: true,
	state: folderState(
		{ kind: "chosen", environment: used, reason: { kind: "pick" } },
		required ? { requirements: [requirement("1.22", { met: false })] } : {},
	),
	verdicts: new Map([
		[goVersion("1.20.1"), false],
		[goVersion("1.21.6"), false],
		[goVersion("1.22.5"), true],
	]),
});

it("leaves out what does not meet the requirement, but for the one in use, and says how many", () => {
	const rows = compatibleRows(request(true));
	const names = rows.flatMap((one) =>
		one.kind === "choice" && one.choice.kind === "environment" ? [one.choice.environment.name] : [],
	);
	expect(names).toEqual(["go1.21.6", "ci", "later"]);
	expect(rows.at(-1)).toMatchObject({
		choice: { kind: "all" },
		label: "Show all environments",
		detail: "2 environments are hidden: go.mod:3 needs Go 1.22 or later",
	});
});

it("is the whole list where nothing is required, or nothing was hidden", () => {
	expect(compatibleRows(request(false))).toEqual(pickerRows(request(false)));
	const met = { ...request(true), environments: [good] };
	expect(compatibleRows(met)).toEqual(pickerRows(met));
});
