import { afterEach, describe, expect, it } from "vitest";
import { environmentsOf } from "../../src/core/discovery/discovery.ts";
import { environmentId } from "../../src/core/environment.ts";
import type { Provider } from "../../src/core/provider.ts";
import { type Resolution, type ResolveRequest, resolveReference } from "../../src/core/selection/reference.ts";
import { type Machine, machine } from "../support/machine.ts";
import { emptyProviders, providerOf, row } from "../support/rows.ts";

let made: Machine;
afterEach(() => made.remove());

const sdk = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5", location: "/usr/local/go", origin: "PATH" });
const goenv = row({
	provider: "sdk",
	name: "go1.22.10",
	version: "1.22.10",
	location: "/goenv/1.22.10",
	origin: "goenv",
});
const gvm = row({
	provider: "gvm",
	name: "go1.22.10",
	version: "1.22.10",
	location: "/gvm/go1.22.10",
	otherNames: ["work"],
});
const pkgset = row({
	provider: "gvm",
	name: "go1.22.10@team",
	version: "1.22.10",
	id: environmentId("gvm", "/gvm/go1.22.10@team"),
	location: "/gvm/go1.22.10",
});
const ci = row({
	provider: "conda",
	name: "ci",
	version: "1.21.6",
	location: "/conda/envs/ci",
	otherPaths: ["/links/ci"],
});
const otherCi = row({ provider: "conda", name: "ci", version: "1.20.1", location: "/mamba/envs/ci" });
const rc = row({ provider: "sdk", name: "go1.23rc1", version: "1.23rc1" });
const hidden = row({
	provider: "conda",
	name: "build",
	version: "1.29.1",
	location: "/conda/conda-bld/x",
	onlyByPath: true,
});
const shell = row({ provider: "flake", name: "default", location: "/work", toolchain: { kind: "unknown" } });
const toolShell = row({ provider: "flake", name: "tools#ci", location: "/work/tools", toolchain: { kind: "unknown" } });
const all = [sdk, goenv, rc, gvm, pkgset, ci, hidden, shell, toolShell];

async function resolve(text: string, options: Partial<ResolveRequest> = {}): Promise<Resolution> {
	made ??= machine();
	return await resolveReference(
		{
			host: made.host,
			rows: all,
			providers: emptyProviders(),
			folder: "/work",
			signal: new AbortController().signal,
			...options,
		},
		text,
	);
}

async function idOf(text: string, options: Partial<ResolveRequest> = {}): Promise<string> {
	const resolution = await resolve(text, options);
	return resolution.kind === "found"
		? resolution.environment.id
		: resolution.kind === "unknown"
			? resolution.fault.kind
			: "inherited";
}

