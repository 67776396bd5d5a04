import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, it } from "mocha";
import { extensions } from "vscode";
import type { GoEnvironmentsApi } from "../../../media/api.d.ts";
import { folder, printedIn, selection } from "./inHost.ts";

const { GO_ENVIRONMENTS_TEST_WITHOUT: file = "" } = process.env;

/** Removes what differs between runs: folders, ports, sockets, and the shell's own counters. */
function steady(text: string): Readonly<Record<string, string>> {
	const variables = Object.entries(JSON.parse(text) as Record<string, string>);
	const kept = variables.filter(
		([name]) => !/^(VSCODE_(?!ENV_)|CODE_SHIM_|_$|SHLVL$|GO_ENVIRONMENTS_TEST_)/.test(name),
	);
	return Object.fromEntries(kept.map(([name, value]) => [name, value.replaceAll(/ge-\w{6}/g, "run")]));
}

/** Runs twice: without our extension, and with the setting that disables our terminal variables. */
describe("a terminal with goEnvironments.terminal.activateEnvironment: false", () => {
	it("has the variables that it would have without the extension", async () => {
		const { uri } = folder("api");
		const ours = extensions.getExtension<GoEnvironmentsApi>("go-environments.go-environments");
		if (ours !== undefined) {
			const api = await ours.activate();
			await selection(api, uri, ({ isActive }) => isActive, "the environment of api");
		}
		const variables = steady(await printedIn(uri, "node -p 'JSON.stringify(process.env)'"));
		if (ours === undefined) {
			writeFileSync(file, JSON.stringify(variables));
			return;
		}
		assert.ok(existsSync(file), "the run without the extension left nothing");
		assert.deepEqual(variables, JSON.parse(readFileSync(file, "utf8")));
	});
});
