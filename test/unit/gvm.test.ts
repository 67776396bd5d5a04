import { afterEach, describe, expect, it } from "vitest";
import { entriesOf } from "../../src/core/activation.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import { type Fault, faultOf } from "../../src/core/fault.ts";
import { gvmProvider } from "../../src/providers/gvm/gvmProvider.ts";
import { type DiscoveredAll, discoveredBy, discoveredIn } from "../support/discovered.ts";
import { gvmFiles, localPkgset } from "../support/gvm.ts";
import { leftBy } from "../support/leftBy.ts";
import { type Content, goroot, type Machine, type MachineOptions, machine } from "../support/machine.ts";

const options = { searchPaths: [] };
const signal = new AbortController().signal;
const root = "/home/u/.gvm";
const machines: Machine[] = [];

function made(files: Readonly<Record<string, Content>>, more: Omit<MachineOptions, "files"> = {}): Machine {
	const result = machine({ ...more, files });
	machines.push(result);
	return result;
}

afterEach(() => {
	for (const one of machines.splice(0)) one.remove();
});

const listed = ({ host }: Machine): Promise<DiscoveredAll> => discoveredBy(gvmProvider, host);
const row = ({ environments }: DiscoveredAll, name: string): GoEnvironment => {
	const found = environments.find((candidate) => candidate.name === name);
	if (found === undefined) throw new Error(`no row ${name}`);
	return found;
};
const problemOf = ({ toolchain }: GoEnvironment): string =>
	toolchain.kind === "broken" ? `${toolchain.problem.kind}: ${toolchain.problem.message}` : toolchain.kind;

