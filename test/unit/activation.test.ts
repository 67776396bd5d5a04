import { describe, expect, it } from "vitest";
import { activeId, activeMark, activeVariables, withoutActivation } from "../../src/core/activation/activeMark.ts";
import { type Activation, activationBetween, applied, composed } from "../../src/core/activation.ts";
import { environmentId } from "../../src/core/environment.ts";
import type { Variables } from "../../src/core/host.ts";
import { pathsOf } from "../../src/host/nodeHost.ts";

const linux = { platform: "linux" as const, path: pathsOf("linux") };
const windows = { platform: "win32" as const, path: pathsOf("win32") };
const id = environmentId("sdk", "/go");

const change: Activation = {
	lists: { PATH: { prepend: ["/new/bin"], drop: ["/old/bin"] }, LD_LIBRARY_PATH: { prepend: [], drop: ["/old/lib"] } },
	variables: { GOROOT: null, GOTOOLCHAIN: "local", GOPATH: "/g" },
	terminal: {},
};

describe("an activation", () => {
	it("puts entries in front, drops all equal ones, sets and removes", () => {
		const base = { PATH: "/old/bin:/a:/old/bin", LD_LIBRARY_PATH: "/old/lib", GOROOT: "/x", KEEP: "1" };
		expect(applied(linux, base, change)).toEqual({
			PATH: "/new/bin:/a",
			GOTOOLCHAIN: "local",
			GOPATH: "/g",
			KEEP: "1",
		});
	});

	it("finds variables without case on Windows, with its own separator", () => {
		const base = { Path: "C:\\a;C:\\old", goroot: "C:\\go" };
		const windowsChange = {
			lists: { PATH: { prepend: ["C:\\new"], drop: ["C:\\old"] } },
			variables: { GOROOT: null },
			terminal: {},
		};
		expect(applied(windows, base, windowsChange)).toEqual({ Path: "C:\\new;C:\\a" });
	});

	it.each<[string, Variables, Variables]>([
		["a prepend", { PATH: "/a:/b" }, { PATH: "/n:/a:/b" }],
		["a prepend of what is there already", { PATH: "/a:/b" }, { PATH: "/b:/a:/b" }],
		["a repeated first entry", { PATH: "/a" }, { PATH: "/a:/a" }],
		["a drop in the middle", { PATH: "/a:/b:/c" }, { PATH: "/n:/a:/c" }],
		["another order", { PATH: "/a:/b:/c" }, { PATH: "/c:/b:/a" }],
		["a new and a lost list", { LD_LIBRARY_PATH: "/l" }, { PKG_CONFIG_PATH: "/p" }],
		["an empty last entry, as gvm leaves it", {}, { PKG_CONFIG_PATH: "/p:" }],
		["values", { A: "1", B: "2" }, { B: "3", C: "" }],
	])("between two environments leads from one to the other: %s", (_, before, after) => {
		expect(applied(linux, before, activationBetween(linux, before, after))).toEqual(after);
	});

	it("between two environments names entries, not whole lists, where it can", () => {
		const { lists } = activationBetween(linux, { PATH: "/a:/b" }, { PATH: "/n:/b" });
		expect(lists).toEqual({ PATH: { prepend: ["/n"], drop: ["/a"] } });
	});

	it("followed by another equals the two in turn", () => {
		const second: Activation = {
			lists: { PATH: { prepend: ["/second"], drop: ["/new/bin", "/a"] } },
			variables: { GOPATH: null, X: "1" },
			terminal: {},
		};
		const base = { PATH: "/a:/old/bin:/b", GOROOT: "/x" };
		expect(applied(linux, base, composed(change, second))).toEqual(
			applied(linux, applied(linux, base, change), second),
		);
	});
});

