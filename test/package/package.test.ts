import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packCli, packExtension } from "../../scripts/package.mjs";
import { temporaryFolder } from "../support/machine.ts";
import { namesInZip } from "../tools/zip.mjs";

const root = resolve(import.meta.dirname, "../..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

const bundles = [
	"LICENSES.txt",
	"bundle.l10n.zh-cn.js",
	"checkSetUp.js",
	"cli.js",
	"condaChanges.js",
	"execa.js",
	"extension.js",
	"fault.js",
	"fetchGo.js",
	"fetched.js",
	"jsonc-parser.js",
	"l10n.js",
	"nixSyntax.js",
	"processes.js",
	"semver.js",
	"smol-toml.js",
	"string-width.js",
	"uninstall.js",
	"yaml.js",
].map((name) => `dist/${name}`);
const syntaxes = readdirSync(join(root, "syntaxes")).map((name) => `syntaxes/${name}`);
const media = readdirSync(join(root, "media"), { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile())
	.map((entry) =>
		join(entry.parentPath, entry.name)
			.slice(root.length + 1)
			.replaceAll("\\", "/"),
	);

let folder: string;
beforeAll(() => {
	folder = temporaryFolder();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the extension's package", () => {
	it("holds the bundles, the media and the texts of the allow-list, and nothing else", async () => {
		const file = await packExtension(folder);
		const names = await namesInZip(file);
		const ours = names.filter((name) => name.startsWith("extension/")).map((name) => name.slice("extension/".length));
		// vsce renames these three
		const texts = ["LICENSE.txt", "changelog.md", "readme.md"];
		const manifest = ["package.json", "package.nls.json", "package.nls.zh-cn.json"];
		expect(new Set(ours)).toEqual(new Set([...bundles, ...media, ...syntaxes, ...manifest, ...texts]));
		expect(names).toHaveLength(ours.length + ["[Content_Types].xml", "extension.vsixmanifest"].length);
		expect(statSync(file).size).toBeLessThan(1_000_000);
	});

	/** A start reads the whole bundle: its size is part of the time until terminals have their Go. */
	it("has a bundle of at most 410 KB for each start of the editor", () => {
		const { size } = statSync(join(root, "dist", "extension.js"));
		expect(size).toBeLessThanOrEqual(410 * 1024);
		expect(size).toBeGreaterThan(100 * 1024);
	});
});

describe("the package of the CLI", () => {
	it("installs into an empty folder, without any other package, and runs", async () => {
		const file = await packCli(folder);
		const project = temporaryFolder();
		writeFileSync(join(project, "package.json"), '{ "private": true }\n');
		const npm = (...parameters: string[]): string =>
			execFileSync("npm", [...parameters, "--offline"], { cwd: project, encoding: "utf8" });
		npm("install", "--no-audit", "--no-fund", file);
		expect(readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
			"go-environments",
		]);
		const program = join(project, "node_modules", ".bin", "go-environments");
		expect(execFileSync(program, ["--version"], { encoding: "utf8" })).toContain(version);
		const installed = readdirSync(join(project, "node_modules", "go-environments"));
		const texts = ["CHANGELOG.md", "LICENSE", "README.md"];
		expect(new Set(installed)).toEqual(new Set([...texts, "dist", "media", "package.json"]));
		rmSync(project, { recursive: true, force: true });
	});
});
