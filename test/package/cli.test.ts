import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packCli } from "../../scripts/package.mjs";
import { temporaryFolder } from "../support/machine.ts";
import { npmInstall } from "../tools/npm.mjs";

const root = resolve(import.meta.dirname, "../..");

describe.skipIf(!existsSync(join(root, "dist", "cli.js")))(
	"the CLI's package (skipped where nothing was built)",
	() => {
		let folder: string;
		let home: string;
		beforeAll(async () => {
			folder = temporaryFolder();
			home = temporaryFolder();
			await npmInstall(folder, [await packCli(folder)]);
		}, 120_000);
		afterAll(() => {
			for (const place of [folder, home]) rmSync(place, { recursive: true, force: true });
		});

		const run = (words: readonly string[], variables: Record<string, string> = {}): string =>
			execFileSync(join(folder, "node_modules", ".bin", "go-environments"), words, {
				encoding: "utf8",
				cwd: home,
				env: { HOME: home, PATH: `${resolve(process.execPath, "..")}:/usr/bin:/bin`, ...variables },
			});
		const place = (name: string): string => join(folder, "node_modules", "go-environments", name);

		it("runs by its name, with nothing else installed", () => {
			const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
			expect(run(["--version"])).toBe(`${version}\n`);
			expect(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
				"go-environments",
			]);
		});

		it("brings the schemas of what it answers", () => {
			const ajv = new Ajv({ allowUnionTypes: true });
			for (const verb of ["list", "show"]) {
				const schema: object = JSON.parse(readFileSync(place(`media/schemas/${verb}.schema.json`), "utf8"));
				ajv.validate(schema, JSON.parse(run([verb, "--json"])));
				expect(ajv.errors).toBeNull();
			}
		});

		it("brings what is loaded only when needed: parsers, and the other language", () => {
			const shown = run(["show"], { LC_ALL: "zh_CN.UTF-8" });
			expect(shown).toMatch(/[\u4E00-\u9FFF]/);
			execFileSync(
				"sh",
				[
					"-c",
					"printf 'name: ci\\ndependencies: [go=1.22]\\n' > environment.yml; printf '{ outputs = { self, nixpkgs }: { devShells.x86_64-linux.ci = nixpkgs.legacyPackages.x86_64-linux.mkShell { }; }; }' > flake.nix",
				],
				{ cwd: home },
			);
			const { specifications, faults } = JSON.parse(run(["show", "--json", "--folder", "."])) as {
				specifications: { kind: string }[];
				faults: unknown[];
			};
			expect(specifications.map(({ kind }) => kind)).toEqual(["environment.yml", "flake.nix"]);
			expect(faults).toHaveLength(1); // the environment “ci” does not exist
			expect(run(["list", "--json", "--folder", "."])).toContain('"#ci"');
		});
	},
);
