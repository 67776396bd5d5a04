// Activates devShells by clicks, with real Nix and a small stand-in for nixpkgs.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startCodeServer } from "../../harness/codeServer.mjs";
import { openWindow } from "../../harness/editorWindow.mjs";
import { launchBrowser } from "../../harness/workbench.mjs";
import { nixMissing, nixVariables } from "../../tools/nix.mjs";
import { goMachine, older } from "../goMachine.mjs";

const root = resolve(import.meta.dirname, "../../..");
const { GO_ENVIRONMENTS_TEST_PICTURES: pictures } = process.env;
const missing = nixMissing();

describe(`devShells of a flake in the editor${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
	let machine;
	let server;
	let browser;
	let window;

	const flake = (flags) => `{
  inputs.nixpkgs.url = "path:${join(machine.root, "nixpkgs")}";
  outputs = { self, nixpkgs }:
    let pkgs = nixpkgs.legacyPackages.x86_64-linux; in {
      devShells.x86_64-linux = {
        default = pkgs.mkShell { packages = [ pkgs.go_1_26 ]; env.GOFLAGS = "${flags}"; };
        builds = pkgs.mkShell { packages = [ pkgs.go_1_25 ]; A = builtins.readFile (pkgs.sh "read" { } "echo x > $out"); };
        slow = pkgs.mkShell { packages = [ pkgs.go_1_25 (pkgs.sh "slow" { } "echo waiting; sleep 600.5; mkdir $out") ]; };
      };
    };
}
`;
	const change = (flags) => writeFileSync(join(machine.folders.api, "flake.nix"), flake(flags));

	before(async function () {
		if (missing !== undefined) return this.skip();
		machine = await goMachine();
		cpSync(join(root, "test/fixtures/nixpkgs"), join(machine.root, "nixpkgs"), { recursive: true });
		const { api } = machine.folders;
		rmSync(join(api, ".go-version"));
		change("-mod=mod");
		const nix = nixVariables(join(machine.root, "nix"));
		const there = { cwd: api, env: nix };
		for (const [program, ...words] of [
			["git", "init", "-q", "."],
			["git", "add", "-N", "flake.nix"],
			["nix", "flake", "lock"],
		]) {
			const { status, stderr } = spawnSync(program, words, { ...there, encoding: "utf8" });
			assert.equal(status, 0, stderr);
		}
		const { PATH: _, HOME: __, ...settings } = nix;
		server = await startCodeServer({ home: machine.home, env: { ...machine.env, ...settings } });
		browser = await launchBrowser();
		window = await openWindow(browser, server, { target: machine.workspace, extension: root });
		await window.openFile("api.go");
		await window.openSidebar();
	});

	after(async () => {
		await browser?.close();
		await server?.stop();
		if (server !== undefined) rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
		if (machine === undefined) return;
		// files stored by Nix are read-only
		spawnSync("chmod", ["-R", "u+w", join(machine.root, "nix")]);
		machine.remove();
	});

	afterEach(async function () {
		if (pictures === undefined) return;
		mkdirSync(pictures, { recursive: true });
		await window.page.screenshot({ path: join(pictures, `${this.currentTest.title.replaceAll(/\W+/g, "-")}.png`) });
	});

	const use = async (name) => {
		await window.openPicker();
		await window.choose(name);
	};
	/** The row of what the folder uses. */
	const usedRow = (text) => window.rowOf("Workspace", /^Uses /).filter({ hasText: text });
	/** Flags and program of the Go in a new terminal. */
	const inNewTerminal = async () => (await window.newTerminal("api")).ask("echo $GOFLAGS $(command -v go)");

	it("evaluates a devShell that is selected, and gives new terminals its Go and its variables", async () => {
		await window.statusShows(`Go ${older}`);
		await window.rowOf("Environments", /#default.*version not known yet/).waitFor();
		await use("#default");
		await window.statusShows("Go 1.26.2 (#default)");
		await window.rowOf("Environments", /#default.*Go 1\.26\.2/).waitFor();
		assert.match(await inNewTerminal(), /^-mod=mod \/.*\/nix\/store\/\S*go-1\.26\.2\/bin/);
	});

	it("keeps it in use when the flake changes, says so, and evaluates it at a click on the row", async () => {
		change("-mod=readonly");
		await usedRow("changed since it was activated").waitFor();
		await window.rowOf("Environments", /#default.*Go 1\.26\.2 · changed · in use by api/).waitFor();
		await window.openPicker();
		await window.quickRow("changed since it was activated").waitFor();
		await window.closeQuick();
		assert.match(await inNewTerminal(), /^-mod=mod /);
		await usedRow("changed since it was activated").click();
		await usedRow("changed since it was activated").waitFor({ state: "detached" });
		await window.rowOf("Environments", /#default.*Go 1\.26\.2 · in use by api/).waitFor();
		assert.match(await inNewTerminal(), /^-mod=readonly /);
	});

	it("asks before an evaluation builds, and builds on request", async () => {
		await use("#builds");
		const question = window.notification("cannot be evaluated without building");
		await question.locator(".monaco-button", { hasText: "Allow Builds" }).click();
		await window.statusShows("Go 1.25.6 (#builds)");
	});

	it("shows what is built, and has on a cancel what was there before", async () => {
		await use("#slow");
		const progress = window.notification("Evaluating “#slow”");
		await progress.filter({ hasText: "slow> waiting" }).waitFor();
		const runs = () => spawnSync("ps", ["-eo", "args"], { encoding: "utf8" }).stdout.includes(`${machine.home}/.local`);
		assert.equal(runs(), true);
		await progress.locator(".monaco-button", { hasText: "Cancel" }).click();
		await window.statusShows("Go 1.25.6 (#builds)");
		assert.equal(runs(), false);
		await progress.waitFor({ state: "detached" });
		await usedRow("#builds").waitFor();
	});
});
