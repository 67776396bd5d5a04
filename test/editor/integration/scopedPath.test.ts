import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { before, describe, it } from "mocha";
import { commands, extensions, Uri, workspace } from "vscode";
import type { GoEnvironmentsApi } from "../../../media/api.d.ts";
import {
	extension,
	folder,
	hasOwnVariablesOfFolders,
	newer,
	older,
	printedIn,
	selection,
	skip,
	withoutVariablesOfFolders,
} from "./inHost.ts";

const ours = new RegExp(`^go version go${newer.replaceAll(".", "\\.")} `);

describe("terminals beside an extension that gives PATH to each folder, before us", () => {
	const [first, second] = [folder("api"), folder("batch")];
	let api: GoEnvironmentsApi;

	before(async () => {
		await extensions.getExtension("ms-python.python")?.activate();
		api = await extension().activate();
		await selection(api, first.uri, ({ isActive }) => isActive, "the environment of api");
		await selection(api, second.uri, ({ kind }) => kind === "inherited", "the inherited Go of batch");
	});

	/** Expects both the folder's Go and the entries that the other extension put into PATH. */
	async function check(place: Uri): Promise<void> {
		assert.match(await printedIn(place, "go version"), ours);
		assert.match(await printedIn(place, "echo $PATH"), /standins\/scoped\/bin/);
	}

	it("have the folder's Go, and what the other gave", async () => {
		await check(first.uri);
	});

	it("have it still when a folder was added and the choice changed", async () => {
		const third = Uri.joinPath(first.uri, "..", "third");
		mkdirSync(third.fsPath);
		writeFileSync(Uri.joinPath(third, ".go-version").fsPath, `${older}\n`);
		workspace.updateWorkspaceFolders(2, 0, { uri: third });
		await selection(api, third, ({ isActive }) => isActive, "the folder that was added");
		await check(first.uri);
		await commands.executeCommand("goEnvironments.use", { folder: second.uri.fsPath, reference: newer });
		await check(second.uri);
		workspace.updateWorkspaceFolders(2, 1);
	});

	it("have it after a look when one gives PATH to all folders, behind that one and before us", async function () {
		// terminals do not have the folder's variables there, so none is checked
		if (!hasOwnVariablesOfFolders) skip(this, withoutVariablesOfFolders);
		const late = extensions.getExtension<{ prepend(): void }>("standin.standin-late");
		assert.ok(late);
		(await late.activate()).prepend();
		await commands.executeCommand("goEnvironments.checkTerminal", { folder: first.uri.fsPath });
		assert.match(await printedIn(first.uri, "go version"), ours);
		workspace.updateWorkspaceFolders(2, 0, { uri: Uri.joinPath(first.uri, "..", "third") });
		await selection(api, Uri.joinPath(first.uri, "..", "third"), ({ isActive }) => isActive, "the folder again");
		assert.match(await printedIn(first.uri, "go version"), ours);
		workspace.updateWorkspaceFolders(2, 1);
	});

	it("find go-environments also where nothing of ours is active", async () => {
		await commands.executeCommand("goEnvironments.use", { folder: second.uri.fsPath, reference: "inherited" });
		const shown = JSON.parse(await printedIn(second.uri, "go-environments show --json")) as { folder: string };
		assert.equal(shown.folder, second.uri.fsPath);
	});
});
