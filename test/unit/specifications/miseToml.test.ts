import { describe, expect, it } from "vitest";
import type { ReadingContext, Specification } from "../../../src/core/specification.ts";
import { miseToml } from "../../../src/specifications/miseToml.ts";

const read = (text: string, context: Partial<ReadingContext> = {}): Promise<Specification> =>
	miseToml.read("/p/mise.toml", text, { platform: "linux", ...context });
const asked = ({ demand }: Specification): string => demand?.alternatives.join(" ") ?? "";

describe("mise.toml", () => {
	it.each([
		['[tools]\ngo = "1.22.5"', "1.22.5", 2],
		['[tools]\nnode = "20"\n"core:go" = "1.22.5"', "1.22.5", 3],
		['[tools]\ngolang = "1.22.5"', "1.22.5", 2],
		['[tools]\ngo = { version = "1.22.5", postinstall = "x" }', "1.22.5", 2],
		['[env]\ngo = "x"\n[tools.go]\nversion = "1.22.5"', "1.22.5", 3],
		['[[tools.go]]\nversion = "1.22.5"\n[[tools.go]]\nversion = "1.23.4"', "1.22.5 1.23.4", 3],
		['tools.go = "1.22.5"', "1.22.5", 1],
		['\uFEFF[tools]\r\ngo = "1.22.5"\r\n', "1.22.5", 2],
		['[tools]\ngo = "prefix:1.22"', "1.22", 2],
		['[tools]\ngo = { prefix = "1.22" }', "1.22", 2],
		['[tools]\ngo = "1.22"', "1.22", 2],
		['[tools]\ngo = ["1.99", { version = "1.22.5" }]', "1.99 1.22.5", 2],
		['[tools]\ngo = "latest"', "latest", 2],
		['[tools]\ngo = "system"', "inherited", 2],
		['[tools]\ngo = "v1.22.5"', "1.22.5", 2],
		['[tools]\ngo = "path:/opt/go"', "/opt/go", 2],
		['[tools]\ngo = { path = "go122" }', "./go122", 2],
		['[tool_alias.go.versions]\nours = "1.22.5"\n[tools]\ngo = "ours"', "1.22.5", 4],
		['[alias.go.versions]\nours = "1.22.5"\n[tools]\ngo = "ours"', "1.22.5", 4],
		['[tools]\ngo = { version = "1.22.5", os = ["linux"] }', "1.22.5", 2],
		['[tools]\n"aqua:golang/go" = "1.22.5"', "1.22.5", 2],
	])("%j asks for %s", async (text, reference, line) => {
		const specification = await read(text);
		expect(asked(specification)).toBe(reference);
		expect(specification).toMatchObject({ demand: { line }, faults: [] });
	});

	it.each([
		'[tools]\n"go:golang.org/x/tools/gopls" = "v0.18.1"',
		'[tools]\ngolangci-lint = "1.64.8"\nnode = "20"',
		'[tasks.build]\nrun = "go build"',
		'[env]\ngo = "1.22"',
		'go = "1.22.5"',
		"",
		'[tools]\ngo = { version = "1.22.5", os = ["macos", "windows"] }',
	])("%j is not about Go here", async (text) => {
		expect(await read(text)).toEqual({ kind: "mise.toml", file: "/p/mise.toml", faults: [] });
	});

	it.each([
		'"{{ env.GO_VERSION }}"',
		"\"{{ exec(command='cat VERSION') }}\"",
		'"{% if true %}1.22{% endif %}"',
		'"ref:master"',
		'"tag:go1.22"',
		'"sub-0.1:latest"',
		'"lts"',
		'"~1.22"',
		'"../../etc"',
	])("go = %s is unreadable: no demand, and a fault", async (value) => {
		const specification = await read(`[tools]\n\ngo = ${value}\n`);
		expect(specification.demand).toBeUndefined();
		expect(specification.unreadable).toEqual({ text: value.slice(1, -1), line: 3 });
		expect(specification.faults).toMatchObject([{ kind: "malformed", file: "/p/mise.toml", line: 3 }]);
	});

	it("with several keys for Go means the last, with a fault", async () => {
		const specification = await read('[tools]\ngolang = "1.22.5"\n"core:go" = "1.21.3"\ngo = "1.23.4"\n');
		expect(asked(specification)).toBe("1.23.4");
		expect(specification.faults).toMatchObject([{ kind: "conflict", line: 4 }]);
	});

	it.each([
		['[tools]\ngo = "1.22.x"', "1.22"],
		['[tools]\ngo = "go1.22.5"', "1.22.5"],
	])("%j is read as %s, with a fault", async (text, reference) => {
		const specification = await read(text);
		expect(asked(specification)).toBe(reference);
		expect(specification.faults).toMatchObject([{ kind: "malformed", line: 2 }]);
	});

	it.each(["[tools]\ngo = 1.22", "[tools]\ngo = true", '[tools]\ngo = ""', "[tools]\ngo = {}"])(
		"%j is refused, as mise does",
		async (text) => {
			const specification = await read(text);
			expect(specification.demand).toBeUndefined();
			expect(specification.faults).toMatchObject([{ kind: "malformed", line: 2 }]);
		},
	);

	it("follows mise.lock where it has a version that is meant", async () => {
		const companion = '[[tools.go]]\nversion = "1.22.5"\nbackend = "core:go"\n';
		expect(asked(await read('[tools]\ngo = "1.22"', { companion }))).toBe("1.22.5");
		expect(asked(await read('[tools]\ngo = "latest"', { companion }))).toBe("1.22.5");
		expect(asked(await read('[tools]\ngo = ["1.23", "1.22"]', { companion }))).toBe("1.23 1.22.5");
		expect(asked(await read('[tools]\ngo = "system"', { companion }))).toBe("inherited");
		expect(asked(await read('[settings]\nlockfile = false\n[tools]\ngo = "1.22"', { companion }))).toBe("1.22");
		expect(asked(await read('[tools]\ngo = "1.22"', { companion: "[[tools.go]\nversion" }))).toBe("1.22");
		expect(asked(await read('[tools]\ngo = "1.22"', { companion: '[tools.go]\nversion = "1.22.5"' }))).toBe("1.22");
	});

	it.each([
		["mise.toml", "mise.lock"],
		[".mise.toml", "mise.lock"],
		["mise.local.toml", "mise.local.lock"],
		[".mise.dev.local.toml", "mise.dev.local.lock"],
		[".config/mise/config.toml", ".config/mise/mise.lock"],
		["mise/config.local.toml", "mise/mise.local.lock"],
		["mise/conf.d/x.toml", "mise/mise.lock"],
	])("%s has %s beside it", (file, lock) => {
		expect(miseToml.companion?.(file)).toBe(lock);
	});

	it.each([
		["[tools\ngo = 1", 1, 7],
		['[tools]\ngo = "1.22"\ngo = "1.23"', 3, 1],
		["[tools]\ngo = [[[", 2, undefined],
		[`[tools]\ngo = ${"[".repeat(60_000)}`, 2, undefined],
	])("that is malformed (%#) is a fault with its place", async (text, line, column) => {
		const specification = await read(text);
		expect(specification.demand).toBeUndefined();
		expect(specification.faults).toMatchObject([{ kind: "malformed", file: "/p/mise.toml", line }]);
		if (column !== undefined) expect(specification.faults[0]?.column).toBe(column);
	});

	it("with conflict markers names them as such", async () => {
		const { faults } = await read('[tools]\n<<<<<<< HEAD\ngo = "1.22"\n=======\ngo = "1.23"\n>>>>>>> x\n');
		expect(faults).toMatchObject([{ kind: "malformed", line: 2 }]);
		expect(faults[0]?.message).toContain("conflict markers");
	});
});

it.each(["go = 1.21", "go = true", "go = { version = 1.21 }"])(
	"asks for a Go that cannot be read where it is no text: %s",
	async (line) => {
		const specification = await read(`[tools]\n${line}\n`);
		expect(specification).toMatchObject({
			unreadable: { text: line, line: 2 },
			faults: [{ kind: "malformed", line: 2 }],
		});
		expect(specification.demand).toBeUndefined();
	},
);
