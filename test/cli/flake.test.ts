import { afterEach, beforeEach, expect, it } from "vitest";
import { type Home, type Json, misfit, temporaryHome } from "../support/cli.ts";

let home: Home;
beforeEach(() => {
	home = temporaryHome();
});
afterEach(() => home.remove());

// the grammar is a bundle of its own, without the editor that its package dresses with it
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