describe("the own mark", () => {
	const base: Variables = {
		PATH: "/old/bin:/usr/bin",
		LD_LIBRARY_PATH: "/old/lib",
		GOROOT: "/user/go",
		GOTOOLCHAIN: "auto",
		HOME: "/home/u",
	};
	const active = activeVariables(linux, id, base, change);

	it("takes the whole activation back", () => {
		expect(activeId(linux, active)).toBe(id);
		expect(withoutActivation(linux, active)).toEqual(base);
	});

	it("takes back a nested one to what the outer one started from", () => {
		const nested = activeVariables(linux, environmentId("sdk", "/other"), withoutActivation(linux, active), {
			...change,
			variables: { GOROOT: "/other" },
		});
		expect(withoutActivation(linux, nested)).toEqual(base);
	});

	it("keeps what was changed since", () => {
		const changed = { ...active, PATH: `/mine:${active["PATH"]}`, GOPATH: "/mine" };
		const back = withoutActivation(linux, changed);
		// PATH is no longer the one we set: removes our entry, and restores the dropped one next to its neighbour
		expect(back["PATH"]).toBe("/mine:/old/bin:/usr/bin");
		expect(back["GOPATH"]).toBe("/mine");
		expect(back["GOTOOLCHAIN"]).toBe("auto");
	});

	it("brings back as a whole, or not at all, what leaving another environment took away", () => {
		const outer: Variables = {
			PATH: "/conda/bin:/conda/condabin:/usr/bin",
			CONDA_PREFIX: "/conda",
			CONDA_SHLVL: "1",
			GOTOOLCHAIN: "auto",
		};
		const leaving: Activation = {
			lists: { PATH: { prepend: ["/new/bin"], drop: ["/conda/bin"] } },
			variables: { CONDA_PREFIX: null, CONDA_SHLVL: null, GOTOOLCHAIN: "local" },
			terminal: {},
			groups: [
				{
					state: ["CONDA_PREFIX", "CONDA_SHLVL"],
					variables: ["CONDA_PREFIX", "CONDA_SHLVL"],
					entries: { PATH: ["/conda/bin"] },
				},
			],
		};
		const inner = activeVariables(linux, id, outer, leaving);
		expect(withoutActivation(linux, inner)).toEqual(outer);
		const extended = { ...inner, PATH: `/mine:${inner["PATH"]}:/last` };
		expect(withoutActivation(linux, extended)).toEqual({ ...outer, PATH: `/mine:${outer["PATH"]}:/last` });
		// conda was used since: CONDA_PREFIX is another one's, so nothing of the earlier one is restored
		const reused = { ...inner, CONDA_PREFIX: "/dev", CONDA_SHLVL: "1", PATH: `/dev/bin:${inner["PATH"]}` };
		expect(withoutActivation(linux, reused)).toEqual({
			PATH: "/dev/bin:/conda/condabin:/usr/bin",
			CONDA_PREFIX: "/dev",
			CONDA_SHLVL: "1",
			GOTOOLCHAIN: "auto",
		});
		const half = { ...inner, CONDA_SHLVL: "0" };
		expect(withoutActivation(linux, half)).toEqual({
			PATH: "/conda/condabin:/usr/bin",
			CONDA_SHLVL: "0",
			GOTOOLCHAIN: "auto",
		});
	});

	it("of version 1, in a shell that runs since then, is taken back, and what was left as a whole or not at all", () => {
		const outer: Variables = { PATH: "/conda/bin:/usr/bin", CONDA_PREFIX: "/conda", CONDA_SHLVL: "1" };
		const inner: Variables = {
			PATH: "/new/bin:/usr/bin",
			GOTOOLCHAIN: "local",
			[activeMark]: JSON.stringify({
				version: 1,
				id,
				lists: { PATH: { prepend: ["/new/bin"], drop: ["/conda/bin"], before: outer["PATH"] } },
				variables: {
					CONDA_PREFIX: { value: null, before: "/conda" },
					CONDA_SHLVL: { value: null, before: "1" },
					GOTOOLCHAIN: { value: "local", before: null },
				},
				left: ["CONDA_PREFIX", "CONDA_SHLVL"],
			}),
		};
		expect(activeId(linux, inner)).toBe(id);
		expect(withoutActivation(linux, inner)).toEqual(outer);
		const used = { ...inner, CONDA_PREFIX: "/dev", CONDA_SHLVL: "1", PATH: `/dev/bin:${inner["PATH"]}` };
		expect(withoutActivation(linux, used)).toEqual({
			PATH: "/dev/bin:/usr/bin",
			CONDA_PREFIX: "/dev",
			CONDA_SHLVL: "1",
		});
	});

	it("takes back what a terminal collection did, which knows no earlier values and cannot unset", () => {
		const { [activeMark]: _, ...applies } = activeVariables(linux, id, { PATH: "/usr/bin" }, change);
		const mark = {
			version: 1,
			id,
			lists: change.lists,
			variables: { GOROOT: { value: null }, GOPATH: { value: "/g" } },
		};
		const terminal = { ...applies, GOROOT: "", [activeMark]: JSON.stringify(mark) };
		expect(withoutActivation(linux, terminal)).toEqual({ PATH: "/usr/bin", GOTOOLCHAIN: "local" });
	});

	it.each(["", "{", "null", "[]", '{"version":2}', '{"version":1,"id":"x","lists":{"PATH":{}},"variables":{}}'])(
		"that cannot be read is dropped alone: %j",
		(text) => {
			expect(withoutActivation(linux, { PATH: "/a", [activeMark]: text })).toEqual({ PATH: "/a" });
			expect(activeId(linux, { [activeMark]: text })).toBeUndefined();
		},
	);
});