describe("what gvm lists", () => {
	it("is each Go by version, and behind it each of its pkgsets", async () => {
		const files = gvmFiles({ gos: ["1.21.6", "1.21.10", "1.22rc1"], pkgsets: { "1.21.6": ["work", "a.b-c+d"] } });
		const { environments: rows, faults, places } = await listed(made(files));
		expect(rows.map(({ name }) => name)).toEqual([
			"go1.21.6",
			"go1.21.6@a.b-c+d",
			"go1.21.6@work",
			"go1.21.10",
			"go1.22rc1",
		]);
		expect(faults).toEqual([]);
		expect(places).toEqual([`${root}/environments`, `${root}/gos`]);
		expect(rows[2]).toMatchObject({
			id: `gvm:${root}/environments/go1.21.6@work`,
			provider: "gvm",
			origin: "gvm",
			location: `${root}/gos/go1.21.6`,
			realPaths: [`${root}/gos/go1.21.6`],
			toolchain: {
				kind: "known",
				version: "1.21.6",
				goroot: `${root}/gos/go1.21.6`,
				program: `${root}/gos/go1.21.6/bin/go`,
			},
		});
	});

	it("is looked for at $GVM_ROOT, with or without a slash at its end", async () => {
		const files = gvmFiles({ root: "/opt/g v m", gos: ["1.22.6"] });
		const { environments: rows } = await listed(made(files, { variables: { GVM_ROOT: "/opt/g v m/" } }));
		expect(rows.map(({ location }) => location)).toEqual(["/opt/g v m/gos/go1.22.6"]);
	});

	it("is nothing without gvm, and nothing on Windows", async () => {
		expect((await listed(made({}))).environments).toEqual([]);
		const windows = made(gvmFiles({ root: "C:\\Users\\u\\.gvm", gos: ["1.22.6"] }), { platform: "win32" });
		windows.write({ "C:\\Users\\u\\.gvm\\environments\\go1.22.6": "export GOROOT=/c/go\n" });
		expect(await listed(windows)).toEqual({ environments: [], faults: [], places: [] });
	});

	it("shows aliases and default as other names of their Go, never as rows", async () => {
		const gvm = gvmFiles({
			gos: ["1.21.6", "1.22.6"],
			pkgsets: { "1.22.6": ["global", "work"] },
			aliases: { stable: "go1.21.6", job: "go1.22.6@work" },
			default: "go1.22.6",
		});
		const result = await listed(made(gvm));
		expect(result.environments.map(({ name, otherNames }) => [name, otherNames])).toEqual([
			["go1.21.6", ["stable"]],
			["go1.22.6", ["default", "go1.22.6@global"]],
			["go1.22.6@work", ["job"]],
		]);
		expect(row(result, "go1.21.6").notes).toEqual(["gvm's alias “stable” resolves to this Go."]);
		expect(row(result, "go1.22.6").notes).toEqual(["This is the default of gvm."]);
		expect(result.faults).toEqual([]);
	});

	it("keeps a row for the pkgset global that somebody edited", async () => {
		const gvm = gvmFiles({ gos: ["1.22.6"], pkgsets: { "1.22.6": ["global"] } });
		const file = `${root}/environments/go1.22.6@global`;
		const result = await listed(made({ ...gvm, [file]: `${String(gvm[file])}export GOFLAGS="-mod=mod"\n` }));
		expect(result.environments.map(({ name }) => name)).toEqual(["go1.22.6", "go1.22.6@global"]);
	});

	it("takes system's GOROOT from its environment file, in doubled quotes, and not the empty gos/system", async () => {
		const gvm = gvmFiles({ gos: ["1.22.6"], system: "/usr/lib/go" });
		const result = await listed(
			made({ ...gvm, ...goroot("/usr/lib/go-1.19", "1.19.8"), "/usr/lib/go": { link: "go-1.19" } }),
		);
		expect(row(result, "system")).toMatchObject({
			location: "/usr/lib/go",
			realPaths: ["/usr/lib/go-1.19"],
			toolchain: { kind: "known", version: "1.19.8", program: "/usr/lib/go/bin/go" },
		});
		const without = gvmFiles({ gos: ["1.22.6"] });
		const { environments: rows } = await listed(made({ ...without, [`${root}/gos/system`]: null }));
		expect(rows.map(({ name }) => name)).toEqual(["go1.22.6"]);
	});

	it("follows a linked Go, and keeps the path as gvm has it", async () => {
		const gvm = gvmFiles({ gos: ["1.22.6"] });
		const linked = gvmFiles({ gos: ["1.20"] });
		const environment = `${root}/environments/go1.20`;
		const files = { ...gvm, ...goroot("/opt/go", "1.20"), [environment]: linked[environment] ?? "" };
		const result = await listed(made({ ...files, [`${root}/gos/go1.20`]: { link: "/opt/go" } }));
		expect(row(result, "go1.20")).toMatchObject({
			location: `${root}/gos/go1.20`,
			realPaths: ["/opt/go"],
			toolchain: { kind: "known", version: "1.20" },
		});
	});

	it("stops soon after it was cancelled", async () => {
		const { host } = made(gvmFiles({ gos: ["1.20", "1.21.1", "1.22.6"] }));
		const stop = new AbortController();
		const names: string[] = [];
		for await (const found of gvmProvider.discoverMachine(host, options, stop.signal)) {
			if (found.kind !== "environment") continue;
			names.push(found.environment.name);
			stop.abort();
		}
		expect(names).toEqual(["go1.20"]);
	});
});

