import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Home, type Json, misfit, temporaryHome } from "../support/cli.ts";
import { goroot } from "../support/machine.ts";

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
	expect(flakes[0]?.["notes"]).toEqual([
		"The flake may have more devShells. Their names cannot be read without evaluating it.",
		"There is no flake.lock, so its nixpkgs is not locked.",
	]);
});

describe("a flake that a file or a setting names", () => {
	const flake = "{ outputs = _: { devShells.x86_64-linux.ci = 1; devShells.x86_64-linux.default = 1; }; }\n";
	/** No nix is on PATH, and none in the home folder. */
	const noNix = { PATH: "/nonexistent" };

	it.each([
		["go-environments.yaml", 'version: 1\nenvironment: ".#ci"\n'],
		["go-environments.yaml", 'version: 1\nenvironment: "./#ci"\n'],
	])("in %s: %j is only recommended, so there is nothing to approve", async (file, text) => {
		home.write({ "~/work/flake.nix": flake, [`~/work/${file}`]: text });
		const options = { folder: home.place("~/work") };
		const { status, stdout } = await home.run(["allow"], options);
		expect([status, stdout]).toEqual([0, "Nothing in ~/work needs approval.\n"]);
		const shown = await home.json(["show", "--json"], options);
		expect(shown["selection"]).toMatchObject({ kind: "inherited", recommended: `flake:${options.folder}#ci` });
	});

	it("in the settings waits for an approval, which covers what decides its evaluation", async () => {
		const settings = '{ "goEnvironments.environment": ".#ci" }';
		home.write({ "~/work/flake.nix": flake, "~/work/.vscode/settings.json": settings, "~/work/main.go": "" });
		const options = { folder: home.place("~/work"), variables: noNix };
		expect((await home.run(["exec", "--", "true"], options)).status).toBe(4);
		const allowed = await home.json(["allow", "--json"], options);
		const names = ["flake.lock", "flake.nix", "go.mod", "go.sum", "gomod2nix.toml"];
		expect(allowed["covers"]).toEqual(names.map((name) => home.place(`~/work/${name}`)));
		const { status, stderr } = await home.run(["exec", "--", "true"], options);
		expect([status, stderr]).toEqual([
			1,
			expect.stringMatching(/^✗ “#ci” (?:cannot be evaluated: Nix was|could not be)/),
		]);
		home.write({ "~/work/main.go": "package main\n" });
		expect((await home.run(["exec", "--", "true"], options)).status).toBe(1);
		home.write({ "~/work/flake.nix": `${flake}# changed\n` });
		expect((await home.run(["exec", "--", "true"], options)).status).toBe(4);
	});

	it.each([
		["that only lies there", {}],
		["beside a file that asks for the system's Go", { "~/work/.go-version": "system\n" }],
	])("%s is nothing to approve", async (_, files) => {
		home.write({ "~/work/flake.nix": flake, ...files });
		const { status, stdout } = await home.run(["allow"], { folder: home.place("~/work") });
		expect([status, stdout]).toEqual([0, "Nothing in ~/work needs approval.\n"]);
	});

	it("is not selected where it cannot be evaluated, and what was selected stays", async () => {
		home.write({ "~/work/flake.nix": flake });
		const options = { folder: home.place("~/work"), variables: noNix };
		await home.run(["use", "inherited"], options);
		const { status, stderr } = await home.run(["use", ".#ci"], options);
		expect([status, stderr]).toEqual([
			1,
			expect.stringMatching(/^✗ “#ci” (?:cannot be evaluated: Nix was|could not be)/),
		]);
		const shown = await home.json(["show", "--json"], options);
		expect(shown["selection"]).toMatchObject({ kind: "inherited", reason: { kind: "pick" } });
	});

	it("has notes in `use` and `show`, and runs commands without a word", async () => {
		const out = home.place("~/out");
		const variables = {
			PATH: { type: "exported", value: `${out}/share/go/bin` },
			shellHook: { type: "exported", value: "export A=1" },
		};
		home.write({
			...goroot("~/out/share/go", "1.25.6"),
			"~/out/env": JSON.stringify({ variables }),
			"~/bin/nix": {
				program: `#!/bin/bash\nwhile [ "$1" != --profile ]; do shift; done\nln -s ${out}/env "$2-1-link"; ln -s profile-1-link "$2"\n`,
			},
			"~/work/flake.nix": flake,
		});
		const options = { folder: home.place("~/work"), variables: { PATH: `${home.place("~/bin")}:/usr/bin:/bin` } };
		const note = "The shellHook of “#ci” is not run";
		expect((await home.run(["use", ".#ci"], options)).stdout.replace(/\s+/g, " ")).toContain(note);
		expect((await home.run(["show"], options)).stdout.replace(/\s+/g, " ")).toContain(note);
		for (const words of [["exec", "--", "true"], ["env"]]) {
			expect(await home.run(words, options)).toMatchObject({ status: 0, stderr: "" });
		}
	});

	it("may build while it is evaluated once `allow --builds` said so", async () => {
		home.write({ "~/work/flake.nix": flake });
		const options = { folder: home.place("~/work") };
		const { status, stdout } = await home.run(["allow", "--builds", "--environment", ".#ci"], options);
		expect([status, stdout]).toEqual([0, "Approved: the evaluation of #ci may build.\n"]);
		expect((await home.run(["allow", "--environment", ".#ci"], options)).status).toBe(2);
		expect((await home.run(["allow", "--builds"], options)).status).toBe(2);
	});
});
