import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, describe, it } from "mocha";
import { ConfigurationTarget, commands, ProcessExecution, Task, tasks, Uri, workspace } from "vscode";
import type { GoEnvironmentsApi } from "../../../media/api.d.ts";
import {
	extension,
	folder,
	makeActive,
	newer,
	nextTerminal,
	older,
	printed,
	printedIn,
	selection,
	skip,
	until,
} from "./inHost.ts";

const goVersion = (version: string): RegExp => new RegExp(`^go version go${version.replaceAll(".", "\\.")} `);

describe("a trusted workspace of two folders", () => {
	let api: GoEnvironmentsApi;
	const [first, second] = [folder("api"), folder("batch")];

	before(async () => {
		api = await extension().activate();
		await selection(api, first.uri, ({ isActive }) => isActive, "the environment of api");
		await selection(api, second.uri, ({ kind }) => kind === "inherited", "the inherited Go of batch");
	});

	it("has every command of the manifest", async () => {
		const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
		const registered = new Set(await commands.getCommands(true));
		assert.ok(contributes.commands.length > 5);
		for (const { command } of contributes.commands) assert.ok(registered.has(command), command);
	});

	it("lists the Gos of the machine", () => {
		const versions = api.environments().map(({ version }) => version);
		for (const version of [newer, older]) assert.ok(versions.includes(version), String(versions));
	});

	it("uses in each folder what its files ask for, else the inherited Go", () => {
		const [one, two] = [api.selection(first.uri), api.selection(second.uri)];
		assert.deepEqual([one?.kind, one?.reason, one?.environment?.version], ["chosen", "specification", newer]);
		assert.deepEqual([two?.kind, two?.reason, two?.environment?.version], ["inherited", "none", older]);
	});

	it("gives new terminals of each folder their own Go", async () => {
		assert.match(await printedIn(first.uri, "go version"), goVersion(newer));
		assert.match(await printedIn(second.uri, "go version"), goVersion(older));
	});

	it("gives tasks of the folder its Go, process tasks too", async () => {
		await makeActive(first.uri);
		const file = join(first.uri.fsPath, "task.txt");
		const run = new ProcessExecution("sh", ["-c", `go version > ${file}`], { cwd: first.uri.fsPath });
		const ended = new Promise((done) => tasks.onDidEndTaskProcess(done));
		await tasks.executeTask(new Task({ type: "process" }, first, "version", "test", run));
		await ended;
		assert.match(readFileSync(file, "utf8"), goVersion(newer));
	});

	it("opens a terminal with exactly the folder's environment", async () => {
		const opened = nextTerminal();
		await commands.executeCommand("goEnvironments.openTerminal", { folder: first.uri.fsPath });
		const terminal = await opened;
		assert.match(await printed(terminal, 'go version; echo "GOROOT=$GOROOT"'), new RegExp(`go${newer}[^]*GOROOT=$`));
		terminal.dispose();
	});

	it("lets the CLI answer in such a terminal as outside", async () => {
		const cli = join(extension().extensionPath, "dist", "cli.js");
		const words = [cli, "show", "--json", "--folder", second.uri.fsPath];
		const outside = execFileSync("node", words, { encoding: "utf8" });
		const inside = await printedIn(first.uri, `node ${words.map((word) => `'${word}'`).join(" ")}`);
		assert.deepEqual(JSON.parse(inside), JSON.parse(outside));
		const { selection: found } = JSON.parse(outside) as { selection: { kind: string } };
		assert.equal(found.kind, "inherited");
	});

	it("follows a version file, from its first line to its removal", async () => {
		const file = join(second.uri.fsPath, ".go-version");
		writeFileSync(file, `${newer}\n`);
		const chosen = await selection(api, second.uri, ({ isActive }) => isActive, "the new version file");
		assert.deepEqual([chosen.reason, chosen.environment?.version], ["specification", newer]);
		assert.match(await printedIn(second.uri, "go version"), goVersion(newer));
		rmSync(file);
		await selection(api, second.uri, ({ kind }) => kind === "inherited", "the inherited Go again");
		assert.match(await printedIn(second.uri, "go version"), goVersion(older));
	});

	it("follows the setting of a folder", async () => {
		const set = (value: string | undefined) =>
			workspace
				.getConfiguration("goEnvironments", second.uri)
				.update("environment", value, ConfigurationTarget.WorkspaceFolder);
		await set(`go${newer}`);
		const chosen = await selection(api, second.uri, ({ isActive }) => isActive, "the setting");
		assert.deepEqual([chosen.reason, chosen.environment?.version], ["setting", newer]);
		await set(undefined);
		await selection(api, second.uri, ({ kind }) => kind === "inherited", "the inherited Go again");
	});

	it("keeps a choice of the picker, and forgets it on command", async () => {
		const use = commands.executeCommand("goEnvironments.use", { folder: first.uri.fsPath });
		// the last row except the actions: a row that is not in use
		await until("the choice", async () => {
			await commands.executeCommand("workbench.action.quickOpenSelectNext");
			await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
			return await Promise.race([
				use.then(() => true),
				new Promise<undefined>((done) => setTimeout(done, 300, undefined)),
			]);
		});
		const picked = await selection(api, first.uri, ({ reason }) => reason === "pick", "the choice");
		assert.equal(picked.kind === "chosen" || picked.kind === "inherited", true);
		await commands.executeCommand("goEnvironments.clear", { folder: first.uri.fsPath });
		const again = await selection(api, first.uri, ({ isActive, reason }) => isActive && reason !== "pick", "no choice");
		assert.deepEqual([again.reason, again.environment?.version], ["specification", newer]);
	});

	it("leaves terminals alone where the setting says so", async () => {
		const set = (value: boolean | undefined) =>
			workspace
				.getConfiguration("goEnvironments", first.uri)
				.update("terminal.activateEnvironment", value, ConfigurationTarget.WorkspaceFolder);
		await set(false);
		assert.match(await printedIn(first.uri, "go version; echo $GO_ENVIRONMENTS_ACTIVE"), goVersion(older));
		await set(undefined);
		assert.match(await printedIn(first.uri, "go version"), goVersion(newer));
	});

	it("follows folders that are added and removed", async () => {
		const place = Uri.file(join(dirname(first.uri.fsPath), "third"));
		mkdirSync(place.fsPath);
		writeFileSync(join(place.fsPath, ".go-version"), `${newer}\n`);
		assert.equal(api.selection(place), undefined);
		workspace.updateWorkspaceFolders(2, 0, { uri: place });
		const added = await selection(api, place, ({ isActive }) => isActive, "the folder that was added");
		assert.equal(added.environment?.version, newer);
		workspace.updateWorkspaceFolders(2, 1);
		await until("the folder that was removed", () => (api.selection(place) === undefined ? true : undefined));
	});

	it("leaves settings.json whole where its disk is full, and keeps the choice", async function () {
		const place = Uri.file(join(dirname(first.uri.fsPath), "full"));
		mkdirSync(place.fsPath);
		if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "none", place.fsPath]).status !== 0) {
			skip(this, "no small disk can be mounted here");
		}
		const file = join(place.fsPath, ".vscode", "settings.json");
		// fills a page to its last byte
		const text = `{\n\t// ${"x".repeat(4020)}\n\t"editor.tabSize": 4\n}\n`;
		try {
			mkdirSync(dirname(file));
			writeFileSync(file, text);
			writeFileSync(join(place.fsPath, "a.go"), "package a\n");
			workspace.updateWorkspaceFolders(2, 0, { uri: place });
			await selection(api, place, ({ kind }) => kind === "inherited", "the folder that was added");
			await commands.executeCommand("goEnvironments.use", { folder: place.fsPath, reference: newer });
			spawnSync("dd", ["if=/dev/zero", `of=${join(place.fsPath, "fill")}`, "bs=1k"]);
			await commands.executeCommand("goEnvironments.saveToSettings", { folder: place.fsPath });
			assert.equal(readFileSync(file, "utf8"), text);
			assert.deepEqual(readdirSync(dirname(file)), ["settings.json"]);
			assert.equal(api.selection(place)?.reason, "pick");
			workspace.updateWorkspaceFolders(2, 1);
			await until("its end", () => (api.selection(place) === undefined ? true : undefined));
		} finally {
			spawnSync("umount", ["-l", place.fsPath]);
		}
	});

	for (const name of ["a b", "it's $HOME", "中文 100%", 'a:b "q"', "-rf #1?", "back\\slash", "new\nline"]) {
		it(`has in a folder called ${JSON.stringify(name)} what it has in any other`, async () => {
			const place = Uri.file(join(dirname(first.uri.fsPath), "odd", name));
			mkdirSync(place.fsPath, { recursive: true });
			writeFileSync(join(place.fsPath, ".go-version"), `${newer}\n`);
			writeFileSync(join(place.fsPath, "a.go"), "package a\n");
			workspace.updateWorkspaceFolders(2, 0, { uri: place });
			await selection(api, place, ({ isActive }) => isActive, "the folder that was added");
			assert.match(await printedIn(place, "go version"), goVersion(newer));
			await commands.executeCommand("goEnvironments.use", { folder: place.fsPath, reference: older });
			assert.match(await printedIn(place, "go-environments exec -- go version"), goVersion(older));
			workspace.updateWorkspaceFolders(2, 1);
			await until("its end", () => (api.selection(place) === undefined ? true : undefined));
		});
	}
});