describe("what is wrong is told in words, and harms no other row", () => {
	const gvm = gvmFiles({ gos: ["1.21.6", "1.22.6"], aliases: { stable: "go1.21.6" }, default: "go1.22.6" });
	const file = (name: string): string => `${root}/environments/${name}`;
	const without = (...names: readonly string[]): Record<string, Content> =>
		Object.fromEntries(Object.entries(gvm).filter(([path]) => !names.some((name) => path.startsWith(name))));

	it("a Go without environment file", async () => {
		const result = await listed(made(without(file("go1.21.6"), file("stable"), `${root}/gos/stable`)));
		expect(problemOf(row(result, "go1.21.6"))).toBe(
			`toolchain-incomplete: gvm has no environment file ${file("go1.21.6")} for it. Install this Go again with gvm.`,
		);
		expect(row(result, "go1.22.6").toolchain.kind).toBe("known");
	});

	it.each([
		["without GOROOT", 'export gvm_go_name; gvm_go_name="go1.21.6"\n', "malformed"],
		["that is empty", "", "malformed"],
		["of other text", "<<<<<<< HEAD\n%%%\u0000=\n", "malformed"],
		["that is too large", `${"# ".repeat(40_000)}\n`, "too-large"],
		[
			"that doubles a value for ever",
			`GOROOT=/aaaaaaa\n${'export GOROOT; GOROOT="$GOROOT$GOROOT"\n'.repeat(60)}`,
			"malformed",
		],
		["that nests without end", `export GOROOT; GOROOT="${"${A:-".repeat(10_000)}"\n`, "malformed"],
		["of open brackets", `export GOROOT="${"(".repeat(60_000)}`, "malformed"],
	])("an environment file %s", async (_, text, kind) => {
		const result = await listed(made({ ...gvm, [file("go1.21.6")]: text }));
		expect(problemOf(row(result, "go1.21.6"))).toMatch(new RegExp(`^${kind}: .*/`));
		expect(row(result, "go1.22.6").toolchain.kind).toBe("known");
	});

	it("a directory where an environment file is expected", async () => {
		const result = await listed(made({ ...without(file("go1.21.6")), [file("go1.21.6")]: null }));
		expect(problemOf(row(result, "go1.21.6"))).toBe(`not-a-file: ${file("go1.21.6")} is not a regular file.`);
	});

	it("a link to a Go that is gone", async () => {
		const files = { ...without(`${root}/gos/go1.21.6`), [`${root}/gos/go1.21.6`]: { link: "/opt/gone" } };
		expect(problemOf(row(await listed(made(files)), "go1.21.6"))).toBe(
			`link-broken: ${root}/gos/go1.21.6 is a symbolic link to /opt/gone, which does not exist.`,
		);
	});

	it("a VERSION file that is no version, and none at all", async () => {
		const version = `${root}/gos/go1.21.6/VERSION`;
		const result = await listed(made({ ...gvm, [version]: "x".repeat(10_000_000) }));
		expect(problemOf(row(result, "go1.21.6"))).toBe(`too-large: ${version} is too large.`);
		expect(problemOf(row(await listed(made(without(version))), "go1.21.6"))).toBe(
			`toolchain-incomplete: ${root}/gos/go1.21.6 has no VERSION file.`,
		);
	});

	it("a pkgset whose Go was removed by hand", async () => {
		const pkgset = gvmFiles({ gos: ["1.19"], pkgsets: { "1.19": ["old"] } })[file("go1.19@old")] ?? "";
		const result = await listed(made({ ...gvm, [file("go1.19@old")]: pkgset }));
		expect(problemOf(row(result, "go1.19@old"))).toBe(`toolchain-missing: GOROOT ${root}/gos/go1.19 does not exist.`);
	});

	it("default: missing is no fault, empty or leading nowhere is one with its file", async () => {
		const { environments: rows, faults } = await listed(made(without(file("default"))));
		expect(faults).toEqual([]);
		expect(rows.map(({ name }) => name)).toEqual(["go1.21.6", "go1.22.6"]);
		const empty = await listed(made({ ...gvm, [file("default")]: "" }));
		expect(empty.environments.map(({ name, otherNames }) => [name, otherNames])).toEqual([
			["go1.21.6", ["stable"]],
			["go1.22.6", []],
		]);
		expect(empty.faults).toMatchObject([{ kind: "malformed", file: file("default") }]);
		const dangling = await listed(made({ ...without(file("default")), [file("default")]: { link: "gone" } }));
		expect(dangling.faults).toMatchObject([{ kind: "link-broken", file: file("default") }]);
	});

	it("default as a link that a user made by hand is that Go", async () => {
		const result = await listed(made({ ...without(file("default")), [file("default")]: { link: "go1.21.6" } }));
		expect(result.faults).toEqual([]);
		expect(row(result, "go1.21.6").otherNames).toEqual(["default", "stable"]);
	});

	it("an alias that cannot be read, or whose Go was uninstalled", async () => {
		const empty = await listed(made({ ...gvm, [file("stable")]: "" }));
		expect(empty.faults).toMatchObject([{ kind: "malformed", file: file("stable") }]);
		expect(empty.environments).toHaveLength(2);
		const dead = await listed(made(without(file("go1.21.6"), `${root}/gos/go1.21.6`)));
		expect(dead.faults).toMatchObject([{ kind: "link-broken", file: file("stable") }]);
		expect(dead.faults[0]?.message).toBe(`${file("stable")} resolves to go1.21.6, which gvm does not have.`);
		expect(dead.environments.map(({ name }) => name)).toEqual(["go1.22.6"]);
	});
});

