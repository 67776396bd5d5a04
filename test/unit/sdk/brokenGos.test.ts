import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { Host } from "../../../src/core/host.ts";
import { discoverSdks } from "../../../src/providers/sdk/discover.ts";
import { sdkProvider } from "../../../src/providers/sdk/sdkProvider.ts";
import { type DiscoveredAll, discoveredBy } from "../../support/discovered.ts";
import { type Content, goroot, type Machine, type MachineOptions, machine } from "../../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

function listing(options: MachineOptions, searchPaths: readonly string[] = []): Promise<DiscoveredAll> {
	made = machine(options);
	return discoveredBy(sdkProvider, made.host, { searchPaths });
}

/** `name kind: problem` by the last part of each location. */
const problemsOf = ({ environments }: DiscoveredAll): Record<string, string> =>
	Object.fromEntries(
		environments.map(({ location, name, toolchain, problems }) => [
			location.replace(/^.*versions\//, ""),
			`${name} ${toolchain.kind}: ${problems.map(({ kind, message }) => `${kind}: ${message}`).join()}`,
		]),
	);

const version = (name: string): string => `/home/u/.goenv/versions/${name}`;

/** A GOROOT with the given text in VERSION. */
const saying = (at: string, text: string | null): Record<string, Content> => ({
	...goroot(at, "1.22.6"),
	[`${at}/VERSION`]: text,
});

describe("half-made Gos are rows that say so", () => {
	it("but one that was unpacked by hand is good, also on PATH and by path, unless dl's archive or a lack tells otherwise", async () => {
		const at = (version: string): string => `/home/u/sdk/go${version}`;
		const whole = (version: string): Record<string, Content> => ({
			...goroot(at(version), version),
			[`${at(version)}/pkg/tool/linux_amd64/compile`]: { program: "" },
		});
		const { environments } = await listing({
			variables: { PATH: `${at("1.22.1")}/bin` },
			files: {
				...whole("1.22.1"),
				...whole("1.22.2"),
				[`${at("1.22.2")}/go1.22.2.linux-amd64.tar.gz`]: "",
				...whole("1.22.3"),
				[`${at("1.22.3")}/go1.22.3.linux-amd64.tar.gz`]: "",
				[`${at("1.22.3")}/.unpacked-success`]: "",
				...goroot(at("1.22.4"), "1.22.4"),
			},
		});
		expect(environments.map(({ name, toolchain }) => `${name} ${toolchain.kind}`)).toEqual([
			"go1.22.1 known",
			"go1.22.4 broken",
			"go1.22.3 known",
			"go1.22.2 broken",
		]);
		expect(environments[3]?.problems[0]?.message).toContain("go1.22.2.linux-amd64.tar.gz");
	});

	it("of golang.org/dl, mise, g and go's own cache", async () => {
		const cache = "/home/u/go/pkg/mod";
		const toolchain = (v: string): string => `${cache}/golang.org/toolchain@v0.0.1-go${v}.linux-amd64`;
		const { environments } = await listing({
			files: {
				...goroot("/home/u/sdk/go1.22.1", "1.22.1"),
				"/home/u/sdk/go1.22.2": null,
				...goroot("/home/u/.local/share/mise/installs/go/1.22.3", "1.22.3"),
				"/home/u/.cache/mise/go/1.22.3/incomplete": "",
				...goroot("/home/u/.go/.versions/1.22.4", "1.22.4"),
				"/home/u/.go/.versions/1.22.4/g.lock": "",
				...goroot(toolchain("1.22.5"), "1.22.5"),
				[`${cache}/cache/download/golang.org/toolchain/@v/v0.0.1-go1.22.5.linux-amd64.partial`]: "",
				...goroot(toolchain("1.22.6"), "1.22.6"),
				[`${toolchain("1.22.6")}/src/_go.mod`]: "module std\n",
				...goroot(toolchain("1.22.7"), "1.22.7"),
				[`${toolchain("1.22.7")}/src/_go.mod`]: "module std\n",
				[`${toolchain("1.22.7")}/src/go.mod`]: "module std\n",
			},
		});
		expect(environments.map(({ name, problems }) => [name, problems.map(({ kind }) => kind).join()])).toEqual([
			["go1.22.2", "toolchain-incomplete"],
			["go1.22.1", "toolchain-incomplete"],
			["go1.22.3", "toolchain-incomplete"],
			["go1.22.4", "toolchain-incomplete"],
			["go1.22.7", ""],
			["go1.22.6", "toolchain-incomplete"],
			["go1.22.5", "toolchain-incomplete"],
		]);
		expect(environments[1]?.toolchain).toEqual({
			kind: "broken",
			version: "1.22.1",
			goroot: "/home/u/sdk/go1.22.1",
			program: "/home/u/sdk/go1.22.1/bin/go",
			problem: {
				kind: "toolchain-incomplete",
				message: "/home/u/sdk/go1.22.1 is only partly unpacked: pkg/tool is missing.",
				remedies: [
					{
						text: "Run `go1.22.1 download` to download it again.",
						action: { kind: "copy", text: "go1.22.1 download" },
					},
				],
			},
		});
	});

	it("is to be fetched again by a command only where its name is one word of a shell", async () => {
		const { environments } = await listing({ files: goroot("/home/u/sdk/go1; rm -rf ~", "1.22.1") });
		expect(environments.flatMap(({ problems }) => problems)).toMatchObject([
			{ kind: "toolchain-incomplete", remedies: [{ text: "Install it again." }] },
		]);
		expect(environments[0]?.problems[0]?.remedies?.[0]?.action).toBeUndefined();
	});

	it("but empty folders of managers are nothing", async () => {
		const found = await listing({
			files: {
				"/home/u/.goenv/versions": null,
				"/home/u/sdk": null,
				"/home/u/.asdf/installs/golang": null,
				"/home/u/go/pkg/mod/golang.org": null,
				"/usr/local/go": null,
				"/home/u/.goenv/versions/.git/x": "",
				"/home/u/.goenv/versions/readme": "",
			},
		});
		expect(found.environments).toEqual([]);
		expect(found.faults).toEqual([]);
	});
});

describe("what VERSION says", () => {
	it("is read in the form of every era", async () => {
		const found = await listing({
			files: {
				...saying(version("old"), "go1.4"),
				...saying(version("new"), "go1.24rc1\ntime 2024-12-05T20:15:38Z\n"),
				...saying(version("bom"), "\uFEFFgo1.22.6\r\ntime x\r\n"),
				...saying(version("corp"), "go1.22.3-corp\n"),
				...saying(version("boring"), "go1.22.3 X:boringcrypto\n"),
				...saying(version("devel"), "devel go1.24-abc123 Tue Jan 2 2024\n"),
				...saying(version("empty"), ""),
				[`${version("empty")}/VERSION.cache`]: "go1.26-devel_abc123 Tue\n",
				...saying(version("git"), ""),
				[`${version("git")}/src/internal/goversion/goversion.go`]: "package goversion\n\nconst Version = 27\n",
				...saying(version("ancient"), "devel +1c86edd196bd Fri Jan 3 2014\n"),
				[`${version("ancient")}/src/internal/goversion/goversion.go`]: "const Version = 14\n",
			},
		});
		const read = found.environments.map(({ location, name, toolchain }) => [
			location.replace(/^.*\//, ""),
			name,
			"version" in toolchain ? toolchain.version : toolchain.kind,
		]);
		expect(read.sort()).toEqual([
			["ancient", "go1.14-devel", "1.14"],
			["bom", "go1.22.6", "1.22.6"],
			["boring", "go1.22.3", "1.22.3"],
			["corp", "go1.22.3-corp", "1.22.3"],
			["devel", "go1.24-abc123", "1.24"],
			["empty", "go1.26-devel_abc123", "1.26"],
			["git", "go1.27-devel", "1.27"],
			["new", "go1.24rc1", "1.24rc1"],
			["old", "go1.4", "1.4"],
		]);
	});

	it("or does not say, or cannot be read, is a problem in words", async () => {
		made = machine({
			files: {
				...saying(version("1.22.1"), "x".repeat(10_000_000)),
				...saying(version("1.22.2"), null),
				...goroot(version("1.22.3"), "1.22.3"),
				...saying(version("1.22.4"), "<<<<<<< HEAD\ngo1.22.4\n"),
				...saying(version("1.22.5"), " \n"),
				[`${version("1.22.6")}/VERSION`]: "go1.22.6\n",
				...goroot(version("1.22.7"), "1.22.7"),
				[`${version("1.22.8")}`]: null,
			},
		});
		execFileSync("rm", [made.place(`${version("1.22.3")}/VERSION`)]);
		execFileSync("mkfifo", [made.place(`${version("1.22.3")}/VERSION`)]);
		chmodSync(made.place(`${version("1.22.7")}/bin/go`), 0o644);
		const found = await discoveredBy(sdkProvider, made.host);
		expect(problemsOf(found)).toEqual({
			"1.22.1": `go1.22.1 broken: too-large: ${version("1.22.1")}/VERSION is too large.`,
			"1.22.2": `go1.22.2 broken: not-a-file: ${version("1.22.2")}/VERSION is not a regular file.`,
			"1.22.3": `go1.22.3 broken: not-a-file: ${version("1.22.3")}/VERSION is not a regular file.`,
			"1.22.4": `go1.22.4 broken: malformed: ${version("1.22.4")}/VERSION does not contain a Go version: “<<<<<<< HEAD”.`,
			"1.22.5": `go1.22.5 broken: toolchain-incomplete: ${version("1.22.5")} has no VERSION file.`,
			"1.22.6": `go1.22.6 broken: toolchain-missing: The go program ${version("1.22.6")}/bin/go is missing.`,
			"1.22.7": `go1.22.7 broken: toolchain-incomplete: The go program ${version("1.22.7")}/bin/go is not executable.`,
			"1.22.8": `go1.22.8 broken: toolchain-incomplete: ${version("1.22.8")} has no VERSION file.`,
		});
		expect(found.faults).toEqual([]);
	});

	it("is read of a GOROOT on PATH too, though its VERSION is unreadable", async () => {
		const found = await listing({
			variables: { PATH: "/opt/go/bin" },
			files: saying("/opt/go", null),
		});
		expect(found.environments.map(({ location, problems }) => [location, problems[0]?.kind])).toEqual([
			["/opt/go", "not-a-file"],
		]);
	});
});

describe("links", () => {
	it("that lead nowhere, or in a circle, are rows with their problem", async () => {
		const found = await listing({
			variables: { PATH: "/home/u/bin" },
			files: {
				"/home/u/bin/go": { link: "../gone/bin/go" },
				"/usr/local/go": { link: "/opt/gone" },
				[version("1.22.1")]: { link: "/opt/gone" },
				[version("1.22.2")]: { link: "1.22.3" },
				[version("1.22.3")]: { link: "1.22.2" },
				...goroot(version("1.22.4"), "1.22.4"),
				[version("file")]: { link: "1.22.4/VERSION" },
			},
		});
		expect(found.environments.map(({ name, location, toolchain }) => `${name} ${toolchain.kind} ${location}`)).toEqual([
			"go broken /home/u/gone",
			"go broken /usr/local/go",
			`go1.22.4 known ${version("1.22.4")}`,
			`go1.22.3 broken ${version("1.22.3")}`,
			`go1.22.2 broken ${version("1.22.2")}`,
			`go1.22.1 broken ${version("1.22.1")}`,
		]);
		expect(found.environments.flatMap(({ problems }) => problems.map(({ kind }) => kind))).toEqual(
			Array.from({ length: 5 }, () => "link-broken"),
		);
		expect(found.environments[0]?.problems[0]?.message).toBe(
			"The symbolic link /home/u/bin/go points to /home/u/gone/bin/go, which does not exist.",
		);
	});
});

describe("names", () => {
	it("with spaces, quotes, line breaks and of any script are names like others", async () => {
		const names = ["with space", `quote"'`, "two\nlines", "名字", "$HOME", "-rf"];
		const found = await listing(
			{
				variables: { PATH: "/opt/two\nlines/bin" },
				files: Object.assign({}, ...names.map((name) => goroot(`/opt/${name}`, "1.22.6"))),
			},
			["/opt"],
		);
		expect(new Set(found.environments.map(({ location }) => location))).toEqual(
			new Set(names.map((name) => `/opt/${name}`)),
		);
		expect(found.environments.every(({ toolchain }) => toolchain.kind === "known")).toBe(true);
		expect(found.environments[0]?.location).toBe("/opt/two\nlines");
	});
});

describe("places that cannot be read", () => {
	it("a dead disk on PATH is told once, and the rest is listed", async () => {
		const found = await listing({
			silent: ["/net/dead"],
			variables: {
				PATH: "/net/dead/a/bin:/net/dead/b/bin:/opt/go/bin",
				GOENV_ROOT: "/net/dead/goenv",
				GOROOT: "/net/dead/go",
			},
			files: { "/net": null, ...goroot("/opt/go", "1.22.6"), ...goroot("/usr/local/go", "1.26.8") },
		});
		expect(found.environments.map(({ location }) => location)).toEqual(["/opt/go", "/usr/local/go"]);
		expect(found.faults.map(({ kind, file }) => `${kind} ${file}`)).toEqual(["disk-silent /net/dead"]);
	});

	it("a GOROOT that is a link to a dead disk is a row", async () => {
		const found = await listing({
			silent: ["/net/dead"],
			files: { "/net": null, [version("1.22.1")]: { link: "/net/dead/go" }, ...goroot(version("1.22.2"), "1.22.2") },
		});
		expect(found.environments.map(({ name, toolchain }) => `${name} ${toolchain.kind}`)).toEqual([
			"go1.22.2 known",
			"go1.22.1 broken",
		]);
	});

	it("a folder without permission is told, and the rest is listed", async () => {
		const denied = ["/secret", "/home/u/sdk"];
		const folders = Object.fromEntries(denied.map((folder) => [folder, null]));
		const files = { ...goroot(version("1.22.1"), "1.22.1"), ...folders };
		made = machine({ variables: { PATH: "/secret" }, files, denied });
		const found = await discoveredBy(sdkProvider, made.host);
		expect(found.environments.map(({ name }) => name)).toEqual(["go1.22.1"]);
		expect(found.faults.map(({ kind, file }) => `${kind} ${file}`)).toEqual(["not-readable /home/u/sdk"]);
	});
});

describe("a GOROOT variable", () => {
	const files = { ...goroot("/opt/go", "1.22.6"), "/opt/empty": null, "/opt/text": "" };
	const cases: readonly [string, string | undefined, readonly string[]][] = [
		["/opt/go", undefined, ["/opt/go"]],
		["/opt/go/", undefined, ["/opt/go"]],
		["/opt/go/bin/go", "is /opt/go/bin/go, which is a file", ["/opt/go"]],
		["/opt/go/bin", "is /opt/go/bin, which is not a Go installation", ["/opt/go"]],
		["/opt/gone", "is /opt/gone, which does not exist", []],
		["/opt/empty", "is /opt/empty, which is not a Go installation", []],
		["/opt/text", "is /opt/text, which is a file", []],
		["go", "is “go”, which is not an absolute path", []],
	];

	it.each(cases)("that is %s", async (value, words, rows) => {
		const found = await listing({ variables: { GOROOT: value }, files });
		expect(found.environments.map(({ location }) => location)).toEqual(rows);
		expect(found.faults).toHaveLength(words === undefined ? 0 : 1);
		expect(found.faults[0]?.message ?? "").toContain(words ?? "");
	});

	it("makes no second row of the Go on PATH", async () => {
		const found = await listing({ variables: { GOROOT: "/opt/go/", PATH: "/opt/go/bin/" }, files });
		expect(found.environments.map(({ id }) => id)).toEqual(["sdk:/opt/go"]);
	});
});

it("a slow disk does not hold back the rows of the others, and its own follow", async () => {
	made = machine({
		variables: { PATH: "/slow/bin:/opt/go/bin" },
		files: { ...goroot("/slow", "1.21.1"), ...goroot("/opt/go", "1.22.6"), ...goroot("/usr/local/go", "1.26.8") },
	});
	let answer = (): void => {};
	const answers = new Promise<void>((done) => {
		answer = done;
	});
	const { host } = made;
	const slow: Host = {
		...host,
		async stat(path) {
			if (path.startsWith("/slow")) await answers;
			return await host.stat(path);
		},
	};
	const rows: string[] = [];
	for await (const found of discoverSdks(slow, { searchPaths: [] }, new AbortController().signal, 20)) {
		if (found.kind !== "environment") continue;
		rows.push(found.environment.location);
		answer();
	}
	expect(rows).toEqual(["/usr/local/go", "/slow", "/opt/go"]);
});
