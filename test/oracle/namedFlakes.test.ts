import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parseNix } from "../../src/providers/flake/nixSyntax.ts";
import { plainNix } from "../../src/providers/flake/plainNix.ts";
import { type ShellNames, shellNames } from "../../src/providers/flake/shellNames.ts";
import { temporaryFolder } from "../support/machine.ts";
import { meansMissing, unpackedMeans } from "../tools/means.mjs";
import { nixMissing, nixVariables } from "../tools/nix.mjs";

const missing = nixMissing() ?? meansMissing;
const why = missing === undefined ? "" : ` (skipped: ${missing})`;
const folder = temporaryFolder();
afterAll(() => {
	// files stored by Nix are read-only
	spawnSync("chmod", ["-R", "u+w", folder]);
	rmSync(folder, { recursive: true, force: true });
});

const system = "x86_64-linux";
const inputs: Record<string, string> = {};

/** nixpkgs: its real lib, and of its packages only what a shell needs to be a derivation. */
function writeInputs(): void {
	for (const name of ["flake-utils", "flake-parts", "nixpkgs.lib"]) {
		const place = unpackedMeans(name, folder);
		if (place === undefined) throw new Error(`no archive of ${name}`);
		inputs[name] = place;
	}
	const systems = join(folder, "systems");
	mkdirSync(systems);
	writeFileSync(join(systems, "default.nix"), '[ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ]\n');
	writeFileSync(join(systems, "flake.nix"), "{ outputs = _: { }; }\n");
	const nixpkgs = join(folder, "nixpkgs");
	mkdirSync(nixpkgs);
	cpSync(join(inputs["nixpkgs.lib"] ?? "", "lib"), join(nixpkgs, "lib"), { recursive: true });
	writeFileSync(
		join(nixpkgs, "default.nix"),
		`{ system, overlays ? [ ], config ? { } }:
let
	lib = import ./lib;
	mkShell = args: derivation { name = "shell"; inherit system; builder = "/bin/sh"; };
	base = final: { inherit lib system mkShell; mkShellNoCC = mkShell; go = mkShell { }; go_1_25 = mkShell { }; gopls = mkShell { };
		callPackage = file: args: (if builtins.isFunction file then file else import file) (builtins.intersectAttrs (builtins.functionArgs (if builtins.isFunction file then file else import file)) final // args); };
in lib.fix (lib.foldl' (lib.flip lib.extends) base overlays)
`,
	);
	writeFileSync(
		join(nixpkgs, "flake.nix"),
		`{ outputs = { self }: let lib = import ./lib; in {
	# flake-parts asks for it, and Nix 2.8 does not set it
	_type = "flake";
	inherit lib;
	legacyPackages = lib.genAttrs lib.systems.flakeExposed (system: import ./. { inherit system; });
}; }
`,
	);
	Object.assign(inputs, { nixpkgs, systems });
}

/** The devShells that Nix lists and accepts: derivations; for old flakes that of `devShell`. */
function namesOfNix(place: string): readonly string[] {
	const overrides = [
		["nixpkgs", inputs["nixpkgs"]],
		["flake-utils", inputs["flake-utils"]],
		["flake-utils/systems", inputs["systems"]],
		["flake-parts", inputs["flake-parts"]],
		["flake-parts/nixpkgs-lib", inputs["nixpkgs.lib"]],
	].flatMap(([name = "", path = ""]) => ["--override-input", name, `path:${path}`]);
	const isShell = '(v: (v.type or null) == "derivation")';
	const evaluated = (installable: string, apply: string): unknown => {
		const words = ["eval", "--json", "--offline", "--no-write-lock-file", ...overrides, installable, "--apply", apply];
		const { status, stdout, stderr } = spawnSync("nix", words, {
			cwd: place,
			env: nixVariables(join(folder, "store")),
			encoding: "utf8",
		});
		if (status === 0) return JSON.parse(stdout) as unknown;
		// the message of Nix 2.8 and 2.34; anything else is an error of the test
		if (/does not provide attribute/.test(stderr)) return undefined;
		throw new Error(stderr);
	};
	const shells = evaluated(
		`.#devShells.${system}`,
		`s: builtins.filter (n: ${isShell} s.\${n}) (builtins.attrNames s)`,
	) as readonly string[] | undefined;
	if (shells !== undefined) return shells;
	return evaluated(`.#devShell.${system}`, isShell) === true ? ["default"] : [];
}

