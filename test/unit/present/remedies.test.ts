import { describe, expect, it } from "vitest";
import { faultJson } from "../../../src/cli/json.ts";
import { type Fault, remediesOf, repairing } from "../../../src/core/fault.ts";
import { refusalOf } from "../../../src/core/selection/selectionOf.ts";
import { faultText } from "../../../src/present/cli/faultText.ts";
import { plainStyle } from "../../../src/present/cli/style.ts";
import { actionOfRow, offeredActions } from "../../../src/present/faults/offeredActions.ts";
import { problemText, remedyTexts } from "../../../src/present/faults/remedyTexts.ts";
import { rowTooltip } from "../../../src/present/sidebar/rowTooltip.ts";
import { workspaceView } from "../../../src/present/sidebar/workspaceRows.ts";
import { type ActionName, actions, eachAction } from "../../support/actions.ts";
import { misfit } from "../../support/cli.ts";
import { row } from "../../support/rows.ts";
import { folderState, inherits, linuxPlaces } from "../../support/states.ts";

const faultWith = (...remedies: Fault["remedies"] & object): Fault => ({ kind: "conflict", message: "Bad.", remedies });

/** The command that the command line adds to the sentence of a remedy. */
const typed: Readonly<Record<ActionName, string>> = {
	use: " Run `go-environments use conda:ci`.",
	select: " Run `go-environments list`.",
	open: "",
	setting: "",
	trust: " Run `go-environments allow`.",
	"operation refresh": "",
	"operation clear": " Run `go-environments use --clear`.",
	"operation letGoSwitch": "",
	"operation checkTerminal": "",
	"operation activate": "",
	"operation allowBuilds": " Run `go-environments allow --builds --environment flake:/w/api#ci`.",
	"operation openTerminal": "",
	"operation create": " Run `go-environments create --from /w/api/environment.yml`.",
	"operation update": " Run `go-environments update --from /w/api/environment.yml`.",
	log: " Run the command again with GO_ENVIRONMENTS_DEBUG=1, which writes the log to standard error.",
	copy: "",
};

describe.each(eachAction)("a remedy with the action %s", (name, action) => {
	const fault = faultWith({ text: "Mend it.", action });

	it("is a line on the command line, with what to type where something is", () => {
		expect(faultText(linuxPlaces, fault, plainStyle)).toEqual(["✗ Bad.", `  → Mend it.${typed[name]}`]);
	});

	it("is its sentence in the editor, whatever is offered beside it", () => {
		expect(problemText(fault, "editor")).toBe("Bad. Mend it.");
		expect(offeredActions(fault)).toEqual([action]);
	});

	it("is data in JSON, as the schema says", () => {
		const json = faultJson(fault);
		expect(json).toMatchObject({ remedies: [{ text: "Mend it.", action: { ...action } }] });
		expect(misfit("fault", { schemaVersion: 1, faults: [json] })).toBeUndefined();
	});

	it("is what a click on the row of the fault does, but that it copies nothing", () => {
		const state = folderState(inherits(), { faults: [fault] });
		const { rows } = workspaceView({
			host: linuxPlaces,
			folders: [{ folder: "/w/api", name: "api", state }],
			isTrusted: true,
		});
		const shown = rows[0]?.children?.find(({ label }) => label === "Bad.");
		expect(shown).toMatchObject({ folder: "/w/api", tooltip: ["Bad.", "Mend it."] });
		expect(shown?.action).toEqual(name === "copy" ? undefined : action);
	});
});

describe("remedies", () => {
	it("keep their order: lines, buttons, JSON", () => {
		const fault = faultWith(
			{ text: "First.", action: actions.select },
			{ text: "Second." },
			{ text: "Third.", action: actions.copy },
		);
		expect(remedyTexts(fault, "cli")).toEqual(["First. Run `go-environments list`.", "Second.", "Third."]);
		expect(offeredActions(fault)).toEqual([actions.select, actions.copy]);
		expect(faultJson(fault)["remedies"]).toEqual([
			{ text: "First.", action: { kind: "select" } },
			{ text: "Second.", action: null },
			{ text: "Third.", action: { kind: "copy", text: "go env -u GOROOT" } },
		]);
	});

	it("may be none: no line, the log in the editor, an empty list in JSON", () => {
		for (const fault of [{ kind: "conflict", message: "Bad." } as const, faultWith()]) {
			expect(remediesOf(fault)).toEqual([]);
			expect(faultText(linuxPlaces, fault, plainStyle)).toEqual(["✗ Bad."]);
			expect(offeredActions(fault)).toEqual([{ kind: "log" }]);
			expect(actionOfRow(fault)).toBeUndefined();
			expect(faultJson(fault)).toMatchObject({ remedies: [] });
		}
	});

	it("of a text are joined by opening it where it is wrong, once", () => {
		const place = { file: "/w/api/go.mod", line: 3 };
		const malformed: Fault = { kind: "malformed", message: "Bad.", ...place };
		expect(offeredActions(malformed)).toEqual([{ kind: "open", ...place }]);
		expect(actionOfRow(malformed)).toEqual({ kind: "open", ...place });
		const known: Fault = { ...malformed, remedies: [{ text: "Correct it.", action: actions.open }] };
		expect(offeredActions(known)).toEqual([actions.open]);
		// a folder, or a file that is not text, has no line
		const folder: Fault = { ...faultWith({ text: "x", action: actions.setting }), file: "/w/gone" };
		expect(offeredActions(folder)).toEqual([actions.setting]);
		expect(actionOfRow(folder)).toEqual(actions.setting);
	});

	it("name no command that a shell would read otherwise", () => {
		for (const reference of ["a b", "$(rm)", "it's", "a;b", "`x`"]) {
			const fault = faultWith({ text: "Use it.", action: { kind: "use", reference } });
			expect(remedyTexts(fault, "cli")).toEqual(["Use it."]);
		}
	});

	it("of a broken environment are those of its problem, then to select another one", () => {
		const problem = { kind: "toolchain-incomplete", message: "Half.", remedies: [{ text: "Run it again." }] } as const;
		const broken = row({ provider: "sdk", name: "go1.22.1", toolchain: { kind: "broken", problem } });
		const another = { text: "Select another environment.", action: { kind: "select" } };
		expect(refusalOf(broken)).toMatchObject({ remedies: [{ text: "Run it again." }, another] });
		expect(repairing({ kind: "malformed", message: "x" })).toEqual([{ text: "Repair or remove it." }, another]);
		const tooltip = rowTooltip(
			{ host: linuxPlaces, folders: [] },
			{ id: "x", label: "x", mark: "error", environment: broken },
		);
		expect(tooltip.sentences).toEqual(["Half. Run it again."]);
	});

	it("of a selection that is missing are one click away", () => {
		const missing = {
			kind: "missing",
			reference: "ci",
			reason: { kind: "pick" },
			fault: faultWith({ text: "Select another.", action: actions.select }),
		} as const;
		const folders = [{ folder: "/w/api", name: "api", state: folderState(missing) }];
		const { rows } = workspaceView({ host: linuxPlaces, folders, isTrusted: true });
		expect(rows[0]?.children?.[0]).toMatchObject({
			action: { kind: "select" },
			folder: "/w/api",
			tooltip: ["Bad.", "Select another."],
		});
	});
});
