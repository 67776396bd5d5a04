import { describe, expect, it } from "vitest";
import { activeMark, withoutActivation } from "../../src/core/activation/activeMark.ts";
import { type Activation, emptyActivation } from "../../src/core/activation.ts";
import { environmentId } from "../../src/core/environment.ts";
import type { Variables } from "../../src/core/host.ts";
import { exactChange, exactVariables } from "../../src/editor/terminals/open/exactVariables.ts";
import { type Mutation, mutationsOf, windowMutations } from "../../src/editor/terminals/variables/mutations.ts";
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

const launcher = "/g/bin";
const machine = { ...linuxPlaces, variables: outside };
const mutations = (variables: Variables = outside, of = activation): readonly Mutation[] =>
	mutationsOf({ ...linuxPlaces, variables }, id, of, launcher);

/** Applies the changes as VS Code does: when a terminal's process starts, and again by shell integration. */
function terminal(base: Variables, times: number, made = mutations()): Variables {
	const result: Record<string, string> = { ...base };
	for (let time = 0; time < times; time++) {
		for (const { variable, kind, value } of made) {
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
			value: "/c/envs/ci/bin:/c/envs/ci/x y:/g/bin:",
		});
	});

	it("never makes an empty entry of a list that is not set, which would be the working directory", () => {
		const library = (variables: Variables) =>
			mutations(variables).find(({ variable }) => variable === "LD_LIBRARY_PATH");
		expect(library(outside)).toMatchObject({ kind: "replace", value: "/c/envs/ci/lib" });
		expect(library({ ...outside, LD_LIBRARY_PATH: "" })).toMatchObject({ kind: "replace" });
		expect(library({ ...outside, LD_LIBRARY_PATH: "/l" })).toMatchObject({ kind: "prepend", value: "/c/envs/ci/lib:" });
	});

	it("removes by what the readers of a variable take as none, and leaves alone what none stands for", () => {
		const removed = [
			"GOROOT",
			"GOFLAGS",
			"CGO_ENABLED",
			"CONDA_PREFIX",
			"CONDA_SHLVL",
			"__CONDA_SHLVL_0_CC",
			"gvm_go_name",
			...["GVM_ROOT", "GVM_OVERLAY_PREFIX", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL"],
		];
		const kept = [
			"CC",
			"SSL_CERT_FILE",
			"GIT_DIR",
			"TZ",
			"DATABASE_URL",
			"CONDA_EXE",
			"GOOGLE_APPLICATION_CREDENTIALS",
			...["LANGUAGE", "PYTHON_CONFIG", "XPYTHONPATH", "MYGVM_ROOT"],
		];
		const variables = Object.fromEntries([...removed, ...kept].map((name) => [name, null]));
		const values = mutations(outside, { ...emptyActivation, variables }).map(({ variable, value }) => [
			variable,
			value,
		]);
		expect(values).toEqual(expect.arrayContaining(removed.map((name) => [name, name === "CONDA_SHLVL" ? "0" : ""])));
		expect(values.filter(([name = ""]) => kept.includes(name))).toEqual([]);
	});

	it("takes away only at the start what another environment had, and what a start-up file may put there again", () => {
		const base = { ...outside, CONDA_SHLVL: "1", CONDA_PREFIX: "/c" };
		const variables = { CONDA_SHLVL: null, CONDA_PREFIX: null, GOROOT: null, GOPATH: "/g" };
		const leaving = { ...emptyActivation, variables, left: ["CONDA_SHLVL", "CONDA_PREFIX", "GOPATH"] };
		const once = mutations(base, leaving).filter(({ isOnlyAtStart }) => isOnlyAtStart === true);
		expect(once.map(({ variable }) => variable)).toEqual(["CONDA_SHLVL", "CONDA_PREFIX"]);
		const { VSCODE_ENV_REPLACE: later } = exactVariables(
			{ ...machine, variables: base },
			{ id, activation: leaving },
			{},
		);
		expect(later).toContain("GOROOT=");
		expect(later).not.toMatch(/(?:^|:)CONDA_/);
	});

	it("is taken back also where conda's level is 0 instead of unset, and a variable stayed", () => {
		const base = { ...outside, CONDA_SHLVL: "1", CONDA_PREFIX: "/c", CC: "cc" };
		const variables = { CONDA_SHLVL: null, CONDA_PREFIX: null, CC: null };
		const names = Object.keys(variables);
		const groups = [{ state: names, variables: names, entries: {} }];
		const made = mutations(base, { ...emptyActivation, variables, left: names, groups });
		expect(withoutActivation(linuxPlaces, terminal(base, 2, made))).toEqual(base);
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

	it("holds the launcher's folder behind our entries, and none where terminals are not to find it", () => {
		const path = mutationsOf(machine, id, activation).find(({ variable }) => variable === "PATH");
		expect(path?.value).toBe("/c/envs/ci/bin:/c/envs/ci/x y:");
		expect(mutations()).toContainEqual({ variable: "GO_ENVIRONMENTS_LAUNCHER", kind: "replace", value: launcher });
	});

	it("marks a terminal also where an environment changes nothing", () => {
		expect(mutations(outside, emptyActivation).map(({ variable }) => variable)).toContain(activeMark);
	});
});

describe("what all terminals of the window get", () => {
	it("is the launcher's folder, which is taken back again", () => {
		const made = windowMutations(machine, launcher);
		expect(terminal(outside, 2, made)["PATH"]).toBe("/g/bin:/g/bin:/usr/bin:/bin");
		expect(withoutActivation(linuxPlaces, terminal(outside, 2, made))).toEqual(outside);
	});

	it("is a place for PATH without effect where the launcher is not wanted everywhere", () => {
		expect(windowMutations(machine, undefined)).toEqual([{ variable: "PATH", kind: "append", value: "" }]);
	});
});

describe("a terminal with exactly an environment", () => {
	it("has also what a collection cannot say: entries and variables that are gone", () => {
		const change = exactChange(
			{ ...machine, variables: { ...outside, PATH: "/c/bin:/usr/bin" } },
			{ id, activation, launcher },
		);
		expect(change).toMatchObject({
			PATH: "/c/envs/ci/bin:/c/envs/ci/x y:/g/bin:/usr/bin",
			GOROOT: null,
			GOPATH: "/g",
			CONDA_AUTO_ACTIVATE_BASE: "false",
		});
	});

	it("finds the launcher also where the environment changes no PATH, and has none of its own else", () => {
		const plain = { ...emptyActivation, variables: { A: "1" } };
		const { PATH: _, ...change } = exactChange(machine, { id, activation: plain });
		expect(change).toMatchObject({ A: "1" });
		expect(change).not.toHaveProperty("GO_ENVIRONMENTS_LAUNCHER");
		expect(exactChange(machine, { id, activation: plain, launcher })).toMatchObject({
			A: "1",
			PATH: "/g/bin:/usr/bin:/bin",
			GO_ENVIRONMENTS_LAUNCHER: launcher,
		});
	});

	it("is taken back whole, with what the collection of its folder adds", () => {
		const change = Object.entries(exactChange(machine, { id, activation, launcher }));
		const started = { ...outside, ...Object.fromEntries(change.filter(([, value]) => value !== null)) } as Variables;
		expect(withoutActivation(linuxPlaces, terminal(started, 2))["PATH"]).toBe(outside["PATH"]);
	});

	it("knows what of it is a tool's: nothing of that is taken back where the tool was used since", () => {
		const base = { ...outside, CONDA_PREFIX: "/py", CONDA_SHLVL: "1" };
		const names = ["CONDA_PREFIX", "CONDA_SHLVL"];
		const using: Activation = {
			lists: { PATH: { prepend: ["/c/envs/ci/bin"], drop: ["/py/bin"] } },
			variables: { CONDA_PREFIX: "/c/envs/ci", CONDA_SHLVL: "1" },
			terminal: {},
			groups: [{ state: names, variables: names, entries: { PATH: ["/c/envs/ci/bin", "/py/bin"] } }],
		};
		const change = exactChange({ ...machine, variables: base }, { id, activation: using });
		const used = { ...base, ...change, CONDA_PREFIX: "/dev", PATH: "/dev/bin:/usr/bin:/bin" } as Variables;
		expect(withoutActivation(linuxPlaces, used)).toMatchObject({
			CONDA_PREFIX: "/dev",
			CONDA_SHLVL: "1",
			PATH: "/dev/bin:/usr/bin:/bin",
		});
	});

	it("gets a whole environment where its folder uses another: without the editor's own variables", () => {
		const variables = { ...outside, VSCODE_PID: "1", ELECTRON_RUN_AS_NODE: "1" };
		const all = exactVariables({ ...machine, variables }, { id, activation }, { TERM_PROGRAM: "vscode" });
		expect(all).toMatchObject({ PATH: "/c/envs/ci/bin:/c/envs/ci/x y:/usr/bin:/bin", TERM_PROGRAM: "vscode" });
		expect(Object.keys(all)).not.toEqual(expect.arrayContaining(["VSCODE_PID"]));
		expect(all).not.toHaveProperty("ELECTRON_RUN_AS_NODE");
		expect(all).not.toHaveProperty("GOROOT");
	});

	it("has an inherited Go that was selected first, and is marked as nothing of ours", () => {
		const first = { lists: { PATH: { prepend: ["/usr/local/go/bin"], drop: [] } }, variables: {}, terminal: {} };
		const all = exactVariables({ ...machine, variables: outside }, { id: "inherited", activation: first }, {});
		expect(all).toMatchObject({ PATH: `/usr/local/go/bin:${outside["PATH"]}`, GO_ENVIRONMENTS_TIMES: "1" });
		expect(all["VSCODE_ENV_PREPEND"]).toContain("PATH=/usr/local/go/bin\\x3a");
		expect(all).not.toHaveProperty("GO_ENVIRONMENTS_ACTIVE");
	});

	it("lets shell integration put it in front of what start-up files did, as the editor encodes it", () => {
		const { VSCODE_ENV_PREPEND: prepended } = exactVariables(machine, { id, activation }, {});
		expect(prepended?.split(":")).toEqual(["PATH=/c/envs/ci/bin\\x3a/c/envs/ci/x y\\x3a", "GO_ENVIRONMENTS_TIMES=1"]);
	});
});