async function namesRead(text: string): Promise<ShellNames> {
	const parsed = await parseNix(plainNix(text).text, 10_000);
	const found = parsed === undefined ? "no-outputs" : shellNames(parsed.root, system);
	if (parsed?.error !== undefined || typeof found === "string") throw new Error(`not read: ${String(found)}`);
	return found;
}

interface Named {
	readonly text: string;
	/** Other files of the flake. */
	readonly files?: Readonly<Record<string, string>>;
	/** Some names are unknown without evaluation: ours are then a subset of Nix's. */
	readonly isOpen?: boolean;
}

const withInputs = (names: string, outputs: string): string => `{
	description = "named";
	inputs = { nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable"; ${names} };
	outputs = ${outputs};
}
`;
const utils = (outputs: string): string =>
	withInputs('flake-utils.url = "github:numtide/flake-utils";', `{ self, nixpkgs, flake-utils, ... }: ${outputs}`);
const parts = (module: string): string =>
	withInputs(
		'flake-parts.url = "github:hercules-ci/flake-parts";',
		`inputs@{ self, nixpkgs, flake-parts, ... }: flake-parts.lib.mkFlake { inherit inputs; } ${module}`,
	);
const plain = (outputs: string): string => withInputs("", `{ self, nixpkgs, ... }: ${outputs}`);
const pkgs = "let pkgs = nixpkgs.legacyPackages.${system}; in";

