import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Home, type Json, misfit, temporaryHome } from "../support/cli.ts";

let home: Home;
beforeEach(() => {
	home = temporaryHome();
});
afterEach(() => home.remove());

// the grammar is a separate bundle, without the editor that its package includes
it("reads a flake's shells with the grammar that is shipped", async () => {
	home.write({
		"~/work/flake.nix": `{
  outputs = { self, nixpkgs, }: let each = nixpkgs.lib.genAttrs (import self.systems); in {
    devShells = each (system: rec { default = ci; ci = self.shell { shellHook = '' echo ''\${PATH} ''; }; } // import ./more.nix);
  };
}
`,
	});
	const answer = await home.json(["list", "--json"], { folder: home.place("~/work") });
	expect(misfit("list", answer)).toBeUndefined();
	const flakes = (answer["environments"] as readonly Json[]).filter(({ provider }) => provider === "flake");
	const location = home.place("~/work");
	expect(flakes.map(({ id, name, toolchain, problems }) => [id, name, toolchain, problems])).toEqual([
		[`flake:${location}#default`, "#default", "unknown", []],
		[`flake:${location}#ci`, "#ci", "unknown", []],
	]);
	expect(flakes[0]?.["notes"]).toContain(
		"A later version will activate flakes. For now, run `nix develop` in a terminal.",
	);
});

describe("a flake that a file or a setting names", () => {
	const flake = "{ outputs = _: { devShells.x86_64-linux.ci = 1; devShells.x86_64-linux.default = 1; }; }\n";
	const refusal = "✗ “#ci” cannot be used yet: a later version will activate flakes.";
	const places: readonly [string, string][] = [
		["go-environments.yaml", 'version: 1\nenvironment: ".#ci"\n'],
		["go-environments.yaml", 'version: 1\nenvironment: "./#ci"\n'],
		[".vscode/settings.json", '{ "goEnvironments.environment": ".#ci" }'],
	];

	it.each(places)("in %s: %j cannot be approved either, which allow says as use does", async (file, text) => {
		home.write({ "~/work/flake.nix": flake, [`~/work/${file}`]: text });
		const options = { folder: home.place("~/work") };
		const [used, allowed] = [await home.run(["use", ".#ci"], options), await home.run(["allow"], options)];
		expect(allowed).toEqual(used);
		expect([allowed.status, allowed.stdout, allowed.stderr.split("\n")[0]]).toEqual([1, "", refusal]);
		const { faults } = await home.json(["allow", "--json"], options);
		expect(faults).toMatchObject([{ kind: "not-supported" }]);
		const { stdout } = await home.run(["show"], options);
		expect(stdout).not.toContain("go-environments allow");
	});

	it.each([
		["that only lies there", {}],
		["beside a file that asks for the system's Go", { "~/work/.go-version": "system\n" }],
	])("%s is nothing to approve", async (_, files) => {
		home.write({ "~/work/flake.nix": flake, ...files });
		const { status, stdout } = await home.run(["allow"], { folder: home.place("~/work") });
		expect([status, stdout]).toEqual([0, "Nothing in ~/work needs approval.\n"]);
	});

	it("does not keep the folder's GOTOOLCHAIN from being approved", async () => {
		home.write({
			"~/work/flake.nix": flake,
			"~/work/go-environments.yaml": 'version: 1\nenvironment: ".#ci"\n',
			"~/work/.vscode/settings.json": '{ "goEnvironments.goToolchain": "auto" }',
		});
		const options = { folder: home.place("~/work"), variables: { GOTOOLCHAIN: "local" } };
		const { status, stdout } = await home.run(["allow"], options);
		expect([status, stdout]).toEqual([0, "Approved: GOTOOLCHAIN=auto, from the folder's settings.\n"]);
		expect((await home.run(["allow"], options)).status).toBe(1);
	});
});
