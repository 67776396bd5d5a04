import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acceptedByCondaSpec } from "../../src/conda/condaRange.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import type { FoundSpecification, InheritedGo } from "../../src/core/folderKnowledge.ts";
import { pickOf } from "../../src/core/selection/picks.ts";
import { select } from "../../src/core/selection/selection.ts";
import type { Selected, SelectRequest } from "../../src/core/selection/selectionOf.ts";
import type { SpecificationKind } from "../../src/core/specification.ts";
import { specificationReaders } from "../../src/specifications/readers.ts";
import { type Machine, machine } from "../support/machine.ts";
import { emptyProviders, providerOf, row } from "../support/rows.ts";

const sdk = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5", location: "/usr/local/go", origin: "PATH" });
const old = row({ provider: "sdk", name: "go1.20.1", version: "1.20.1", location: "/sdk/go1.20.1" });
const gvm = row({ provider: "gvm", name: "go1.22.5", version: "1.22.5", location: "/gvm/go1.22.5", origin: "gvm" });
const ci = row({ provider: "conda", name: "ci", version: "1.21.6", location: "/conda/envs/ci" });
const python = row({ provider: "conda", name: "python", location: "/conda/envs/python" });
const broken = row({
	provider: "sdk",
	name: "go1.19",
	location: "/sdk/go1.19",
	toolchain: { kind: "broken", problem: { kind: "toolchain-missing", message: "The go program is missing." } },
});
const half = {
	provider: "sdk",
	name: "lost",
	toolchain: { kind: "broken", problem: { kind: "link-broken", message: "The link is dead." } },
} as const;
const local = row({
	provider: "conda",
	name: ".conda",
	version: "1.23.1",
	location: "/work/app/.conda",
	folder: "/work/app",
});
const shell = row({ provider: "flake", name: "default", location: "/work/app", toolchain: { kind: "unknown" } });
const everything = [sdk, old, broken, gvm, ci, python];
const inherited: InheritedGo = { kind: "program", program: "/usr/local/go/bin/go", goroot: "/usr/local/go" };

let made: Machine;
beforeEach(() => {
	made = machine();
});
afterEach(() => made.remove());

function file(
	kind: SpecificationKind,
	alternatives: readonly string[],
	more: Partial<FoundSpecification> = {},
): FoundSpecification {
	const owners = specificationReaders.find((reader) => reader.kind === kind)?.owners;
	return {
		kind,
		file: `/work/app/${kind}`,
		above: false,
		demand: { alternatives, line: 3 },
		faults: [],
		...(owners === undefined ? {} : { owners }),
		...more,
	};
}

function choose(request: Partial<SelectRequest>): Promise<Selected> {
	return select({
		host: made.host,
		folder: "/work/app",
		machine: everything,
		rows: [...everything, local, shell],
		providers: emptyProviders(),
		specifications: [],
		inherited,
		signal: new AbortController().signal,
		...request,
	});
}

/** The selection in one word, and its reason. */
async function chosen(request: Partial<SelectRequest>): Promise<readonly (string | undefined)[]> {
	const { selection } = await choose(request);
	const what = selection.kind === "chosen" ? selection.environment.id : selection.kind;
	return [what, selection.reason.kind, selection.reason.file];
}

