import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { extensions, Uri, window } from "vscode";
import { extension, folder, newer, printedIn, selection } from "./inHost.ts";

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
	prepend(): void;
}

const ours = new RegExp(`^go version go${newer.replaceAll(".", "\\.")} `);

describe("terminals beside extensions that change PATH for all folders", () => {
	const [first, second] = [folder("api"), folder("batch")];

	before(async () => {
		const api = await extension().activate();
		await selection(api, first.uri, ({ isActive }) => isActive, "the environment of api");
		await selection(api, second.uri, ({ kind }) => kind === "inherited", "the inherited Go of batch");
	});

	/** A new terminal of api has its Go; one of batch, where nothing of ours is active, has what the other extension gives. */
	async function check(other: string): Promise<void> {
		assert.match(await printedIn(first.uri, "go version"), ours);
		assert.equal(await printedIn(second.uri, "go version"), `the Go of ${other}`);
	}

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

	it("keep it when one prepends late", async () => {
		const late = await standIn<StandIn>("late");
		late.prepend();
		assert.match(await printedIn(first.uri, "go version"), ours);
	});

	it("find go-environments in every folder, run by the editor's own Node, and answering as outside", async () => {
		for (const place of [first.uri, second.uri]) {
			const shown = JSON.parse(await printedIn(place, "go-environments show --json")) as { folder: string };
			assert.equal(shown.folder, place.fsPath);
		}
		const inside = await printedIn(first.uri, "go-environments exec -- go-environments exec -- go version");
		assert.match(inside, ours);
	});
});