const flakes: Readonly<Record<string, Named>> = {
	"genAttrs of nixpkgs' lib": {
		text: plain(
			"let forAll = nixpkgs.lib.genAttrs nixpkgs.lib.systems.flakeExposed; in { devShells = forAll (system: { default = nixpkgs.legacyPackages.${system}.mkShell { }; ci = nixpkgs.legacyPackages.${system}.mkShellNoCC { }; }); }",
		),
	},
	"lib's mapAttrs' and recursiveUpdate": {
		text: plain(
			`let inherit (nixpkgs) lib; sh = nixpkgs.legacyPackages.${system}.mkShell { }; in lib.recursiveUpdate { devShells.${system} = lib.mapAttrs' (n: v: lib.nameValuePair "go-\${n}" sh) { a = 1; b = 2; }; } { devShells.${system}.default = sh; }`,
		),
	},
	"lib's optionalAttrs": {
		text: plain(
			`let inherit (nixpkgs) lib; sh = nixpkgs.legacyPackages.${system}.mkShell { }; in { devShells.${system} = { a = sh; } // lib.optionalAttrs true { b = sh; }; }`,
		),
	},
	"a set for each name of the system": {
		text: plain(
			`{ devShells.${system}.default = nixpkgs.legacyPackages.${system}.mkShell { }; devShells.aarch64-darwin.mac = 1; }`,
		),
	},
	"packages alone": { text: plain(`{ packages.${system}.default = nixpkgs.legacyPackages.${system}.go; }`) },
	"sets among the shells": {
		text: plain(
			`let sh = nixpkgs.legacyPackages.${system}.mkShell { }; in { devShells.${system} = { a = sh; set = { default = sh; }; deep.er = sh; more = sh // { x = 1; }; }; }`,
		),
	},
	eachDefaultSystem: {
		text: utils(
			`flake-utils.lib.eachDefaultSystem (system: ${pkgs} { devShells.default = pkgs.mkShell { }; devShells.ci = pkgs.mkShell { }; })`,
		),
	},
	"eachDefaultSystem with devShell": {
		text: utils(
			`flake-utils.lib.eachDefaultSystem (system: ${pkgs} { devShell = pkgs.mkShell { packages = [ pkgs.go ]; }; })`,
		),
	},
	"eachDefaultSystem with devShell in another file": {
		text: utils(
			`flake-utils.lib.eachDefaultSystem (system: ${pkgs} { devShell = import ./shell.nix { inherit pkgs; }; })`,
		),
		files: { "shell.nix": "{ pkgs }: pkgs.mkShell { }\n" },
	},
	"eachDefaultSystem with devShell as a set, which Nix refuses": {
		text: utils(`flake-utils.lib.eachDefaultSystem (system: ${pkgs} { devShell.default = pkgs.mkShell { }; })`),
	},
	"eachDefaultSystem with both": {
		text: utils(
			`flake-utils.lib.eachDefaultSystem (system: ${pkgs} { devShell = pkgs.mkShell { }; devShells.ci = pkgs.mkShell { }; })`,
		),
	},
	"eachDefaultSystem with packages alone": {
		text: utils(`flake-utils.lib.eachDefaultSystem (system: ${pkgs} { packages.default = pkgs.go; })`),
	},
	"eachSystem of others": {
		text: utils('flake-utils.lib.eachSystem [ "aarch64-darwin" ] (system: { devShells.default = 1; })'),
	},
	"eachSystem and more beside it": {
		text: utils(
			`flake-utils.lib.eachSystem [ "${system}" ] (system: ${pkgs} { devShells.a = pkgs.mkShell { }; }) // { overlays.default = final: prev: { }; }`,
		),
	},
	eachDefaultSystemMap: {
		text: utils(
			`{ devShells = flake-utils.lib.eachDefaultSystemMap (system: ${pkgs} { a = pkgs.mkShell { }; b = pkgs.mkShell { }; }); }`,
		),
	},
	simpleFlake: {
		text: utils('flake-utils.lib.simpleFlake { inherit self nixpkgs; name = "x"; shell = ./shell.nix; }'),
		files: { "shell.nix": "{ pkgs }: pkgs.mkShell { }\n" },
	},
	"simpleFlake with the shell in the overlay": {
		text: utils('flake-utils.lib.simpleFlake { inherit self nixpkgs; name = "x"; overlay = ./overlay.nix; }'),
		files: { "overlay.nix": "final: prev: { x = { devShell = final.mkShell { }; }; }\n" },
		isOpen: true,
	},
	"simpleFlake with an overlay without one": {
		text: utils(
			'flake-utils.lib.simpleFlake { inherit self nixpkgs; name = "x"; overlay = final: prev: { x.go = prev.go; }; }',
		),
		isOpen: true,
	},
	"simpleFlake without both": { text: utils('flake-utils.lib.simpleFlake { inherit self nixpkgs; name = "x"; }') },
	"flake-parts": {
		text: parts(
			`{ systems = [ "${system}" ]; perSystem = { pkgs, ... }: { devShells.default = pkgs.mkShell { }; devShells.ci = pkgs.mkShell { }; }; }`,
		),
	},
	"flake-parts for other systems": {
		text: parts(
			'{ systems = [ "aarch64-darwin" ]; perSystem = { pkgs, ... }: { devShells.default = pkgs.mkShell { }; }; }',
		),
	},
	"flake-parts with packages alone": {
		text: parts(`{ systems = [ "${system}" ]; perSystem = { pkgs, ... }: { packages.default = pkgs.go; }; }`),
	},
	"flake-parts with mkMerge and mkIf": {
		text: parts(
			`({ lib, ... }: { systems = [ "${system}" ]; perSystem = { pkgs, ... }: { devShells = lib.mkMerge [ { a = pkgs.mkShell { }; } (lib.mkIf true { b = pkgs.mkShell { }; }) ]; }; })`,
		),
	},
	"flake-parts with modules written out and flake": {
		text: parts(
			`{ systems = [ "${system}" ]; imports = [ { perSystem = { pkgs, ... }: { devShells.more = pkgs.mkShell { }; }; } ]; flake.devShells.${system} = { }; perSystem = { pkgs, ... }: { devShells.default = pkgs.mkShell { }; }; }`,
		),
	},
	"flake-parts with a module from a file": {
		text: parts(
			`{ systems = [ "${system}" ]; imports = [ ./shells.nix ]; perSystem = { pkgs, ... }: { devShells.default = pkgs.mkShell { }; }; }`,
		),
		files: { "shells.nix": "{ perSystem = { pkgs, ... }: { devShells.file = pkgs.mkShell { }; }; }\n" },
		isOpen: true,
	},
};

describe.skipIf(missing !== undefined)(`named flakes have the devShells that real Nix evaluates${why}`, () => {
	if (missing === undefined) writeInputs();
	it.each(Object.entries(flakes))("%s", { timeout: 60_000 }, async (name, { text, files, isOpen = false }) => {
		const place = join(folder, `flake-${Object.keys(flakes).indexOf(name)}`);
		mkdirSync(place);
		for (const [file, content] of Object.entries({ ...files, "flake.nix": text }))
			writeFileSync(join(place, file), content);
		const [theirs, ours] = [namesOfNix(place), await namesRead(text)];
		expect(ours.isOpen).toBe(isOpen);
		if (isOpen) expect(theirs).toEqual(expect.arrayContaining([...ours.names]));
		else expect(new Set(ours.names)).toEqual(new Set(theirs));
	});
});
