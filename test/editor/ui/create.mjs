// Creates environments by clicks, with real conda and a local channel.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startCodeServer } from "../../harness/codeServer.mjs";
import { openWindow } from "../../harness/editorWindow.mjs";
import { launchBrowser } from "../../harness/workbench.mjs";
import { condaChannel } from "../../tools/condaChannel.mjs";
import { goMachine, older, write } from "../goMachine.mjs";

const extension = resolve(import.meta.dirname, "../../..");
const { GO_ENVIRONMENTS_TEST_PICTURES: pictures } = process.env;
const { conda, channel, missing } = await condaChannel();

describe(`creating environments in the editor${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
	let machine;
	let server;
	let browser;
	let window;
	let envs;

	before(async function () {
		if (missing !== undefined) return this.skip();
		machine = await goMachine();
		envs = join(machine.home, "envs");
		mkdirSync(envs);
		write(machine.home, { ".condarc": `channels: ["file://${channel}"]\nremote_max_retries: 0\n` });
		const { api } = machine.folders;
		rmSync(join(api, ".go-version"));
		write(api, { "environment.yml": "name: go-k8s\ndependencies:\n  - go=1.26\n" });
		const env = {
			...machine.env,
			CONDA_EXE: conda,
			CONDA_ENVS_DIRS: envs,
			CONDA_PKGS_DIRS: join(machine.home, "pkgs"),
		};
		server = await startCodeServer({ home: machine.home, env });
		browser = await launchBrowser();
		window = await openWindow(browser, server, { target: machine.workspace, extension });
		await window.openFile("api.go");
		await window.openSidebar();
	});

	after(async () => {
		await browser?.close();
		await server?.stop();
		if (server !== undefined) rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
		machine?.remove();
	});

	afterEach(async function () {
		if (pictures === undefined) return;
		mkdirSync(pictures, { recursive: true });
		await window.page.screenshot({ path: join(pictures, `${this.currentTest.title.replaceAll(/\W+/g, "-")}.png`) });
	});

	const dialog = (text) => window.page.locator(".monaco-dialog-box", { hasText: text });

	it("creates what environment.yml describes from its row, after showing what would be done, and selects it", async () => {
		const row = window.rowOf("Workspace", "environment.yml");
		await row.waitFor();
		await row.hover();
		await row.locator('a.action-label[aria-label="Create Environment…"]').click();
		const question = dialog("Create “go-k8s”?");
		await question.waitFor({ timeout: 60_000 });
		const text = (await question.textContent()) ?? "";
		for (const part of ["Place: ~/envs/go-k8s", "Tool: conda", "Requested: go=1.26"])
			assert.ok(text.includes(part), text);
		assert.equal(existsSync(join(envs, "go-k8s")), false);
		await question.locator(".monaco-button", { hasText: "Create" }).click();
		await window.notification("was created and is selected").waitFor({ timeout: 100_000 });
		await window.statusShows("(go-k8s)");
		await window.rowOf("Environments", "go-k8s").waitFor();
		const terminal = await window.newTerminal("api");
		assert.match(await terminal.ask("command -v go"), /envs\/go-k8s\/bin\/go$/);
	});

	it("tells that environment.yml has changed since, and updates the environment at a click", async () => {
		const file = join(machine.folders.api, "environment.yml");
		writeFileSync(file, "name: go-k8s\ndependencies:\n  - go=1.26\n  - gotool\n");
		await window.rowOf("Workspace", "environment.yml has changed since “go-k8s” was made from it.").click();
		const question = dialog("Update “go-k8s”?");
		await question.waitFor({ timeout: 60_000 });
		assert.match((await question.textContent()) ?? "", /Place: ~\/envs\/go-k8s[\s\S]*gotool/);
		await question.locator(".monaco-button", { hasText: "Update" }).click();
		await window.notification("was updated").waitFor({ timeout: 100_000 });
		assert.equal(existsSync(join(envs, "go-k8s", "bin", "gotool")), true);
		await window.rowOf("Workspace", "has changed since").waitFor({ state: "detached" });
	});

	it("says that an environment of that name exists, and leaves it alone", async () => {
		await window.command("Go Environments: Create Environment…", { asks: true });
		await window.quickRow("By name").click();
		const input = window.quick.locator("input.input").first();
		await input.fill("go-k8s");
		await window.quick.locator(".quick-input-message", { hasText: "exists already" }).waitFor();
		await input.fill("a b");
		await window.quick.locator(".quick-input-message", { hasText: "not a valid name" }).waitFor();
		await window.closeQuick();
	});

	it("asks for name, version and packages, shows the file before, and writes it on request", async () => {
		const { batch } = machine.folders;
		await window.openFile("batch.go");
		await window.statusShows(`Go ${older}`);
		await window.command("Go Environments: Create Environment…", { asks: true });
		const next = () => window.page.keyboard.press("Enter");
		const input = window.quick.locator("input.input").first();
		const step = (number) => window.quick.locator(".quick-input-title", { hasText: `(${number}/4)` }).waitFor();
		await step(1);
		await window.quickRow("By name").click();
		await window.quick.locator(".quick-input-message", { hasText: "The name" }).waitFor();
		await input.fill("ci");
		await next();
		await step(2);
		await input.fill("1.26");
		await next();
		await step(3);
		await next();
		await step(4);
		await next();
		await window.quick.locator(".quick-input-title", { hasText: "Create “ci”" }).waitFor({ timeout: 60_000 });
		await window.page.locator(".monaco-editor .view-line", { hasText: "name: ci" }).first().waitFor();
		assert.equal(existsSync(join(envs, "ci")), false);
		await window.quickRow("The file leaves out").waitFor();
		await window.quickRow("write environment.yml").click();
		await window.notification("was created and is selected").waitFor({ timeout: 100_000 });
		await window.statusShows("(ci)");
		assert.match(readFileSync(join(batch, "environment.yml"), "utf8"), /^name: ci\ndependencies:\n {2}- go=1\.26\n/);
		writeFileSync(join(batch, "environment.yml"), "name: ci\ndependencies: [go=1.26, gotool]\n");
		await window.rowOf("Workspace", "environment.yml has changed since “ci” was made from it.").waitFor();
	});

	it("asks only for the name where the folder has an environment in it", async () => {
		mkdirSync(join(machine.folders.batch, ".conda"));
		await window.command("Go Environments: Create Environment…", { asks: true });
		await window.quick.locator(".quick-input-message", { hasText: "The name" }).waitFor();
		await window.closeQuick();
		rmSync(join(machine.folders.batch, ".conda"), { recursive: true });
	});

	it("removes an environment after it named the folder that uses it", async () => {
		const row = window.rowOf("Environments", /^ci/);
		await window.chooseInMenu(row, "Remove Environment…");
		const question = dialog("Remove “ci”?");
		await question.waitFor({ timeout: 60_000 });
		assert.match((await question.textContent()) ?? "", /Used by: .*batch[\s\S]*All files in it are deleted/);
		await question.locator(".monaco-button", { hasText: "Remove" }).click();
		await window.notification("was removed").waitFor({ timeout: 60_000 });
		assert.equal(existsSync(join(envs, "ci")), false);
		await row.waitFor({ state: "detached" });
	});
});
