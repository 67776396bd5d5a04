import { describe, expect, it } from "vitest";
import type { Specification, SpecificationReader } from "../../../src/core/specification.ts";
import { offeredActions } from "../../../src/present/faults/offeredActions.ts";
import { environmentYml } from "../../../src/specifications/environmentYml.ts";
import { goEnvironmentsYaml } from "../../../src/specifications/goEnvironmentsYaml.ts";

const reading = (reader: SpecificationReader, file: string) => (text: string) =>
	reader.read(file, text, { platform: "linux" });
const conda = reading(environmentYml, "/p/environment.yml");
const project = reading(goEnvironmentsYaml, "/p/go-environments.yaml");
const asked = ({ demand }: Specification): string => demand?.alternatives.join(" ") ?? "";

describe("environment.yml", () => {
	it.each([
		["go", "go"],
		["go=1.22", "go=1.22"],
		["go 1.22.*", "go 1.22.*"],
		["go>=1.21.0,<1.22.0", "go>=1.21.0,<1.22.0"],
		["go-cgo=1.22.5", "go-cgo=1.22.5"],
		["go-nocgo", "go-nocgo"],
		["conda-forge::go=1.22", "conda-forge::go=1.22"],
		["conda-forge/linux-64::go==1.22.5", "conda-forge/linux-64::go==1.22.5"],
		["'go[version=\"1.22.*\"]'", 'go[version="1.22.*"]'],
		["Go ~=1.22.2", "Go ~=1.22.2"],
	])("with %s among its dependencies asks for its environment", async (spec, goSpec) => {
		const specification = await conda(
			`name: ci\r\nchannels:\r\n  - conda-forge\r\ndependencies:\r\n  - python\r\n  - ${spec}\r\n`,
		);
		expect(specification).toEqual({
			kind: "environment.yml",
			file: "/p/environment.yml",
			demand: { alternatives: ["conda:ci"], written: ["ci"], line: 6 },
			accepts: { text: goSpec, includes: expect.any(Function) as unknown },
			creates: true,
			faults: [],
		});
	});

	it.each(["gopls", "golang-x", "go-licenses", "_go_select=2.3.0=cgo", "cargo", "conda-forge::django", "pip: [go]"])(
		"with %s alone does not ask for Go",
		async (spec) => {
			const specification = await conda(`name: ci\ndependencies:\n  - ${spec}\n`);
			expect(specification.accepts).toBeUndefined();
			expect(specification.namesNoGo).toBe(true);
			expect(specification.demand).toEqual({ alternatives: ["conda:ci"], written: ["ci"], line: 1 });
		},
	);

	it("means its name before its prefix, which is of another machine in most cases", async () => {
		const text = "name: ci\nprefix: /home/alice/miniforge3/envs/ci\ndependencies: [go]\n";
		expect(asked(await conda(text))).toBe("conda:ci /home/alice/miniforge3/envs/ci");
		expect(asked(await conda("prefix: envs/ci\ndependencies: [go]"))).toBe("./envs/ci");
		expect(asked(await conda("prefix: C:\\conda\\envs\\ci\ndependencies: [go]"))).toBe("C:\\conda\\envs\\ci");
	});

	it("says that a name must be a string", async () => {
		const { faults } = await conda("dependencies: [go]\nname: [a]\n");
		expect(faults[0]).toMatchObject({ line: 2, message: "“name” must be a string." });
	});

	it("may merge a mapping that has its name", async () => {
		expect(asked(await conda("x: &x {name: ci}\n<<: *x\ndependencies: [go]\n"))).toBe("conda:ci");
	});

	it("without a name or prefix asks for nothing, and says what to add", async () => {
		const specification = await conda("dependencies:\n  - go=1.22\n");
		expect(specification.demand).toBeUndefined();
		expect(specification.faults).toMatchObject([{ kind: "malformed", line: 2 }]);
		const action = { kind: "open", file: specification.file, line: 2 };
		expect(specification.faults[0]?.remedies).toMatchObject([{ text: expect.stringContaining("name:"), action }]);
	});

	it("with a name that conda refuses says so, and takes it for no path", async () => {
		const specification = await conda("name: ../../etc\ndependencies:\n  - go=1.22\n");
		expect(specification.demand).toBeUndefined();
		expect(specification.faults).toMatchObject([{ kind: "malformed", line: 1 }]);
	});

	it.each([
		["name: [ci\ndependencies:\n  - go\n", "malformed"],
		["name: ci\n\tdependencies: []", "malformed"],
		["name: ci\nname: other\n", "malformed"],
		["- go\n", "malformed"],
		["", "malformed"],
		["name: ci\ndependencies: go\n", "malformed"],
		["a: *nothing\n", "malformed"],
		["name: ci\n<<<<<<< HEAD\n- go=1.22\n=======\n- go=1.23\n>>>>>>> x\n", "malformed"],
		[`name: ${"[".repeat(60_000)}`, "too-large"],
		[`name: ${"[".repeat(20_000)}`, "malformed"],
		[`name: ci\ndependencies:\n${"  - package\n".repeat(4000)}`, "too-large"],
	])("that is malformed (%#) is a fault", async (text, kind) => {
		const specification = await conda(text);
		expect(specification.demand?.alternatives ?? []).not.toContain("");
		expect(specification.accepts).toBeUndefined();
		expect(specification.faults).toMatchObject([{ kind, file: "/p/environment.yml" }]);
		if (kind === "malformed") expect(specification.faults[0]?.line).toBeGreaterThan(0);
		const [first] = specification.faults.flatMap(offeredActions);
		expect(first).toMatchObject({ kind: "open", file: "/p/environment.yml" });
	});

	it("in which aliases multiply is refused", async () => {
		const levels = Array.from({ length: 12 }, (_, level) =>
			level === 0
				? "a0: &a0 [x, x]"
				: `a${level}: &a${level} [${Array(9)
						.fill(`*a${level - 1}`)
						.join(", ")}]`,
		);
		const specification = await conda(`name: ci\n${levels.join("\n")}\n`);
		expect(specification.faults).toMatchObject([{ kind: "malformed" }]);
	});

	it("keeps a version that looks like a number as it is written", async () => {
		expect(asked(await conda("name: 1.20\ndependencies: [go]"))).toBe("conda:1.20");
	});
});

