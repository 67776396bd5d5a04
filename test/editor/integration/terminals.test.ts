import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { before, describe, it } from "mocha";
import { commands, extensions, Uri, window, workspace } from "vscode";
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
	until,
} from "./inHost.ts";

/** Another extension that changes PATH for all folders (test/editor/standins). */
async function standIn<T>(name: string): Promise<T> {
	const found = extensions.getExtension<T>(`standin.standin-${name}`);
	assert.ok(found, `the stand-in ${name} is not there`);
	return await found.activate();
}

interface StandIn {
	start(): void;
	change(): void;
	again(): void;
	replace(): void;
	scope(): void;
	prepend(): void;
}

const ours = new RegExp(`^go version go${newer.replaceAll(".", "\\.")} `);

describe("terminals beside extensions that change PATH for all folders", () => {
	const [first, second] = [folder("api"), folder("batch")];

	let api: GoEnvironmentsApi;

	before(async () => {
		api = await extension().activate();
		await selection(api, first.uri, ({ isActive }) => isActive, "the environment of api");
		await selection(api, second.uri, ({ kind }) => kind === "inherited", "the inherited Go of batch");
	});

	/**
	 * Expects the folder's Go in a new terminal of api, and the other extension's in one of batch, where no environment of ours is
	 * active.
	 */
	async function check(other: string): Promise<void> {
		assert.match(await printedIn(first.uri, "go version"), ours);
		assert.equal(await printedIn(second.uri, "go version"), `the Go of ${other}`);
	}

	it("find go-environments in every folder, run by the editor's own Node, and answering as outside", async () => {
		for (const place of [first.uri, second.uri]) {
			const shown = JSON.parse(await printedIn(place, "go-environments show --json")) as { folder: string };
			assert.equal(shown.folder, place.fsPath);
		}
		const inside = await printedIn(first.uri, "go-environments exec -- go-environments exec -- go version");
		assert.match(inside, ours);
	});

	it("keep the folder's Go when one activates with a Go file, as golang.go does, changes its Go, takes it back and gives it again", async () => {
		await window.showTextDocument(Uri.joinPath(first.uri, "api.go"));
		const go = await standIn<StandIn>("go");
		await check("go");
		go.change();
		await check("go-other");
		go.again();
		await check("go");
	});

	it("keep it beside one that prepends after shell integration and changes that, as the Python environments extension does", async () => {
		const python = await standIn<StandIn>("python");
		python.start();
		assert.match(await printedIn(first.uri, "go version"), ours);
		python.change();
		assert.match(await printedIn(first.uri, "go version"), ours);
		assert.match(await printedIn(first.uri, "echo $VIRTUAL_ENV"), /python-other/);
		python.replace();
		assert.match(await printedIn(first.uri, "go version"), ours);
	});

	it("keep it beside one that gives PATH to the folder, also behind that one", async () => {
		const python = await standIn<StandIn>("python");
		python.scope();
		assert.match(await printedIn(first.uri, "go version"), ours);
		// ours are rewritten when folders are added or removed, and so come later
		const added = Uri.joinPath(first.uri, "..", "added");
		mkdirSync(added.fsPath);
		workspace.updateWorkspaceFolders(2, 0, { uri: added });
		await selection(api, added, () => true, "the folder that was added");
		assert.match(await printedIn(first.uri, "go version"), ours);
		workspace.updateWorkspaceFolders(2, 1);
		await until("its end", () => (api.selection(added) === undefined ? true : undefined));
		assert.match(await printedIn(first.uri, "go version"), ours);
	});

	it("keep it when one prepends late", async () => {
		const late = await standIn<StandIn>("late");
		late.prepend();
		assert.match(await printedIn(first.uri, "go version"), ours);
	});

	it("of a folder keep their Go when the folder before it is removed, and nobody gets that one's", async () => {
		const [third, fourth] = ["third", "fourth"].map((name) => Uri.joinPath(first.uri, "..", name));
		assert.ok(third && fourth);
		for (const [place, version] of [
			[third, older],
			[fourth, newer],
		] as const) {
			mkdirSync(place.fsPath);
			writeFileSync(join(place.fsPath, ".go-version"), `${version}\n`);
			writeFileSync(join(place.fsPath, "a.go"), "package a\n");
		}
		workspace.updateWorkspaceFolders(2, 0, { uri: third }, { uri: fourth });
		for (const place of [third, fourth]) await selection(api, place, ({ isActive }) => isActive, "the new folders");
		// a reaction to new folders would rewrite their variables
		await new Promise((done) => setTimeout(done, 3000));
		workspace.updateWorkspaceFolders(2, 1);
		await until("its end", () => (api.selection(third) === undefined ? true : undefined));
		assert.match(await printedIn(fourth, "go version"), ours);
		workspace.updateWorkspaceFolders(2, 1);
		await until("its end", () => (api.selection(fourth) === undefined ? true : undefined));
		assert.doesNotMatch(await printedIn(second.uri, "go version"), ours);
	});

	it("opened with another environment than the folder's have that one", async () => {
		await makeActive(first.uri);
		const opened = nextTerminal();
		await commands.executeCommand("goEnvironments.openTerminal", { folder: first.uri.fsPath, reference: older });
		assert.match(await printed(await opened, "go version"), new RegExp(`^go version go${older}`));
		(await opened).dispose();
	});

	it("opened with an environment, or by Open Terminal, have it although a start-up file and others are in front", async () => {
		appendFileSync(join(homedir(), ".bashrc"), 'PATH="$GO_ENVIRONMENTS_TEST_STANDINS/startup/bin:$PATH"\n');
		for (const [target, version] of [
			[{ folder: first.uri.fsPath }, newer],
			[{ folder: first.uri.fsPath, reference: older }, older],
			[{ folder: second.uri.fsPath, reference: newer }, newer],
		] as const) {
			await makeActive(Uri.file(target.folder));
			const opened = nextTerminal();
			await commands.executeCommand("goEnvironments.openTerminal", target);
			assert.match(await printed(await opened, "go version"), new RegExp(`^go version go${version} `));
			(await opened).dispose();
		}
	});
});
