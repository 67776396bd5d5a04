// npm test: checks, builds and runs every suite, from a fresh clone with only Node and git.
// `npm test -- unit cli` runs these suites alone. `--only-known-skips`, used by CI, fails if a test is skipped that is not
// listed in test/knownSkips.mjs. The last line is `N passed, N failed, N skipped`.
//
// vitest runs test/<suite>. A suite with a program test/<suite>/run.mjs is run by that instead: its argument is a file, to
// which it writes {"passed": 3, "failed": ["name"], "skipped": [{"name": "…", "reason": "…"}]}.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { knownSkips } from "./knownSkips.mjs";
import { installModules } from "./tools/nodeModules.mjs";
import { judgedSkips } from "./tools/skips.mjs";

const root = resolve(import.meta.dirname, "..");
const results = join(root, "build", "test-results");
process.chdir(root);

const all = ["check", "unit", "contract", "cli", "package", "oracle", "editor"];
const needBuild = ["cli", "package", "oracle", "editor"];

/** Set-up programs by suite: programs of test/tools, each of which fills its part of the cache folder. */
const setUps = {
	unit: ["shells"],
	cli: ["go", "shells"],
	oracle: ["go", "condaChannel", "rattler", "condaLock", "mise", "nix", "shells"],
	editor: ["go", "codeServer", "chromium", "nix"],
};

const counts = { passed: 0, failed: [], skipped: [] };

function add({ passed, failed, skipped }) {
	counts.passed += passed;
	counts.failed.push(...failed);
	counts.skipped.push(...skipped);
}

/** Runs a program with our own output; resolves to its status. */
function run(program, parameters, options = {}) {
	const child = spawn(program, parameters, { stdio: "inherit", ...options });
	return new Promise((done) => {
		child.on("error", () => done(127));
		child.on("close", (status) => done(status ?? 1));
	});
}

async function step(name, program, parameters, options) {
	const isGood = (await run(program, parameters, options)) === 0;
	add({ passed: isGood ? 1 : 0, failed: isGood ? [] : [name], skipped: [] });
	return isGood;
}

async function setUp(name) {
	const start = Date.now();
	const status = await run(process.execPath, [`test/tools/${name}.mjs`]);
	const seconds = ((Date.now() - start) / 1000).toFixed(1);
	console.log(status === 0 ? `set up: ${name}, ${seconds} s` : `set up: ${name} failed after ${seconds} s`);
}

/** A program without counts has crashed: one failure. */
async function counted(name, parameters) {
	const file = join(results, `${name}.json`);
	const status = await run(process.execPath, [...parameters(file)]);
	if (!existsSync(file)) return add({ passed: 0, failed: [`${name} ended with ${status} and no result`], skipped: [] });
	const written = JSON.parse(readFileSync(file, "utf8"));
	add(written);
	if (status !== 0 && written.failed.length === 0) counts.failed.push(`${name} ended with ${status}`);
}

function hasTests(suite) {
	const folder = join("test", suite);
	return existsSync(folder) && readdirSync(folder, { recursive: true }).some((name) => /\.test\.ts$/.test(name));
}

async function vitest(suites) {
	const present = suites.filter(hasTests);
	if (present.length === 0) return;
	await counted(present.join("-"), (file) => ["test/tools/vitest.mjs", file, ...present]);
}

async function runSuites(chosen) {
	if (!installModules(root)) {
		counts.failed.push("npm ci");
		return;
	}
	const wanted = [...new Set(chosen.flatMap((suite) => setUps[suite] ?? []))];
	const ready = Object.fromEntries(wanted.map((name) => [name, setUp(name)]));
	if (chosen.includes("check")) await step("npm run check", process.execPath, ["test/check.mjs"]);
	const isBuilt =
		!chosen.some((suite) => needBuild.includes(suite)) ||
		(await step("npm run build", process.execPath, ["esbuild.mjs"]));
	const runnable = chosen.filter((suite) => isBuilt || !needBuild.includes(suite));
	const own = runnable.filter((suite) => existsSync(`test/${suite}/run.mjs`));
	const byVitest = runnable.filter((suite) => suite !== "check" && !own.includes(suite));
	// these need not wait for downloads that take minutes
	const isQuick = (suite) => (setUps[suite] ?? []).every((name) => name === "shells");
	await ready.shells;
	await vitest(byVitest.filter(isQuick));
	await Promise.all(Object.values(ready));
	await vitest(byVitest.filter((suite) => !isQuick(suite)));
	for (const suite of own) await counted(suite, (file) => [`test/${suite}/run.mjs`, file]);
}

const parameters = process.argv.slice(2);
const isOnlyKnownSkips = parameters.includes("--only-known-skips");
const asked = parameters.filter((word) => word !== "--only-known-skips");
const unknown = asked.filter((suite) => !all.includes(suite));
if (unknown.length > 0) {
	console.error(`There is no suite ${unknown.join(", ")}. The suites: ${all.join(", ")}.`);
	process.exit(2);
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
await runSuites(asked.length > 0 ? asked : all);

const judged = await judgedSkips(counts.skipped, knownSkips);
if (isOnlyKnownSkips) {
	counts.failed.push(...judged.unknown.map((name) => `${name} was skipped, and is not in test/knownSkips.mjs`));
}
const { passed, failed } = counts;
const { skipped, gone } = judged;
if (asked.length === 0 && gone.length > 0) {
	console.log("\nNo longer skipped, though test/knownSkips.mjs says so:");
	for (const { name, reason } of gone) console.log(`  - ${name}: ${reason}`);
}
if (skipped.length > 0) console.log("\nSkipped:");
for (const { name, reason } of skipped) console.log(`  - ${name}: ${reason || "no reason given"}`);
if (failed.length > 0) console.log("\nFailed:");
for (const name of failed) console.log(`  - ${name}`);
console.log(`\n${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
process.exitCode = failed.length > 0 || passed === 0 ? 1 : 0;
