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
		// PATH is no longer the one we made: our entry goes, and what we dropped comes back to its neighbour
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
			left: ["CONDA_PREFIX", "CONDA_SHLVL"],
		};
		const inner = activeVariables(linux, id, outer, leaving);
		expect(withoutActivation(linux, inner)).toEqual(outer);
		const extended = { ...inner, PATH: `/mine:${inner["PATH"]}:/last` };
		expect(withoutActivation(linux, extended)).toEqual({ ...outer, PATH: `/mine:${outer["PATH"]}:/last` });
		// conda was used since: CONDA_PREFIX is another one's, so nothing of the earlier one comes back
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