describe("the selection", () => {
	const setting = { reference: "ci", file: "/work/app/.vscode/settings.json", line: 2 };
	const specifications = [file(".go-version", ["1.20.1"])];

	it("is the argument, the pick, the setting, the deciding file, the inherited Go, in this order", async () => {
		const pick = pickOf(gvm);
		const argument = { reference: "./.conda", base: "/work/app" };
		expect(await chosen({ argument, pick, setting, specifications })).toEqual([local.id, "argument", undefined]);
		expect(await chosen({ pick, setting, specifications })).toEqual([gvm.id, "pick", undefined]);
		expect(await chosen({ setting, specifications })).toEqual([ci.id, "setting", setting.file]);
		expect(await chosen({ specifications })).toEqual([old.id, "specification", "/work/app/.go-version"]);
		expect(await chosen({})).toEqual(["inherited", "none", undefined]);
	});

	it("can be the inherited Go by pick, whose row is that of its SDK", async () => {
		const { selection } = await choose({ pick: { id: "inherited", paths: [] }, specifications });
		expect(selection).toMatchObject({ kind: "inherited", reason: { kind: "pick" }, environment: { id: sdk.id } });
	});

	it("finds a pick again by a path, and says when it is gone", async () => {
		const moved = { id: "sdk:/old/place" as typeof sdk.id, paths: ["/old/place", "/gvm/go1.22.5"] };
		expect(await chosen({ pick: moved })).toEqual([gvm.id, "pick", undefined]);
		const { selection } = await choose({ pick: { ...moved, paths: ["/old/place"] } });
		expect(selection).toMatchObject({ kind: "missing", reference: "/old/place", fault: { kind: "selection-missing" } });
	});

	it("looks for a pick at each of its paths, what lies at the first that leads anywhere", async () => {
		const cached = row({ provider: "sdk", name: "cached", version: "1.22.5", location: "/cache/go" });
		const lost = row({ ...half, location: "/session/go" });
		const classifying = (...rows: readonly GoEnvironment[]) => [
			providerOf("sdk", [], { classify: async (_, path) => rows.find(({ location }) => location === path) }),
		];
		// vfox: the session's link is removed, the cache that it pointed to stays
		const pick = { id: "sdk:/session/go" as typeof sdk.id, paths: ["/session/go", "/cache/go"] };
		expect(await chosen({ pick, providers: classifying(cached) })).toEqual([cached.id, "pick", undefined]);
		expect(await chosen({ pick, providers: classifying(lost, cached) })).toEqual([cached.id, "pick", undefined]);
		const { selection } = await choose({ pick, providers: classifying(lost) });
		expect(selection).toMatchObject({ kind: "missing", fault: { kind: "reference-refused" } });
	});

	it("keeps the pick of a link that was moved: what it leads to now", async () => {
		const before = row({ provider: "sdk", name: "go1.21", version: "1.21.6", location: "/opt/go1.21" });
		const now = row({
			provider: "sdk",
			name: "go1.22",
			version: "1.22.5",
			location: "/opt/go1.22",
			otherPaths: ["/opt/go"],
		});
		const pick = { id: "sdk:/opt/go" as typeof sdk.id, paths: ["/opt/go", "/opt/go1.21"] };
		expect(await chosen({ rows: [before, now], pick })).toEqual([now.id, "pick", undefined]);
	});

	it("takes the first file of the nearest folder that names Go, and an environment.yml only where its dependencies do", async () => {
		const yml = file("environment.yml", ["conda:ci"]);
		expect(await chosen({ specifications: [{ ...yml, namesNoGo: true }] })).toEqual(["inherited", "none", undefined]);
		expect(await chosen({ specifications: [{ ...yml, accepts: acceptedByCondaSpec("go=1.21") }] })).toEqual([
			ci.id,
			"specification",
			yml.file,
		]);
		const near = file(".go-version", ["1.22.5"]);
		const far = file("go-environments.yaml", ["1.20"], { file: "/work/go-environments.yaml", above: true });
		expect(await chosen({ specifications: [near, far] })).toEqual([gvm.id, "specification", near.file]);
	});

	it("names the runners-up of a version", async () => {
		const { selection } = await choose({ specifications: [file(".go-version", ["1.22"])] });
		expect(selection.reason.others?.map(({ id }) => id)).toEqual([sdk.id]);
	});

	it("takes the first alternative that exists", async () => {
		expect(await chosen({ specifications: [file(".tool-versions", ["1.99.1", "1.21", "1.22"])] })).toEqual([
			ci.id,
			"specification",
			"/work/app/.tool-versions",
		]);
	});

	it("is missing where no alternative exists, with what a lesser file names as recommended", async () => {
		const { selection } = await choose({
			specifications: [file("mise.toml", ["1.99"]), file(".go-version", ["1.20"])],
		});
		expect(selection).toMatchObject({
			kind: "missing",
			reference: "1.99",
			reason: { file: "/work/app/mise.toml", line: 3 },
			fault: { kind: "reference-unknown", file: "/work/app/mise.toml", line: 3 },
			recommended: { id: old.id },
		});
	});

	it.each([
		["python", "reference-refused"],
		["/sdk/go1.19", "reference-refused"],
	])("is missing where a file names %s, with that row's problem", async (reference, kind) => {
		const { selection } = await choose({ specifications: [file("go-environments.yaml", [reference])] });
		expect(selection).toMatchObject({ kind: "missing", fault: { kind } });
	});

	it("is missing where only the file's own tool can read it", async () => {
		const { demand: _, ...template } = file("mise.toml", []);
		const specification = { ...template, unreadable: { text: "{{ env.GO }}", line: 2 } };
		const { selection } = await choose({ specifications: [specification, file(".go-version", ["1.20"])] });
		expect(selection).toMatchObject({
			kind: "missing",
			fault: { kind: "malformed", line: 2 },
			recommended: { id: old.id },
		});
	});

	it("of a file above the folder is only what the machine lists", async () => {
		const above = { file: "/work/go-environments.yaml", above: true };
		const classify = providerOf("conda", [], { classify: async () => local });
		const request = { providers: [classify], specifications: [file("go-environments.yaml", ["./app/.conda"], above)] };
		expect((await chosen(request))[0]).toBe("missing");
		expect((await chosen({ specifications: [file("go-environments.yaml", ["ci"], above)] }))[0]).toBe(ci.id);
	});

	it("of a file above the folder that names a path says that such a file cannot", async () => {
		const above = { file: "/work/go-environments.yaml", above: true };
		const { selection } = await choose({ specifications: [file("go-environments.yaml", ["./app/.conda"], above)] });
		expect(selection).toMatchObject({ fault: { message: expect.stringContaining("above this folder") as unknown } });
	});

	it("says what the reader of the file said, where it cannot be read", async () => {
		const told = { kind: "malformed" as const, message: "Version 2 is not known.", file: "/work/app/x", line: 1 };
		const { demand: _, ...whole } = file("go-environments.yaml", [], { faults: [told] });
		const { selection } = await choose({ specifications: [{ ...whole, unreadable: { text: "ci", line: 1 } }] });
		expect(selection).toMatchObject({ kind: "missing", fault: told });
	});

	it("only recommends a flake that a file names", async () => {
		const flake = file("flake.nix", [".#default"], { offers: "flake" });
		const named = file("go-environments.yaml", [".#default"]);
		for (const specification of [flake, named]) {
			const { selection } = await choose({ specifications: [specification] });
			expect(selection).toMatchObject({ kind: "inherited", recommended: { id: shell.id } });
		}
		expect((await chosen({ pick: pickOf(shell) }))[0]).toBe(shell.id);
	});

	it("keeps the flake that a file names as recommended, whatever lesser files name", async () => {
		const ci = row({
			provider: "flake",
			name: "#ci",
			location: "/work/app",
			toolchain: { kind: "unknown" },
			id: "flake:ci" as typeof shell.id,
		});
		const specifications = [
			file("go-environments.yaml", [".#ci"]),
			file(".go-version", ["1.20"]),
			file("flake.nix", [".#default"], { offers: "flake" }),
		];
		const { selection } = await choose({ rows: [...everything, shell, ci], specifications });
		expect(selection).toMatchObject({ kind: "inherited", recommended: { id: ci.id } });
	});

	it("says nothing of disagreement where the deciding file cannot be read", async () => {
		const { demand: _, ...whole } = file("go-environments.yaml", []);
		const unreadable = { ...whole, unreadable: { text: "ci", line: 2 } };
		const { faults } = await choose({
			specifications: [unreadable, file("environment.yml", ["conda:ci"], { accepts: acceptedByCondaSpec("go") })],
		});
		expect(faults).toEqual([]);
	});

	it("says that files disagree, and not where they agree", async () => {
		const agreeing = [file("mise.toml", ["1.22.5"]), file(".go-version", ["1.22"])];
		expect((await choose({ specifications: agreeing })).faults).toEqual([]);
		const { faults, selection } = await choose({
			specifications: [file("mise.toml", ["1.22"]), file(".go-version", ["1.20"])],
		});
		expect(selection).toMatchObject({ kind: "chosen" });
		expect(faults).toMatchObject([{ kind: "conflict", file: "/work/app/.go-version", line: 3 }]);
		expect(faults[0]?.message).toMatch(/“1\.20”.*“1\.22”/);
	});
});
