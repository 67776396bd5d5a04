import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { nixMissing, nixVariables } from "../tools/nix.mjs";
import { median, ran } from "./measure.mjs";
import { atLeastFaster, atMostTime, atMostTimes, notMeasured } from "./rows.mjs";

const cold = "evaluation of a devShell, with what is around it";
const warm = "activation of a devShell that was evaluated, after an edit of main.go";
const log = { debug() {}, info() {}, warn() {}, error() {} };

/** A devShell with a small stand-in for nixpkgs in a store of its own: nothing is downloaded, and little is built. */
export async function flakeRows({ subject }) {
	const missing = nixMissing();
	if (missing !== undefined) return [cold, warm].map((what) => notMeasured(what, missing));
	const root = mkdtempSync(join(tmpdir(), "ge-bench-"));
	try {
		return await rowsIn(subject, root);
	} finally {
		spawnSync("chmod", ["-R", "u+w", root]);
		rmSync(root, { recursive: true, force: true });
	}
}

async function rowsIn(subject, root) {
	const variables = nixVariables(join(root, "nix"));
	const work = join(root, "w");
	let count = 0;
	// Nix remembers the evaluation of a content: each run gets another one. A sum stands for the work that real packages are,
	// of which the quickest take this long (6 to 10 s without any cache).
	const change = () =>
		writeFileSync(
			join(work, "flake.nix"),
			`{
	inputs.nixpkgs.url = "path:${join(root, "nixpkgs")}";
	outputs = { self, nixpkgs }: let
		pkgs = nixpkgs.legacyPackages.x86_64-linux;
		work = builtins.foldl' (a: b: a + b) 0 (builtins.genList (x: x) 1000000);
	in {
		devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.go_1_25 ]; env.COUNT = toString (work + ${++count}); };
	};
}
`,
		);
	cpSync(resolve("test/fixtures/nixpkgs"), join(root, "nixpkgs"), { recursive: true });
	mkdirSync(work);
	change();
	const there = { env: variables, cwd: work };
	ran("git", ["init", "-q", "."], there);
	ran("git", ["add", "-N", "flake.nix"], there);
	ran("nix", ["flake", "lock"], there);
	const host = subject.nodeHost({
		variables,
		home: variables.HOME,
		trust: { allows: () => true },
		log,
		storeFolder: join(root, "ours"),
	});
	const { signal } = new AbortController();
	const flake = subject.providers.find(({ name }) => name === "flake");
	const rows = [];
	for await (const found of flake.discoverFolder(host, work, { searchPaths: [] }, signal)) {
		if (found.kind === "environment") rows.push(found.environment);
	}
	const activate = () => flake.activate(host, rows[0], variables, signal);
	const words = ["print-dev-env", "--json", "--no-write-lock-file", "--profile", join(root, "profile")];
	const nix = () => ran("nix", [...words, '.#devShells.x86_64-linux."default"'], there);
	const [ours, theirs] = await changed(change, activate, nix);
	await activate();
	// Nix remembers what it evaluated for the whole tree, we for the files that decide: the edit that users make most
	let edits = 0;
	const edit = () => writeFileSync(join(work, "main.go"), `package main // ${++edits}\n`);
	edit();
	ran("git", ["add", "-N", "main.go"], there);
	const [again, develop] = await changed(edit, activate, () => ran("nix", ["develop", "-c", "true"], there));
	return [
		atMostTimes(cold, ours, "`nix print-dev-env` alone", theirs, 1.1),
		atMostTime(warm, again, 10),
		atLeastFaster(warm, again, "`nix develop -c true`", develop, 50),
	];
}

/** The medians of several things, each after a change of its input; they run alternately. */
async function changed(change, ...things) {
	const times = things.map(() => []);
	for (let turn = -2; turn < 15; turn++) {
		for (const [index, run] of things.entries()) {
			change();
			const start = performance.now();
			await run();
			if (turn >= 0) times[index].push(performance.now() - start);
		}
	}
	return times.map(median);
}
