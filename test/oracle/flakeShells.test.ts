import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseNix } from "../../src/providers/flake/nixSyntax.ts";
import { plainNix } from "../../src/providers/flake/plainNix.ts";
import { shellNames } from "../../src/providers/flake/shellNames.ts";
import { temporaryFolder } from "../support/machine.ts";
import { nixMissing, nixVariables } from "../tools/nix.mjs";

const missing = nixMissing();
const why = missing === undefined ? "" : ` (skipped: ${missing})`;
const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The part of nixpkgs' lib that the programs below use, in Nix itself. */
const lib = `rec {
	nameValuePair = name: value: { inherit name value; };
	genAttrs = names: f: builtins.listToAttrs (map (n: nameValuePair n (f n)) names);
	mapAttrs' = f: set: builtins.listToAttrs (map (n: f n set.\${n}) (builtins.attrNames set));
	recursiveUpdate = a: b: if builtins.isAttrs a && builtins.isAttrs b
		then a // builtins.mapAttrs (n: v: if a ? \${n} then recursiveUpdate a.\${n} v else v) b
		else b;
	optionalAttrs = c: set: if c then set else { };
}`;

/** The result of Nix, by running the flake's function; undefined if evaluation fails. */
function namesOfNix(file: string): readonly string[] | undefined {
	const expression = `builtins.attrNames ((import ${file}).outputs { nixpkgs.lib = ${lib}; }).devShells.x86_64-linux`;
	const { status, stdout } = spawnSync("nix-instantiate", ["--eval", "--strict", "--json", "-E", expression], {
		encoding: "utf8",
		env: nixVariables(folder),
	});
	return status === 0 ? (JSON.parse(stdout) as readonly string[]) : undefined;
}

interface Read {
	readonly names: readonly string[];
	readonly isOpen: boolean;
	readonly error: number | undefined;
}

const inOrder = (names: readonly string[]): readonly string[] => [...names].sort((a, b) => (a < b ? -1 : 1));

async function namesRead(text: string): Promise<Read> {
	const parsed = await parseNix(plainNix(text).text, 10_000);
	const found = parsed === undefined ? "no-outputs" : shellNames(parsed.root, "x86_64-linux");
	if (parsed === undefined || typeof found === "string") throw new Error("not read");
	return { names: inOrder(found.names), isOpen: found.isOpen, error: parsed.error };
}

/** A pseudo-random generator, so that a failure can be reproduced. */
function numbers(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

/**
 * Random programs that build sets of attributes with knowable names in all supported ways. `scope` are variables that are sets.
 */
function programs(next: (below: number) => number): (depth: number, scope: readonly string[]) => string {
	const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
	const keys = ["a", "b", "c", '"d e"', '"1.22"', "f'", "g-h", "inherited"];
	const variables = ["v", "w", "x'", "system"];
	const word = (): string =>
		pick(['"a"', '"b"', '"k l"', '"${"c"}d"', '"x${"y"}"', '(let t = "q"; in t)', "''\n''"]).replace("''\n''", '"n"');
	const words = (): string => `[ ${Array.from({ length: next(4) }, word).join(" ")} ]`;
	const some = (count: number): string[] => [...new Set(Array.from({ length: count }, () => pick(keys)))];

	function bindings(depth: number, scope: readonly string[]): string {
		const own = some(1 + next(3)).map((key) => {
			const form = next(4);
			if (form === 0) return `${key}.p = ${set(depth + 1, scope)}; ${key}.\${${word()}} = { };`;
			if (form === 1) return `${key}."p.q".r = 1;`;
			return `${key} = ${set(depth + 1, scope)};`;
		});
		const others = [
			`\${"z" + "z"} = 1;`.replace('"z" + "z"', '"zz"'),
			"inherit (w0) i j;",
			`inherit ${pick(["w0", ...scope])};`,
			"# { comment\n",
			"/* } */",
		];
		const all = [...own, ...(next(2) === 0 ? [pick(others)] : [])];
		return all.join(" ");
	}

	function set(depth: number, scope: readonly string[]): string {
		if (depth > 4) return pick(["{ }", "{ a = 1; }", ...scope]);
		const variable = pick(variables);
		const inner = [...scope, variable];
		const deeper = (): string => set(depth + 1, scope);
		const forms: (() => string)[] = [
			() => `{ ${bindings(depth, scope)} }`,
			() => `{ ${bindings(depth, scope)} }`,
			() => `rec { ${bindings(depth, scope)} }`,
			() => `(let ${variable} = ${deeper()}; in ${set(depth + 1, inner)})`,
			() => `(${deeper()} // ${deeper()})`,
			() => `(with ${deeper()}; ${deeper()})`,
			() => `((${variable}: ${set(depth + 1, inner)}) ${deeper()})`,
			() =>
				`(({ ${variable}, other ? ${deeper()}, ... }@all: all // ${set(depth + 1, [...inner, "other"])}) { ${variable} = ${deeper()}; n = 1; })`,
			() => `(lib.genAttrs ${words()} (n: ${deeper()} // { \${n} = n; }))`,
			() => `(builtins.mapAttrs (n: v: v) ${deeper()})`,
			() => `(lib.mapAttrs' (n: v: lib.nameValuePair "m-\${n}" v) ${deeper()})`,
			() => `(builtins.listToAttrs (map (name: { inherit name; value = ${deeper()}; }) (${words()} ++ ${words()})))`,
			() => `(removeAttrs ${deeper()} ${words()})`,
			() => `(builtins.foldl' (a: b: a // b) { } [ ${deeper()} ${deeper()} ])`,
			() => `(lib.recursiveUpdate ${deeper()} ${deeper()})`,
			() => `(${deeper()}.a or ${deeper()})`,
			() => `(lib.genAttrs (builtins.attrNames ${deeper()}) (n: { }))`,
			() => `(assert true; ${deeper()})`,
			() => pick(["{ }", ...scope]),
		];
		return pick(forms)();
	}
	return set;
}

describe.skipIf(missing !== undefined)(`names of shells are those that Nix itself gives${why}`, () => {
	it("for programs of all shapes", { timeout: 60_000 }, async () => {
		const next = numbers(20261125);
		const make = programs(next);
		let compared = 0;
		for (let index = 0; index < 80; index++) {
			const body = make(0, ["w0"]);
			const text = `{
				outputs = { nixpkgs, ... }: let inherit (nixpkgs) lib; w0 = { i = { }; j = { a = { }; }; }; in {
					devShells.x86_64-linux = builtins.mapAttrs (name: value: 1) ({ always = 1; } // ${body});
				};
			}`;
			const file = join(folder, `${index}.nix`);
			writeFileSync(file, text);
			const expected = namesOfNix(file);
			if (expected === undefined) continue; // the program refers to something that is missing or not a set
			compared++;
			expect({ body, ...(await namesRead(text)) }).toEqual({
				body,
				names: inOrder(expected),
				isOpen: false,
				error: undefined,
			});
		}
		expect(compared).toBeGreaterThan(40);
	});
});
