import { beforeEach, expect, it, vi } from "vitest";
import { envsDirsOf } from "../../src/providers/conda/envsDirs.ts";

const yaml = vi.hoisted(() => ({ isLoaded: false }));
vi.mock("yaml", async (original) => {
	yaml.isLoaded = true;
	return await original();
});
beforeEach(() => {
	vi.resetModules();
	yaml.isLoaded = false;
});

const plain = `# made by the installer
channels:
  - conda-forge
  - https://mirrors.tuna.tsinghua.edu.cn/anaconda/pkgs/main # a mirror
auto_activate_base: false

ssl_verify: /etc/ssl/ca.pem
pkgs_dirs:
- $HOME/pkgs
`;

it.each([
	["of settings and lists", plain],
	["of Windows", plain.replaceAll("\n", "\r\n")],
	["without anything", ""],
	["of comments", "# nothing yet\n"],
])("loads no parser for an rc file %s that names no folder of environments", async (_, text) => {
	expect(await envsDirsOf("/home/a/.condarc", text)).toEqual({ entries: [], faults: [] });
	expect(yaml.isLoaded).toBe(false);
});

// what the simple reader cannot decide is left to the parser
it.each([
	["a folder", "envs_dirs:\n  - /data/envs\n", 1, 0],
	["a merged mapping", "b: &b {envs_dirs: [/data/envs]}\n<<: *b\n", 1, 0],
	["its older name", "envs_path: [/data/envs]\n", 1, 0],
	["a name in quotes", '"envs_dirs": [/data/envs]\n', 1, 0],
	["a name written by its number", '"envs\\u005fdirs": [/data/envs]\n', 1, 0],
	["a setting twice", "channels: a\nchannels: b\n", 0, 1],
	["a list without a name", "- a\n", 0, 1],
	["a list behind a value, which is one text", "channels: a\n  - b\n", 0, 0],
	["entries that are not in line", "channels:\n  - a\n - b\n", 0, 1],
	["a bracket that stays open", "channels: [a\n", 0, 1],
	["a tab", "channels:\n\t- a\n", 0, 1],
])("asks the parser about %s", async (_, text, entries, faults) => {
	const read = await envsDirsOf("/home/a/.condarc", text);
	expect([read.entries.length, read.faults.length]).toEqual([entries, faults]);
});