describe("a reference", () => {
	it.each<[string, string]>([
		["conda:/conda/envs/ci", ci.id],
		["/conda/envs/ci", ci.id],
		["/conda/envs/ci/", ci.id],
		["/links/ci", ci.id],
		["../conda/envs/ci", ci.id],
		["/conda/envs/ci/bin/go", ci.id],
		["./tools", toolShell.id],
		["/gvm/go1.22.10", gvm.id],
		[".#default", shell.id],
		["./tools#ci", toolShell.id],
		["conda:ci", ci.id],
		["gvm:go1.22.10@team", pkgset.id],
		["gvm:1.22", gvm.id],
		["ci", ci.id],
		["work", gvm.id],
		["1.22.5", sdk.id],
		["go1.22.5", sdk.id],
		["1.22", goenv.id],
		["1.21", ci.id],
		["1.23", rc.id],
		["latest", goenv.id],
		["gvm:latest", gvm.id],
		["inherited", "inherited"],
		["system", "inherited"],
		["gvm:system", "reference-unknown"],
		["/conda/conda-bld/x", hidden.id],
		["build", "reference-unknown"],
		["1.29.1", "reference-unknown"],
		["go1.22.10", "reference-ambiguous"],
		["default", shell.id],
		["nothing", "reference-unknown"],
		["../../etc/passwd", "reference-unknown"],
		["", "reference-unknown"],
	])("%j is %s", async (text, expected) => {
		expect(await idOf(text)).toBe(expected);
	});

	it("names the candidates of an ambiguous name", async () => {
		const resolution = await resolve("ci", { rows: [ci, otherCi] });
		expect(resolution).toMatchObject({
			kind: "unknown",
			fault: { kind: "reference-ambiguous", candidates: [ci.id, otherCi.id] },
		});
	});

	it("prefers the tool that owns the pin file, then the order of providers, and names the others", async () => {
		const owned = await resolve("1.22.10", { owners: ["gvm", "goenv"] });
		expect(owned).toMatchObject({ environment: { id: goenv.id }, others: [{ id: gvm.id }, { id: pkgset.id }] });
		expect(await idOf("1.22.10", { providers: [...emptyProviders()].reverse() })).toBe(gvm.id);
		expect(await idOf("1.22.10", { owners: ["gvm"] })).toBe(gvm.id);
	});

	it("by a link leads to the row of its real path, and an unlisted path is classified", async () => {
		made = machine({ files: { "/conda/envs/ci": null, "/work/link": { link: "/conda/envs/ci" } } });
		expect(await idOf("./link")).toBe(ci.id);
		const other = row({ provider: "sdk", name: "x", version: "1.2", location: "/work/x" });
		const provider = providerOf("sdk", [], { classify: async (_, path) => (path === "/work/x" ? other : undefined) });
		expect(await idOf("./x", { providers: [provider] })).toBe(other.id);
		expect(await idOf("./y", { providers: [provider] })).toBe("reference-unknown");
	});

	it("with a separator, as lists print it, is a row's name where no such path exists", async () => {
		const pixi = row({ provider: "conda", name: "app/ci", version: "1.22.5", location: "/work/app/.pixi/envs/ci" });
		const rows = [...all, pixi];
		made = machine({ files: { "/work/other": null } });
		expect(await idOf("app/ci", { rows })).toBe(pixi.id);
		expect(await idOf("app/ci", { rows: [...rows, { ...pixi, id: ci.id }] })).toBe("reference-ambiguous");
		expect(await idOf("app/ci", { rows: [...all, { ...pixi, onlyByPath: true }] })).toBe("reference-unknown");
		for (const path of ["./app/ci", "/work/app/ci", "../work/app/ci"]) {
			expect(await idOf(path, { rows })).toBe("reference-unknown");
		}
		made.write({ "/work/app/ci/README": "" });
		expect(await idOf("app/ci", { rows })).toBe("reference-unknown");
	});

	it("to a shell, as lists print it, is a row's name where no such flake exists", async () => {
		expect(await idOf("tools#ci", { folder: "/elsewhere" })).toBe(toolShell.id);
		made = machine({ files: { "/elsewhere/tools/flake.nix": "{ outputs = _: { }; }" } });
		expect(await idOf("tools#ci", { folder: "/elsewhere" })).toBe("reference-unknown");
		expect(await idOf("./tools#ci", { folder: "/somewhere" })).toBe("reference-unknown");
	});

	it.each(["/conda/envs/a#b", "../conda/envs/a#b", "a#b", "conda:a#b"])("may hold a #: %s", async (text) => {
		const hashed = row({ provider: "conda", name: "a#b", version: "1.22.5", location: "/conda/envs/a#b" });
		expect(await idOf(text, { rows: [...all, hashed] })).toBe(hashed.id);
	});

	it("by version leads to a broken row where that alone is meant, so that what is wrong is said", async () => {
		const problem = { kind: "toolchain-incomplete", message: "It is half made." } as const;
		const half = row({ provider: "sdk", name: "go1.18.1", toolchain: { kind: "broken", problem } });
		for (const text of ["1.18.1", "go1.18.1"]) expect(await idOf(text, { rows: [...all, half] })).toBe(half.id);
		const other = row({ provider: "sdk", name: "go1.22.5", location: "/x", toolchain: { kind: "broken", problem } });
		expect(await idOf("1.22.5", { rows: [other, ...all] })).toBe(sdk.id);
	});

	it("by a path is compared without case on Windows, and ~ is the home folder", async () => {
		made = machine({ platform: "win32" });
		const windows = row({ provider: "sdk", name: "go", version: "1.22.5", location: "C:\\Users\\u\\sdk\\go1.22.5" });
		expect(await idOf("c:\\users\\U\\sdk\\GO1.22.5\\", { rows: [windows], folder: "C:\\work" })).toBe(windows.id);
		expect(await idOf("~\\sdk\\go1.22.5", { rows: [windows], folder: "C:\\work" })).toBe(windows.id);
	});
});

describe("an SDK row", () => {
	it("whose real GOROOT another provider lists is folded into that row", () => {
		const linked = row({
			provider: "sdk",
			name: "go1.22.10",
			version: "1.22.10",
			location: "/usr/bin/../gvm",
			realPaths: ["/gvm/go1.22.10"],
		});
		const rows = environmentsOf([linked, sdk], [gvm, pkgset]);
		expect(rows.map(({ id }) => id)).toEqual([sdk.id, gvm.id, pkgset.id]);
		expect(rows.find(({ id }) => id === gvm.id)?.otherPaths).toEqual(["/usr/bin/../gvm"]);
	});

	it("offers to create an environment of a name that nothing has, if a provider makes such ones", async () => {
		const create: Provider["create"] = async () => undefined;
		const providers = [providerOf("sdk", [], { create }), providerOf("gvm", []), providerOf("conda", [], { create })];
		const offered = async (text: string, of = providers): Promise<unknown> => {
			const resolution = await resolve(text, { providers: of });
			if (resolution.kind !== "unknown") throw new Error(`${text} was found`);
			const actions = (resolution.fault.remedies ?? []).map(({ action }) => action);
			return actions.find((action) => action?.kind === "operation");
		};
		const creating = { kind: "operation", name: "create" };
		expect(await offered("batch")).toEqual({ ...creating, environment: "batch" });
		expect(await offered("conda:batch-2")).toEqual({ ...creating, environment: "batch-2" });
		expect(await offered("1.29.1")).toEqual({ ...creating, version: "1.29.1" });
		for (const text of ["gvm:batch", "sdk:batch", "a b", "-x", "./batch", "nowhere#batch"])
			expect(await offered(text), text).toBeUndefined();
		expect(await offered("batch", [providerOf("conda", [])])).toBeUndefined();
	});
});