describe("a project's own pkgset", () => {
	it("is not what `gvm pkgset create --local` leaves in gvm's own folder", async () => {
		const left = {
			[`${root}/environments/go1.22.6@local`]: `# Package Set-Specific Overrides
export GVM_OVERLAY_PREFIX; GVM_OVERLAY_PREFIX="\${GVM_ROOT}/pkgsets/go1.22.6/local/overlay"
export PATH; PATH="\${GVM_ROOT}/pkgsets/go1.22.6/local/bin:\${GVM_OVERLAY_PREFIX}/bin:\${PATH}"
`,
		};
		const { environments, faults } = await listed(made({ ...gvmFiles({ gos: ["1.22.6"] }), ...left }));
		expect([environments.map(({ name }) => name), faults]).toEqual([["go1.22.6"], []]);
		const named = gvmFiles({ gos: ["1.22.6"], pkgsets: { "1.22.6": ["local"] } });
		expect((await listed(made(named))).environments.map(({ name }) => name)).toEqual(["go1.22.6", "go1.22.6@local"]);
	});

	it("lies in the folder and has the project first in GOPATH", async () => {
		const { host } = made({ ...gvmFiles({ gos: ["1.22.6"] }), ...localPkgset("/w/app", "1.22.6") });
		const { environments: rows } = await discoveredIn(gvmProvider, host, "/w/app");
		expect(rows).toMatchObject([
			{ name: "go1.22.6@local", folder: "/w/app", location: `${root}/gos/go1.22.6`, toolchain: { kind: "known" } },
		]);
		const [local] = rows;
		if (local === undefined) throw new Error("no row");
		const activated = await gvmProvider.activate?.(host, local, { PATH: "/bin" }, signal);
		expect(activated?.activation.variables["GOPATH"]).toBe(
			`/w/app:/w/app/.gvm_local/pkgsets/go1.22.6/local:${root}/pkgsets/go1.22.6/global`,
		);
		expect(activated?.inputs).toEqual(["/w/app/.gvm_local/environments/go1.22.6@local"]);
	});
});

describe("a path outside discovery", () => {
	it("is a Go of another gvm where an environment file stands beside it", async () => {
		const other = made(gvmFiles({ root: "/srv/gvm", gos: ["1.20"] }));
		const found = await gvmProvider.classify(other.host, "/srv/gvm/gos/go1.20", signal);
		expect(found).toMatchObject({ name: "go1.20", toolchain: { kind: "known", version: "1.20" } });
		if (found === undefined) throw new Error("not classified");
		const activated = await gvmProvider.activate?.(other.host, found, {}, signal);
		expect(activated?.toolchain).toMatchObject({ goroot: "/srv/gvm/gos/go1.20" });
		expect(activated?.activation.lists["PATH"]?.prepend).toContain("/srv/gvm/gos/go1.20/bin");
		other.write(goroot("/srv/gos/go1.20", "1.20"));
		expect(await gvmProvider.classify(other.host, "/srv/gos/go1.20", signal)).toBeUndefined();
	});
});

