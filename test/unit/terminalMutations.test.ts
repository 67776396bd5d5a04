import { describe, expect, it } from "vitest";
import { type Activation, emptyActivation } from "../../src/core/activation.ts";
import { activeMark, withoutActivation } from "../../src/core/activeMark.ts";
import { environmentId } from "../../src/core/environment.ts";
import type { Variables } from "../../src/core/host.ts";
import { type Mutation, mutationsOf } from "../../src/editor/terminals/mutations.ts";
import { linuxPlaces } from "../support/states.ts";

const id = environmentId("conda", "/c/envs/ci");
const activation: Activation = {
	lists: {
		PATH: { prepend: ["/c/envs/ci/bin", "/c/envs/ci/x y"], drop: ["/c/bin"] },
		LD_LIBRARY_PATH: { prepend: ["/c/envs/ci/lib"], drop: [] },
		XDG_DATA_DIRS: { prepend: [], drop: ["/gone"] },
	},
	variables: { GOROOT: null, GOPATH: "/g", CONDA_PREFIX: "/c/envs/ci" },
	terminal: { CONDA_AUTO_ACTIVATE_BASE: "false" },
};
const outside: Variables = { PATH: "/usr/bin:/bin", GOROOT: "/mine", GOPATH: '/my "go"\\path' };

const mutations = (variables: Variables = outside, of = activation): readonly Mutation[] =>
	mutationsOf({ ...linuxPlaces, variables }, id, of);

/** What VS Code does to a terminal's variables: at the start of its process, and again by the shell's integration. */
function terminal(base: Variables, times: number): Variables {
	const result: Record<string, string> = { ...base };
	for (let time = 0; time < times; time++) {
		for (const { variable, kind, value } of mutations()) {
			result[variable] = kind === "prepend" ? value + (result[variable] ?? "") : value;
		}
	}
	return result;
}

describe("an activation as a collection of VS Code", () => {
	it("has one mutation for each variable, all entries of a list in it", () => {
		const names = mutations().map(({ variable }) => variable);
		expect(new Set(names).size).toBe(names.length);
		expect(mutations()[0]).toEqual({
			variable: "PATH",
			kind: "prepend",
			value: "/c/envs/ci/bin:/c/envs/ci/x y:",
		});
	});

	it("never makes an empty entry of a list that is not set, which would be the working directory", () => {
		const library = (variables: Variables) =>
			mutations(variables).find(({ variable }) => variable === "LD_LIBRARY_PATH");
		expect(library(outside)).toMatchObject({ kind: "replace", value: "/c/envs/ci/lib" });
		expect(library({ ...outside, LD_LIBRARY_PATH: "" })).toMatchObject({ kind: "replace" });
		expect(library({ ...outside, LD_LIBRARY_PATH: "/l" })).toMatchObject({ kind: "prepend", value: "/c/envs/ci/lib:" });
	});

	it("removes by an empty value, and has what is for terminals only", () => {
		expect(mutations()).toEqual(
			expect.arrayContaining([
				{ variable: "GOROOT", kind: "replace", value: "" },
				{ variable: "CONDA_AUTO_ACTIVATE_BASE", kind: "replace", value: "false" },
			]),
		);
		expect(mutations().some(({ variable }) => variable === "XDG_DATA_DIRS")).toBe(false);
	});

	it("can be passed through a shell's `echo -e`: the mark has no backslash", () => {
		const mark = mutations().find(({ variable }) => variable === activeMark);
		expect(mark?.value).not.toContain("\\");
		expect(mark?.value).toContain("%5C");
	});

	it.each([1, 2, 3])("is taken back whole, however often VS Code prepended it (%i)", (times) => {
		expect(withoutActivation(linuxPlaces, terminal(outside, times))).toEqual(outside);
	});

	it("leaves an entry of the user's own that is equal to one of ours", () => {
		const same = { ...outside, PATH: "/c/envs/ci/bin:/usr/bin" };
		expect(withoutActivation(linuxPlaces, terminal(same, 2))["PATH"]).toBe(same.PATH);
	});

	it("marks a terminal also where an environment changes nothing", () => {
		expect(mutations(outside, emptyActivation).map(({ variable }) => variable)).toContain(activeMark);
	});
});
