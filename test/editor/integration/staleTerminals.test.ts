import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "mocha";
import { commands, type Terminal, window } from "vscode";
import type { GoEnvironmentsApi } from "../../../media/api.d.ts";
import {
	extension,
	folder,
	hasOwnVariablesOfFolders,
	makeActive,
	newer,
	nextTerminal,
	older,
	printed,
	selection,
	skip,
	until,
	withoutVariablesOfFolders,
} from "./inHost.ts";

const relaunch = () => commands.executeCommand("goEnvironments.relaunchTerminals");

describe("terminals that are open when their folder gets another Go", () => {
	let api: GoEnvironmentsApi;
	const { uri } = folder("batch");
	const versionFile = join(uri.fsPath, ".go-version");

	before(async () => {
		api = await extension().activate();
		await selection(api, uri, ({ kind }) => kind === "inherited", "the inherited Go of batch");
		await makeActive(uri);
	});

	async function choose(): Promise<void> {
		writeFileSync(versionFile, `${newer}\n`);
		await selection(api, uri, ({ isActive }) => isActive, "the version file");
	}

	async function chooseNothing(): Promise<void> {
		rmSync(versionFile, { force: true });
		await selection(api, uri, ({ kind }) => kind === "inherited", "the inherited Go again");
	}

	afterEach(async () => {
		for (const terminal of window.terminals) terminal.dispose();
		await chooseNothing();
	});
	after(chooseNothing);

	async function used(cwd = uri, version = older): Promise<Terminal> {
		const terminal = window.createTerminal({ cwd, name: "mine" });
		terminal.show();
		assert.match(await printed(terminal, "go version"), new RegExp(`go${version} `));
		return terminal;
	}

	it("stay as they are, and are started again on command, in their place and with their name", async () => {
		const terminal = await used();
		await choose();
		assert.match(await printed(terminal, "go version"), new RegExp(`go${older} `));
		const before = await terminal.processId;
		await relaunch();
		await until("another process", async () => ((await terminal.processId) === before ? undefined : true));
		assert.equal(terminal.name, "mine");
		assert.match(await printed(terminal, "go version"), new RegExp(`go${newer} `));
		const now = await terminal.processId;
		await relaunch();
		assert.equal(await terminal.processId, now, "what has it already is left alone");
	});

	it("of two folders that change at once are started again both", async function () {
		// terminals do not have the folder's variables there
		if (!hasOwnVariablesOfFolders) skip(this, withoutVariablesOfFolders);
		const api = { folder: folder("api").uri.fsPath };
		const terminals = [await used(), await used(folder("api").uri, newer)];
		const before = await Promise.all(terminals.map(({ processId }) => processId));
		await Promise.all([choose(), commands.executeCommand("goEnvironments.use", { ...api, reference: older })]);
		await relaunch();
		for (const [at, terminal] of terminals.entries()) {
			await until("another process", async () => ((await terminal.processId) === before[at] ? undefined : true));
		}
		const [first, second] = terminals as [Terminal, Terminal];
		assert.match(await printed(first, "go version"), new RegExp(`go${newer} `));
		assert.match(await printed(second, "go version"), new RegExp(`go${older} `));
		await commands.executeCommand("goEnvironments.clear", api);
	});

	it("are not ended without a question while a command runs in one", async () => {
		const terminal = await used();
		await until("shell integration", () => terminal.shellIntegration);
		const started = new Promise((done) => window.onDidStartTerminalShellExecution(done));
		terminal.sendText("sleep 100");
		await started;
		await choose();
		const before = await terminal.processId;
		// a test cannot answer a question, so it counts as refused
		await relaunch();
		await new Promise((done) => setTimeout(done, 500));
		assert.equal(await terminal.processId, before);
	});

	it("that Open Terminal opened with the folder's environment are opened anew with the new one", async function () {
		// the CLI starts its shell there, and without shell integration it is unknown whether a command runs
		if (!hasOwnVariablesOfFolders) skip(this, withoutVariablesOfFolders);
		await choose();
		const opened = nextTerminal();
		await commands.executeCommand("goEnvironments.openTerminal", { folder: uri.fsPath });
		const terminal = await opened;
		assert.match(await printed(terminal, "go version"), new RegExp(`go${newer} `));
		await chooseNothing();
		await relaunch();
		await until("its end", () => (window.terminals.includes(terminal) ? undefined : true));
		const [next] = window.terminals;
		assert.ok(next);
		assert.match(await printed(next, "go version"), new RegExp(`go${older} `));
	});

	it("that were opened with another environment than the folder's keep it", async () => {
		const environment = await until("the newer Go", async () =>
			api.environments().find(({ version }) => version === newer),
		);
		const opened = nextTerminal();
		await commands.executeCommand("goEnvironments.openTerminal", { folder: uri.fsPath, reference: environment.id });
		const terminal = await opened;
		assert.match(await printed(terminal, "go version; echo $TERM_PROGRAM"), new RegExp(`go${newer} [^]*vscode$`));
		assert.equal(api.selection(uri)?.kind, "inherited");
		await choose();
		await relaunch();
		assert.ok(window.terminals.includes(terminal));
	});
});
