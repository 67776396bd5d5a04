import { expect, it } from "vitest";
import { emptyActivation } from "../../../src/core/activation.ts";
import { rowTooltip } from "../../../src/present/sidebar/rowTooltip.ts";
import type { TreeRow } from "../../../src/present/sidebar/treeRow.ts";
import { goVersion, row } from "../../support/rows.ts";
import { folderState, linuxPlaces } from "../../support/states.ts";

const ci = row({
	provider: "conda",
	name: "ci",
	version: "1.22.5",
	otherPaths: ["/opt/ci"],
	problems: [{ kind: "conflict", message: "Two files disagree." }],
});
const shown: TreeRow = { id: "x", label: "ci", mark: "environment", environment: ci, tooltip: ["Meets it."] };
const activation = { ...emptyActivation, variables: { CONDA_PREFIX: "/home/u/ci", MY_TOKEN: "abc" } };
const folder = {
	folder: "/w/api",
	name: "api",
	state: folderState(
		{ kind: "chosen", environment: ci, reason: { kind: "pick" } },
		{
			activation: {
				kind: "active",
				activated: { activation, toolchain: ci.toolchain, inputs: [], warnings: [], scripts: [] },
			},
		},
	),
};

it("has the facts, what is wrong, the verdict, and the masked variables where it is in use", () => {
	const tooltip = rowTooltip({ host: linuxPlaces, folders: [folder] }, shown);
	expect(tooltip.title).toBe("ci");
	expect(tooltip.facts).toEqual([
		["Version", "1.22.5"],
		["GOROOT", "/conda/ci"],
		["Program", "/conda/ci/bin/go"],
		["From", "conda"],
		["Also at", "/opt/ci"],
	]);
	expect(tooltip.sentences).toEqual(["Two files disagree.", "Meets it."]);
	expect(tooltip.variables).toEqual([
		["CONDA_PREFIX", "~/ci"],
		["MY_TOKEN", "••••"],
	]);
});

it("has one form of paths, with ~ for the home folder", () => {
	const home = row({
		provider: "conda",
		name: "k8s",
		location: "/home/u/k8s",
		toolchain: { kind: "known", version: goVersion("1.22.5"), goroot: "/home/u/k8s/go", program: "/home/u/k8s/bin/go" },
		otherPaths: ["/home/u/also"],
		problems: [{ kind: "conflict", message: "Two files of /home/u/k8s disagree." }],
	});
	const { facts, sentences } = rowTooltip({ host: linuxPlaces, folders: [] }, { ...shown, environment: home });
	expect(facts.map(([, value]) => value).filter((value) => value.includes("/"))).toEqual([
		"~/k8s/go",
		"~/k8s/bin/go",
		"~/k8s",
		"~/also",
	]);
	expect(sentences[0]).toBe("Two files of ~/k8s disagree.");
});

it("says when the scripts of an environment in use ran", () => {
	const activated = { activation, toolchain: ci.toolchain, inputs: [], warnings: [] };
	const ran = { ...activated, scripts: ["/conda/ci/etc/conda/activate.d/a.sh"], ranAt: Date.parse("2026-11-29T10:32") };
	const state = { ...folder.state, activation: { kind: "active" as const, activated: ran } };
	const { sentences } = rowTooltip({ host: linuxPlaces, folders: [{ ...folder, state }] }, shown);
	expect(sentences.at(-1)).toMatch(/^Its activation scripts ran at 10:32(?: AM)?\. Refresh to run them again\.$/);
});

it("has no variables where it is in use nowhere", () => {
	expect(rowTooltip({ host: linuxPlaces, folders: [] }, shown).variables).toEqual([]);
});

it("says on which machine the row is in a remote window", () => {
	const last = (remoteName: string): string | undefined =>
		rowTooltip({ host: linuxPlaces, folders: [], remoteName }, shown).sentences.at(-1);
	expect(last("ssh-remote")).toBe("On the remote machine (ssh-remote)");
	expect(last("wsl")).toBe("In WSL");
	expect(last("dev-container")).toBe("In the container (dev-container)");
});

it("of another row is its sentences, else its label", () => {
	const plain: TreeRow = { id: "y", label: "Needs Go 1.22 or later", mark: "met" };
	expect(rowTooltip({ host: linuxPlaces, folders: [] }, plain).sentences).toEqual(["Needs Go 1.22 or later"]);
});