describe("go-environments.yaml", () => {
	it("asks for an environment and a range, each with its line", async () => {
		const text = "\uFEFFversion: 1\r\n# ours\r\nenvironment: conda:ci\r\nrequires: '>=1.22rc1 <1.25'\r\n";
		expect(await project(text)).toEqual({
			kind: "go-environments.yaml",
			file: "/p/go-environments.yaml",
			demand: { alternatives: ["conda:ci"], line: 3 },
			requires: { range: ">=1.22rc1 <1.25", line: 4 },
			faults: [],
		});
	});

	it("keeps `1.20` as a version", async () => {
		expect(asked(await project("version: 1\nenvironment: 1.20\n"))).toBe("1.20");
	});

	it("takes a whole file without a fault", async () => {
		const text = `version: 1
environments:
  - name: ci
    go: "1.22"
    packages: [gcc, make]
    channels: [conda-forge]
    purpose: what CI uses
    variables: { CGO_ENABLED: "0", GOFLAGS: -mod=readonly }
    bind: gvm:go1.22.6
  - name: tools
`;
		expect(await project(text)).toEqual({ kind: "go-environments.yaml", file: "/p/go-environments.yaml", faults: [] });
	});

	it.each([
		["environment: ci\n", 1],
		["version: 2\nenvironment: ci\n", 1],
		["version: one\nenvironment: ci\n", 1],
	])("of another version (%#) selects nothing, rather than something else", async (text, line) => {
		const specification = await project(text);
		expect(specification.demand).toBeUndefined();
		expect(specification.unreadable?.text).toBe("ci");
		expect(specification.faults).toMatchObject([{ kind: "malformed", line }]);
	});

	it.each([
		["version: 1\nenviroment: ci\n", 2],
		["version: 1\nenvironment: [ci]\n", 2],
		["version: 1\nrequires: '>=go1.22'\n", 2],
		["version: 1\nrequires: 1.22.x.y\n", 2],
		["version: 1\nenvironments: ci\n", 2],
		["version: 1\nenvironments:\n  - go: 1.22\n", 3],
		["version: 1\nenvironments:\n  - name: ci\n    package: [gcc]\n", 4],
		["version: 1\nenvironments:\n  - name: ci\n    packages: gcc\n", 4],
		["version: 1\nenvironments:\n  - name: ci\n    variables: [A]\n", 4],
		["version: 1\nenvironments:\n  - name: ci\n    purpose:\n", 4],
		["version: 1\nenvironment:\n", 2],
		["just words", 1],
		["", 1],
		["version: 1\nenvironment: 'ci\n", 3],
	])("with a mistake (%#) says where", async (text, line) => {
		expect((await project(text)).faults).toMatchObject([{ kind: "malformed", file: "/p/go-environments.yaml", line }]);
	});
});
