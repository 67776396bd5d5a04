import { describe, expect, it } from "vitest";
import { type Given, noEnvironment, openedTerminals } from "../../src/editor/terminals/outdated/openedTerminals.ts";
import { staleText } from "../../src/present/terminals/terminalTexts.ts";

const old: Given = { key: "a", name: "ci", version: "1.21.5" };
const next: Given = { key: "b", name: "work", version: "1.22.5" };
const gives = (given: Given) => () => given;

describe("terminals that are open when their folder changes", () => {
	it("are those that were started with something else than new ones, of this folder only", () => {
		const terminals = openedTerminals<string>();
		terminals.opened("one", "/w/api", old);
		terminals.opened("two", "/w/api", next);
		terminals.opened("three", "/w/batch", old);
		expect(terminals.stale("/w/api", old)).toEqual([{ terminal: "two", given: next }]);
		expect(terminals.stale("/w/api", next)).toEqual([{ terminal: "one", given: old }]);
		terminals.closed("one");
		expect(terminals.stale("/w/api", next)).toEqual([]);
		expect(terminals.of("three")).toEqual({ folder: "/w/batch", given: old });
		expect(terminals.of("one")).toBeUndefined();
	});

	it("have what is given now when their shell is another process than before", () => {
		const terminals = openedTerminals<string>();
		terminals.opened("one", "/w/api", old);
		terminals.runs("one", 17, gives(next));
		terminals.runs("one", 17, gives(next));
		terminals.runs("one", undefined, gives(next));
		expect(terminals.stale("/w/api", next)).toHaveLength(1);
		terminals.runs("one", 18, gives(next));
		expect(terminals.stale("/w/api", next)).toEqual([]);
	});

	it("have the inherited Go by its version as soon as that is known, where nothing of ours was given", () => {
		const terminals = openedTerminals<string>();
		terminals.opened("one", "/w/api", { key: noEnvironment });
		terminals.opened("two", "/w/api", { key: noEnvironment, version: "1.20" });
		terminals.opened("three", "/w/api", { key: "a" });
		terminals.opened("four", "/w/batch", { key: noEnvironment });
		terminals.learned("/w/api", "1.21.5");
		const versions = ["one", "two", "three", "four"].map((name) => terminals.of(name)?.given.version);
		expect(versions).toEqual(["1.21.5", "1.20", undefined, undefined]);
	});

	it("have it when we started them again, before their new process is known", () => {
		const terminals = openedTerminals<string>();
		terminals.opened("one", "/w/api", old);
		terminals.runs("one", 17, gives(old));
		terminals.relaunched("one", gives(next));
		terminals.runs("one", 18, gives(old));
		expect(terminals.stale("/w/api", next)).toEqual([]);
	});
});

describe("the message about them", () => {
	it("says how many, of which folder, and what they and new ones have", () => {
		expect(staleText("api", [old, old], next)).toBe(
			"2 terminals of api still have Go 1.21.5. New ones have Go 1.22.5.",
		);
		expect(staleText("api", [old], next)).toBe("1 terminal of api still has Go 1.21.5. New ones have Go 1.22.5.");
	});

	it("names environments where the version does not tell them apart, or is not known", () => {
		const same = { name: "ci2", version: "1.21.5" };
		expect(staleText("api", [same], old)).toBe(
			"1 terminal of api still has Go 1.21.5 (ci2). New ones have Go 1.21.5 (ci).",
		);
		expect(staleText("api", [{ version: "1.21.5" }], old)).toContain("Go 1.21.5 (inherited).");
		expect(staleText("api", [{ name: "#default" }], next)).toContain("Go (#default).");
	});

	it("says only that they are outdated where new ones have the same Go with other variables", () => {
		expect(staleText("api", [old], old)).toBe("1 terminal of api is outdated. New ones have Go 1.21.5 (ci).");
	});

	it("names no Go that nobody knows", () => {
		expect(staleText("api", [{}], next)).toBe("1 terminal of api is outdated. New ones have Go 1.22.5.");
		expect(staleText("api", [{}, old], next)).toBe("2 terminals of api are outdated. New ones have Go 1.22.5.");
		expect(staleText("api", [old], {})).toBe("1 terminal of api still has Go 1.21.5. New ones have the inherited Go.");
	});

	it("does not list everything where they have different ones", () => {
		expect(staleText("api", [old, { name: "x", version: "1.20" }], next)).toBe(
			"2 terminals of api are outdated. New ones have Go 1.22.5.",
		);
	});
});
