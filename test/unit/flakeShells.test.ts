import { describe, expect, it } from "vitest";
import { parseNix } from "../../src/providers/flake/nixSyntax.ts";
import { plainNix } from "../../src/providers/flake/plainNix.ts";
import { nixSystem, shellNames } from "../../src/providers/flake/shellNames.ts";

/** The names, with `…` if there may be more; or why it is not a flake. */
async function shells(text: string, system = "x86_64-linux"): Promise<readonly string[] | string> {
	const parsed = await parseNix(plainNix(text).text, 10_000);
	if (parsed === undefined) throw new Error("took too long");
	expect(parsed.error, "a place that the grammar does not know").toBeUndefined();
	const found = shellNames(parsed.root, system);
	return typeof found === "string" ? found : [...found.names, ...(found.isOpen ? ["…"] : [])];
}

const flake = (outputs: string, arguments_ = "{ self, nixpkgs, flake-utils, ... }"): string =>
	`{ description = "d"; outputs = ${arguments_}: ${outputs}; }`;

describe("names of devShells", () => {
	it.each([
		["one system", "{ devShells.x86_64-linux.default = nixpkgs.x; }", ["default"]],
		["a set per system", "{ devShells.x86_64-linux = { default = 1; ci = 2; }; }", ["default", "ci"]],
		["names that are quoted", '{ devShells."x86_64-linux"."go 1.22" = 1; }', ["go 1.22"]],
		["names with a dot", '{ devShells.x86_64-linux = { "go1.22" = 1; a = 2; }; }', ["a", "go1.22"]],
		[
			"a set that is written out, which is no shell",
			"{ devShells.x86_64-linux = { a.b = 2; c = { x = 1; }; d = { } // { y = 1; }; e = rec { }; f = 1; }; }",
			["f"],
		],
		[
			"a set that may be a derivation",
			'{ devShells.x86_64-linux = { a = nixpkgs.mkShell { } // { x = 1; }; b = { type = "derivation"; }; }; }',
			["a", "b"],
		],
		["a name with a quote, which Nix cannot address", '{ devShells.x86_64-linux = { "a\\"b" = 1; c = 2; }; }', ["c"]],
		["another system alone", "{ devShells.aarch64-darwin.default = 1; }", []],
		["no shells", "{ packages.x86_64-linux.default = 1; }", []],
		["no shells at all", "{ devShells.x86_64-linux = { }; }", []],
		[
			"a variable that is known",
			'let system = "x86_64-linux"; in { devShells.${system}.ci = 1; packages.${system}.x = 1; }',
			["ci"],
		],
		["a variable that is another system", 'let system = "aarch64-linux"; in { devShells.${system}.ci = 1; }', []],
		[
			"a variable that is not known",
			"{ devShells.${nixpkgs.x}.ci = 1; devShells.${nixpkgs.x}.default = 1; }",
			["default", "ci"],
		],
		["a text with a variable", 'let cpu = "x86_64"; in { devShells."${cpu}-linux"."${cpu}" = 1; }', ["x86_64"]],
		["rec", 'rec { system = "x86_64-linux"; devShells.${system} = { default = 1; }; }', ["default"]],
		["inherit from the scope", "let devShells.x86_64-linux.a = 1; in { inherit devShells; }", ["a"]],
		["inherit from a set", "let x = { devShells = { x86_64-linux.a = 1; }; }; in { inherit (x) devShells y; }", ["a"]],
		[
			"inherited names",
			"let a = 1; in { devShells.x86_64-linux = { inherit a; inherit (self) b c; }; }",
			["a", "b", "c"],
		],
		["a // b", "{ devShells.x86_64-linux = { a = 1; } // { b = 2; }; }", ["a", "b"]],
		["a // what is computed", "{ devShells.x86_64-linux = { a = 1; } // import ./more.nix { }; }", ["a", "…"]],
		["what is computed // b", "{ devShells.x86_64-linux = import ./more.nix { } // { b = 1; }; }", ["b", "…"]],
		["names from another file", "{ devShells.x86_64-linux = import ./shells.nix { inherit nixpkgs; }; }", ["…"]],
		["outputs from another file", "import ./outputs.nix { inherit self; }", ["…"]],
		["a computed name", '{ devShells.x86_64-linux = { a = 1; "go${nixpkgs.lib.version}" = 2; }; }', ["a", "…"]],
		["if", "{ devShells.x86_64-linux = if nixpkgs.x then { a = 1; } else { b = 1; }; }", ["a", "b"]],
		["with and assert", "with nixpkgs; assert true; { devShells.x86_64-linux.default = mkShell { }; }", ["default"]],
		["with a set of its own", "with { x = { a = 1; }; }; { devShells.x86_64-linux = x; }", ["a"]],
		["select with or", "{ devShells.x86_64-linux = { }.shells or { a = 1; }; }", ["a"]],
	])("%s", async (_, outputs, expected) => {
		expect(await shells(flake(outputs))).toEqual(expected);
	});

	it.each([
		[
			"genAttrs",
			'{ devShells = nixpkgs.lib.genAttrs [ "x86_64-linux" "aarch64-linux" ] (system: { default = 1; ci = 2; }); }',
			["default", "ci"],
		],
		[
			"genAttrs without this system",
			'{ devShells = nixpkgs.lib.genAttrs [ "aarch64-linux" ] (s: { default = 1; }); }',
			[],
		],
		[
			"genAttrs of systems that an input names",
			"{ devShells = nixpkgs.lib.genAttrs (import self.systems) (s: { a = 1; }); }",
			["a"],
		],
		[
			"a partial genAttrs, inherited",
			'let inherit (nixpkgs.lib) genAttrs; forAll = genAttrs [ "x86_64-linux" ]; in { devShells = forAll (s: { a = 1; }); }',
			["a"],
		],
		[
			"forAllSystems of one's own",
			`let systems = [ "x86_64-linux" "aarch64-darwin" ];
				forAllSystems = f: nixpkgs.lib.genAttrs systems (system: f { inherit system; pkgs = import nixpkgs { inherit system; }; });
			in { devShells = forAllSystems ({ pkgs, ... }: { default = pkgs.mkShell { shellHook = ''echo ''\${PATH} '''x''' ''; }; }); }`,
			["default"],
		],
		[
			"listToAttrs and map",
			`let each = f: builtins.listToAttrs (map (system: { name = system; value = f system; }) [ "x86_64-linux" ]);
			in { devShells = each (system: { a = 1; }); }`,
			["a"],
		],
		[
			"names of versions",
			`{ devShells.x86_64-linux = builtins.listToAttrs (map (v: { name = "go\${v}"; value = 1; }) [ "1_21" "1_22" ]); }`,
			["go1_21", "go1_22"],
		],
		[
			"mapAttrs",
			"{ devShells.x86_64-linux = builtins.mapAttrs (name: value: nixpkgs.x) { a = 1; b = 2; }; }",
			["a", "b"],
		],
		[
			"mapAttrs'",
			`{ devShells.x86_64-linux = nixpkgs.lib.mapAttrs' (n: v: nixpkgs.lib.nameValuePair "sh-\${n}" v) { a = 1; }; }`,
			["sh-a"],
		],
		[
			"optionalAttrs",
			"{ devShells.x86_64-linux = { a = 1; } // nixpkgs.lib.optionalAttrs self.x { b = 1; }; }",
			["a", "b"],
		],
		[
			"foldl' recursiveUpdate",
			`nixpkgs.lib.foldl' nixpkgs.lib.recursiveUpdate { } [
				{ devShells.x86_64-linux.a = 1; }
				{ devShells.x86_64-linux.b = 1; }
			]`,
			["a", "b"],
		],
		["somebody's forEachSystem", "{ devShells = self.lib.forEachSystem (system: { a = 1; }); }", ["a"]],
		["a function that nobody here knows", "{ devShells = self.lib.shells { }; }", ["…"]],
	])("through nixpkgs: %s", async (_, outputs, expected) => {
		expect(await shells(flake(outputs))).toEqual(expected);
	});

	it.each([
		[
			"eachDefaultSystem",
			"flake-utils.lib.eachDefaultSystem (system: let pkgs = nixpkgs.legacyPackages.${system}; in { devShells.default = 1; devShells.ci = 2; })",
			["default", "ci"],
		],
		[
			"the old devShell, with its body in another file",
			"flake-utils.lib.eachDefaultSystem (system: { devShell = import ./shell.nix { inherit system; }; })",
			["default"],
		],
		[
			"both",
			"flake-utils.lib.eachDefaultSystem (system: { devShell = 1; devShells = { a = 1; b = 2; }; })",
			["a", "b"],
		],
		["eachSystem", 'flake-utils.lib.eachSystem [ "x86_64-linux" ] (system: { devShells.a = 1; })', ["a"]],
		[
			"eachSystem without this one",
			'flake-utils.lib.eachSystem [ "aarch64-linux" ] (system: { devShells.a = 1; })',
			[],
		],
		[
			"more outputs beside it",
			"flake-utils.lib.eachDefaultSystem (s: { devShells.a = 1; }) // { overlays.default = 1; }",
			["a"],
		],
		["nothing but packages", "flake-utils.lib.eachDefaultSystem (s: { packages.a = 1; })", []],
		[
			"simpleFlake",
			'flake-utils.lib.simpleFlake { inherit self nixpkgs; name = "x"; shell = ./shell.nix; }',
			["default"],
		],
		[
			"simpleFlake, whose overlay may have the shell",
			'flake-utils.lib.simpleFlake { inherit self nixpkgs; name = "x"; overlay = ./overlay.nix; }',
			["…"],
		],
		["simpleFlake without one", 'flake-utils.lib.simpleFlake { inherit self nixpkgs; name = "x"; }', []],
		[
			"the old devShell as a set, which Nix refuses",
			"flake-utils.lib.eachDefaultSystem (system: { devShell.default = nixpkgs.x; })",
			[],
		],
	])("through flake-utils: %s", async (_, outputs, expected) => {
		expect(await shells(flake(outputs))).toEqual(expected);
	});

	const parts = (module: string): string =>
		flake(`flake-parts.lib.mkFlake { inherit inputs; } ${module}`, "inputs@{ flake-parts, ... }");
	it.each([
		[
			"perSystem",
			'{ systems = [ "x86_64-linux" ]; perSystem = { pkgs, ... }: { devShells.default = pkgs.mkShell { }; devShells.ci = 1; }; }',
			["default", "ci"],
		],
		["systems of an input", "{ systems = import inputs.systems; perSystem = { ... }: { devShells.a = 1; }; }", ["a"]],
		["other systems", '{ systems = [ "aarch64-darwin" ]; perSystem = { ... }: { devShells.a = 1; }; }', []],
		["a module that is a function", "({ withSystem, ... }: { perSystem = { ... }: { devShells.a = 1; }; })", ["a"]],
		["devshell and devenv", "{ perSystem = { ... }: { devshells.a = { }; devenv.shells.b = { }; }; }", ["a", "b"]],
		[
			"imports that may define more",
			"{ imports = [ ./shells.nix ]; perSystem = _: { devShells.a = 1; }; }",
			["a", "…"],
		],
		[
			"an import of an input, whose options are read here",
			"{ imports = [ inputs.devshell.flakeModule ]; perSystem = _: { packages.a = 1; }; }",
			[],
		],
		["an import written out", "{ imports = [ { perSystem = _: { devShells.a = 1; }; } ]; }", ["a"]],
		["flake.devShells", "{ flake.devShells.x86_64-linux.a = 1; perSystem = _: { devShells.b = 1; }; }", ["a", "b"]],
		["nothing but packages", "{ perSystem = _: { packages.a = 1; }; }", []],
		[
			"mkIf and mkMerge",
			"{ perSystem = { lib, ... }: lib.mkMerge [ { devShells.a = 1; } (lib.mkIf x { devShells.b = 1; }) ]; }",
			["a", "b"],
		],
		["a tree of files", "(inputs.import-tree ./modules)", ["…"]],
	])("through flake-parts: %s", async (_, module, expected) => {
		expect(await shells(parts(module))).toEqual(expected);
	});

	it("of an older flake-parts, whose configuration is taken out by hand", async () => {
		const module = "{ perSystem = { ... }: { devShells.default = 1; }; }";
		const text = flake(
			`(flake-parts.lib.evalFlakeModule { inherit inputs; } ${module}).config.flake`,
			"inputs@{ flake-parts, ... }",
		);
		expect(await shells(text)).toEqual(["default"]);
	});

	it("of flake-utils-plus, where they are built by channel", async () => {
		const text = flake(
			"utils.lib.mkFlake { inherit self; outputsBuilder = channels: { devShells.a = 1; }; }",
			"{ self, utils }",
		);
		expect(await shells(text)).toEqual(["a"]);
	});

	it("read through comments, escapes, interpolated paths, trailing commas and deep strings", async () => {
		const text = `# top
{
  inputs.x = { url = "github:a/b"; }; /* " '' { */
  outputs = { self, nixpkgs, /* last */ # comment
    }: let
      src = ./a/\${self.x}/b.nix; other = "\${"\${"}"}" }"; regex = "\\\\.(ts|js)$ \\" { \${toString 1} $\${";
      hook = '' " { ''\${x} ''' ''\\n \${ if true then '' } '' else "''" } $$ $x '';
      foldl'' = 1;
      overlay = final: prev: { "x" = prev.x.overrideAttrs (old: { y = old.y or [ ] ++ [ ./. ]; }); };
    in {
      devShells.x86_64-linux.default = nixpkgs.mkShell { shellHook = hook; };
    };
}
`;
		expect(await shells(text)).toEqual(["default"]);
	});

	it("are for the system of the machine", async () => {
		const linux = { platform: "linux", architecture: "x64" } as const;
		expect(nixSystem(linux)).toBe("x86_64-linux");
		expect(nixSystem({ ...linux, architecture: "arm64" })).toBe("aarch64-linux");
		expect(nixSystem({ platform: "darwin", architecture: "arm64" })).toBe("aarch64-darwin");
		expect(nixSystem({ platform: "win32", architecture: "x64" })).toBe("x86_64-linux");
		const text = flake("{ devShells = { x86_64-linux.a = 1; aarch64-darwin.b = 1; }; }");
		expect(await shells(text, "aarch64-darwin")).toEqual(["b"]);
	});

	it("need a set of attributes that is written out, with outputs", async () => {
		expect(await shells("let x = 1; in { outputs = _: { }; }")).toBe("not-a-set");
		expect(await shells("{ description = ''x''; }")).toBe("no-outputs");
	});
});