describe("activation", () => {
	it("puts gvm's entries in front, needs only the environment file, and no GOROOT, which the program finds", async () => {
		const one = made(gvmFiles({ gos: ["1.22.6"] }));
		const environment = row(await listed(one), "go1.22.6");
		const activated = await gvmProvider.activate?.(
			one.host,
			environment,
			{ HOME: "/home/u", PATH: "/usr/bin:/bin" },
			signal,
		);
		const global = `${root}/pkgsets/go1.22.6/global`;
		expect(activated).toEqual({
			activation: {
				lists: {
					PATH: {
						prepend: [`${global}/bin`, `${root}/gos/go1.22.6/bin`, `${global}/overlay/bin`, `${root}/bin`],
						drop: [],
					},
					LD_LIBRARY_PATH: { prepend: [`${global}/overlay/lib`], drop: [] },
					DYLD_LIBRARY_PATH: { prepend: [`${global}/overlay/lib`], drop: [] },
					// gvm's own line ends with a colon if the variable was not set before
					PKG_CONFIG_PATH: { prepend: [`${global}/overlay/lib/pkgconfig`, ""], drop: [] },
				},
				variables: {
					GVM_ROOT: root,
					gvm_go_name: "go1.22.6",
					gvm_pkgset_name: "global",
					GOPATH: global,
					GVM_OVERLAY_PREFIX: `${global}/overlay`,
				},
				terminal: {},
			},
			toolchain: environment.toolchain,
			inputs: [`${root}/environments/go1.22.6`],
			warnings: [],
			scripts: [],
		});
	});

	it("reads the Go's file that a newer gvm's pkgset file sources, and depends on both", async () => {
		const file = `${root}/environments/go1.22.6@strict`;
		const text = `export GVM_ROOT; GVM_ROOT="${root}"
. "\${GVM_ROOT}/environments/go1.22.6"
export gvm_go_name; gvm_go_name="go1.22.6"
export gvm_pkgset_name; gvm_pkgset_name="strict"
export GOPATH; GOPATH="\${GVM_ROOT}/pkgsets/go1.22.6/strict:$GOPATH"
export PATH; PATH="\${GVM_ROOT}/pkgsets/go1.22.6/strict/bin:$PATH"
`;
		const one = made({ ...gvmFiles({ gos: ["1.22.6"] }), [file]: text });
		const environment = row(await listed(one), "go1.22.6@strict");
		const activated = await gvmProvider.activate?.(one.host, environment, { PATH: "/bin" }, signal);
		expect(activated?.inputs).toEqual([file, `${root}/environments/go1.22.6`]);
		expect(await gvmProvider.inputs?.(one.host, environment)).toEqual(activated?.inputs);
		expect(activated?.activation.lists["PATH"]?.prepend.slice(0, 2)).toEqual([
			`${root}/pkgsets/go1.22.6/strict/bin`,
			`${root}/pkgsets/go1.22.6/global/bin`,
		]);
	});

	it("says which lines need a shell, and goes on without them", async () => {
		const file = `${root}/environments/go1.22.6`;
		const gvm = gvmFiles({ gos: ["1.22.6"] });
		const more = 'export GOBIN="$(go env GOPATH)/bin"\n[ -f ~/.x ] && . ~/.x\nexport GOFLAGS=-mod=mod\n';
		const one = made({ ...gvm, [file]: `${String(gvm[file])}${more}` });
		const environment = row(await listed(one), "go1.22.6");
		const activated = await gvmProvider.activate?.(one.host, environment, {}, signal);
		expect(activated?.activation.variables["GOFLAGS"]).toBe("-mod=mod");
		expect(activated?.activation.variables).not.toHaveProperty("GOBIN");
		expect(activated?.warnings.map(({ message }) => message)).toEqual([
			`${file}, line 11 is ignored: only assignments are read.`,
			`${file}, line 12 is ignored: only assignments are read.`,
		]);
	});

	it("of a broken row, and of one whose file went away, is a fault in words", async () => {
		const one = made(gvmFiles({ gos: ["1.22.6", "1.21.6"] }));
		one.write({ [`${root}/environments/go1.21.6`]: "" });
		const result = await listed(one);
		const failure = async (environment: GoEnvironment): Promise<Fault | undefined> =>
			await gvmProvider.activate?.(one.host, environment, {}, signal).then(() => undefined, faultOf);
		const broken = await failure(row(result, "go1.21.6"));
		expect(broken?.kind).toBe("activation-failed");
		expect(broken?.message).toContain(`${root}/environments/go1.21.6 does not set GOROOT to an absolute path.`);
		const known = row(result, "go1.22.6");
		one.remove();
		expect((await failure(known))?.message).toBe(
			"go1.22.6 cannot be activated: its environment file does not exist or sets no GOROOT.",
		);
	});
});