describe("the own mark, where the tool of an environment was used since", () => {
	const base: Variables = {
		PATH: "/old/bin:/usr/bin",
		PREFIX: "/old",
		LEVEL: "1",
		GOTOOLCHAIN: "auto",
		OURS: "before",
	};
	const ci: Activation = {
		lists: { PATH: { prepend: ["/ci/bin"], drop: ["/old/bin"] } },
		variables: { PREFIX: "/ci", LEVEL: "1", SCRIPT: "ci", OLD: null, GOTOOLCHAIN: "local", OURS: "ours" },
		terminal: {},
		groups: [
			{
				state: ["PREFIX", "LEVEL", "BELOW"],
				variables: ["PREFIX", "LEVEL", "BELOW", "SCRIPT", "OLD"],
				entries: { PATH: ["/ci/bin", "/old/bin"] },
			},
		],
	};
	const active = activeVariables(linux, id, base, ci);
	const back = { GOTOOLCHAIN: "auto", OURS: "before" };

	it.each<[string, Variables]>([
		["left it", { PATH: "/usr/bin", LEVEL: "0" }],
		["put another one in its place, on the same level", { PATH: "/py/bin:/usr/bin", PREFIX: "/py", LEVEL: "1" }],
		["put the same one on another level", { PATH: "/ci/bin:/usr/bin", PREFIX: "/ci", LEVEL: "3", SCRIPT: "ci" }],
		[
			"put it on top of another one",
			{ PATH: "/ci/bin:/usr/bin", PREFIX: "/ci", LEVEL: "1", BELOW: "/py", SCRIPT: "ci" },
		],
		["went back to the earlier one", { PATH: "/old/bin:/usr/bin", PREFIX: "/old", LEVEL: "1" }],
		["has a variable with our value", { PATH: "/py/bin:/usr/bin", PREFIX: "/py", LEVEL: "1", SCRIPT: "ci" }],
	])("leaves all that is the tool's as it is: %s", (_, now) => {
		const { [activeMark]: mark = "" } = active;
		const used = { ...now, GOTOOLCHAIN: "local", OURS: "ours", [activeMark]: mark };
		expect(withoutActivation(linux, used)).toEqual({ ...now, ...back });
	});

	it("takes all back where the tool is again as we made it, and where only a value of its script changed", () => {
		expect(withoutActivation(linux, active)).toEqual(base);
		expect(withoutActivation(linux, { ...active, SCRIPT: "mine" })).toEqual({ ...base, SCRIPT: "mine" });
	});

	it("sees it by a state that the activation did not change", () => {
		const left: Activation = {
			lists: { PATH: { prepend: ["/sdk/bin"], drop: ["/old/bin"] } },
			variables: { LEVEL: "1" },
			terminal: {},
			groups: [{ state: ["PREFIX", "LEVEL"], variables: ["PREFIX", "LEVEL"], entries: { PATH: ["/old/bin"] } }],
		};
		const stacked = { PATH: "/py/bin:/old/bin:/usr/bin", PREFIX: "/py", LEVEL: "2" };
		const made = activeVariables(linux, id, stacked, left);
		expect(withoutActivation(linux, made)).toEqual(stacked);
		expect(withoutActivation(linux, { ...made, PREFIX: "/base", PATH: "/base/bin:/sdk/bin:/usr/bin" })).toEqual({
			PATH: "/base/bin:/usr/bin",
			PREFIX: "/base",
			LEVEL: "1",
		});
	});

	it("keeps the two tools apart", () => {
		const second = { state: ["GVM"], variables: ["GVM", "GOPATH"], entries: { PATH: ["/gvm/bin"] } };
		const outer = { ...base, PATH: `/gvm/bin:${base["PATH"]}`, GVM: "go1", GOPATH: "/gvm" };
		const both: Activation = {
			lists: { PATH: { prepend: ["/ci/bin"], drop: ["/old/bin", "/gvm/bin"] } },
			variables: { ...ci.variables, GVM: null, GOPATH: null },
			terminal: {},
			groups: [...(ci.groups ?? []), second],
		};
		const made = activeVariables(linux, id, outer, both);
		expect(withoutActivation(linux, made)).toEqual(outer);
		expect(withoutActivation(linux, { ...made, GVM: "go2", PATH: `/gvm/2/bin:${made["PATH"]}` })).toEqual({
			...base,
			PATH: "/gvm/2/bin:/old/bin:/usr/bin",
			GVM: "go2",
		});
	});

	it("finds the names without case on Windows", () => {
		const outer = { Path: "C:\\old;C:\\w", prefix: "C:\\old" };
		const change: Activation = {
			lists: { PATH: { prepend: ["C:\\ci"], drop: ["C:\\old"] } },
			variables: { prefix: "C:\\ci" },
			terminal: {},
			groups: [{ state: ["PREFIX"], variables: ["PREFIX"], entries: { PATH: ["C:\\ci", "C:\\old"] } }],
		};
		const made = activeVariables(windows, id, outer, change);
		expect(withoutActivation(windows, made)).toEqual(outer);
		const used = { ...made, Path: "C:\\py;C:\\w", prefix: "C:\\py" };
		expect(withoutActivation(windows, used)).toEqual({ Path: "C:\\py;C:\\w", prefix: "C:\\py" });
	});

	it("leaves no empty stand-in for a variable that a terminal could not unset", () => {
		const used = { ...active, PREFIX: "/py", OLD: "" };
		expect(Object.hasOwn(withoutActivation(linux, used), "OLD")).toBe(false);
	});
});
