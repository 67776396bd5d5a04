import { describe, expect, it } from "vitest";
import type { EnvironmentPlan } from "../../../src/core/creation.ts";
import { pathsOf } from "../../../src/host/nodeHost.ts";
import { planText } from "../../../src/present/cli/planText.ts";
import { plainStyle } from "../../../src/present/cli/style.ts";
import { planDetail } from "../../../src/present/creation/planDetail.ts";

const host = { home: "/home/a", path: pathsOf("linux") };
const plan = (more: Partial<EnvironmentPlan>): EnvironmentPlan => ({
	change: "update",
	changes: [],
	name: "ci",
	location: "/home/a/envs/ci",
	tool: { title: "conda 24.7.1", program: "/opt/conda/bin/conda" },
	channels: ["conda-forge"],
	requested: ["go=1.23", "gotool"],
	notes: [{ kind: "note", message: "Something to know." }],
	operation: { id: "update", title: "Update", origin: { kind: "machine" }, exclusive: "x", run: async () => "" },
	...more,
});
/** Without the title, the columns, and the bullets of notes. */
const cli = (shown: EnvironmentPlan, folders: readonly string[]): readonly string[] =>
	planText({ host, plan: shown, folders, style: plainStyle, widthOf: (text) => text.length })
		.slice(1)
		.map((line) => line.trim().replace(/ {2,}/, ": ").replace(/^· /, ""));

describe("a plan on the command line and in a dialog", () => {
	it.each([
		[
			"an update that removes",
			plan({
				packages: [
					{ name: "go", version: "1.22.5", change: "remove" },
					{ name: "go", version: "1.23.1", change: "install" },
				],
				downloadBytes: 72_000_000,
			}),
			["Installs: go 1.23.1", "Removes: go 1.22.5", "Download: 72 MB", "Something to know."],
		],
		[
			"packages of pip",
			plan({ pip: ["black==24", "-r more.txt"] }),
			["By pip: black==24  -r more.txt", "Something to know."],
		],
		["an update of nothing", plan({ packages: [] }), ["All packages are installed already.", "Something to know."]],
		["a removal", plan({ change: "remove" }), ["Used by: ~/w", "Something to know.", "All files in it are deleted."]],
	])("says the same of %s", (_, shown, said) => {
		const folders = shown.change === "remove" ? ["/home/a/w"] : [];
		const detail = planDetail(host, shown, folders);
		expect(detail).toEqual([
			"Place: ~/envs/ci",
			"Tool: conda 24.7.1 (/opt/conda/bin/conda)",
			"From: conda-forge",
			"Requested: go=1.23  gotool",
			...said,
		]);
		expect(cli(shown, folders)).toEqual(detail);
	});

	it("counts what is too much for a dialog", () => {
		const many = Array.from({ length: 20 }, (_, index) => `p${index}`);
		const packages = many.map((name) => ({ name, version: "1", change: "install" as const }));
		const detail = planDetail(host, plan({ pip: many, packages })).join("\n");
		expect(detail).toContain("p7  and 12 more");
		expect(detail).toContain("p7 1, and 12 more");
	});
});