describe("leaving", () => {
	it("touches nothing where no gvm environment is active", async () => {
		const { host } = made(gvmFiles({ gos: ["1.22.6"] }));
		const base = { PATH: `${root}/bin:/bin`, GVM_ROOT: root };
		expect(await leftBy(gvmProvider, host, base)).toBe(base);
	});

	it("works without the file of an environment that was uninstalled since", async () => {
		const { host } = made({});
		const go = `${root}/gos/go1.20`;
		const base = {
			HOME: "/home/u",
			PATH: `${root}/pkgsets/go1.20/global/bin:${go}/bin:/usr/bin`,
			GOROOT: go,
			GOPATH: "/home/u/go",
			GVM_ROOT: root,
			GVM_OVERLAY_PREFIX: `${root}/pkgsets/go1.20/global/overlay`,
			gvm_go_name: "go1.20",
			gvm_pkgset_name: "global",
		};
		expect(await leftBy(gvmProvider, host, base)).toEqual({
			HOME: "/home/u",
			PATH: "/usr/bin",
			GOPATH: "/home/u/go",
		});
	});

	it("keeps the user's own entries of PATH, of which gvm leaves one where its file has them too", async () => {
		const one = made({ ...gvmFiles({ gos: [], system: "/usr/lib/go" }), ...goroot("/usr/lib/go", "1.19.8") });
		const active = {
			// as left by `gvm use system`: without duplicates, its own first (test/oracle/realGvm.test.ts)
			PATH: `/added:${root}/pkgsets/system/global/bin:/usr/lib/go/bin:/bin:/mine:/usr/bin`,
			GVM_PATH_BACKUP: `${root}/bin:/mine:/usr/lib/go/bin:/usr/bin:/bin`,
			GVM_ROOT: root,
			gvm_go_name: "system",
			gvm_pkgset_name: "global",
		};
		const { PATH } = await leftBy(gvmProvider, one.host, active);
		expect(PATH).toBe("/added:/mine:/usr/lib/go/bin:/usr/bin:/bin");
	});

	it("keeps what the shell's gvm needs where scripts/gvm was sourced, and values changed since", async () => {
		const one = made(gvmFiles({ gos: ["1.22.6"] }));
		const environment = row(await listed(one), "go1.22.6");
		const own = {
			PATH: `${root}/bin:/usr/bin`,
			GVM_PATH_BACKUP: `${root}/bin:/usr/bin`,
			GVM_VERSION: "1.0.22",
			GVM_ROOT: root,
		};
		const activated = await gvmProvider.activate?.(one.host, environment, own, signal);
		if (activated === undefined) throw new Error("not activated");
		const { lists, variables } = activated.activation;
		const active: Record<string, string> = { ...own, GOPATH: "/elsewhere" };
		for (const [name, { prepend }] of Object.entries(lists)) {
			active[name] = [...prepend, ...entriesOf(one.host, active[name])].join(":");
		}
		for (const [name, value] of Object.entries(variables))
			if (value !== null && name !== "GOPATH") active[name] = value;
		expect(await leftBy(gvmProvider, one.host, active)).toEqual({ ...own, GOPATH: "/elsewhere" });
	});
});
