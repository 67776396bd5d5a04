import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { packExtension } from "../../scripts/package.mjs";
import { median, runs } from "./measure.mjs";
import { atMostSize, atMostTime } from "./rows.mjs";

/** Loads the bundle in its own process, with a stub of the editor's API, and prints how long that took. */
const load = `
	const { Module } = require("node:module");
	const real = Module._load;
	const anything = new Proxy(function () {}, { get: (_, key) => (key === "prototype" ? {} : anything), construct: () => ({}) });
	Module._load = (name, ...rest) => (name === "vscode" ? anything : real(name, ...rest));
	const start = performance.now();
	require(process.argv[1]);
	console.log(performance.now() - start);`;

function loadTime(file) {
	const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", load, file], { encoding: "utf8" });
	if (status !== 0) throw new Error(`${file} could not be loaded: ${stderr}`);
	return Number(stdout);
}

export async function bundleRows({ folder }) {
	const extension = resolve("dist", "extension.js");
	const times = Array.from({ length: runs + 2 }, () => loadTime(extension)).slice(2);
	const vsix = await packExtension(join(folder, "package"));
	return [
		atMostTime("loading dist/extension.js", median(times), 30),
		atMostSize("dist/extension.js, minified", statSync(extension).size, 400),
		atMostSize("the .vsix", statSync(vsix).size, 1024),
	];
}