describe("a flake that was made to take for ever", () => {
	it.each([
		["needs itself", "let x = x; y = { a = y.a; }; in { devShells.x86_64-linux = x // y.a; }", ["…"]],
		["calls itself", "let f = n: f (n + 1); in { devShells.x86_64-linux = { a = 1; } // f 1; }", ["a", "…"]],
		[
			"never ends in a list",
			"let f = x: map f [ x x ]; in { devShells.x86_64-linux = builtins.listToAttrs (f 1); }",
			["…"],
		],
		[
			"has ten to the ninth shells",
			`let l = [ 1 1 1 1 1 1 1 1 1 1 ]; m = f: map (_: f) l; a = m { name = "x"; value = 1; };
				g = h: map (_: map (_: map (_: map (_: map (_: map (_: map (_: h) l) l) l) l) l) l) l;
				d = x: builtins.foldl' (s: i: s // (d i)) { } x;
			in { devShells.x86_64-linux = { ok = 1; } // d (g a); }`,
			["ok", "…"],
		],
	])("%s", async (_, outputs, expected) => {
		expect(await shells(flake(outputs))).toEqual(expected);
	});

	it("shows the first of thousands of names", async () => {
		const names = Array.from({ length: 5000 }, (_, index) => `s${index} = 1;`).join(" ");
		const found = await shells(flake(`{ devShells.x86_64-linux = { ${names} }; }`));
		expect(found).toHaveLength(201);
		expect(found[200]).toBe("…");
	});
});
