// npm run bench: measures performance as ratios within one run, and prints a Markdown table.
// `--write` puts the table between the markers of README.md; `--strict` exits with 1 if a goal is missed.
// Names restrict it to these sections: npm run bench -- discovery
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants, cpus, setPriority, totalmem, type } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { condaInstallation } from "../tools/conda.mjs";
import { activationRows } from "./activation.mjs";
import { bundleRows } from "./bundles.mjs";
import { discoveryRows } from "./discovery.mjs";
import { editorRows } from "./editor.mjs";
import { flakeRows } from "./flake.mjs";
import { runs } from "./measure.mjs";
import { modulesRows } from "./modules.mjs";
import { pickerRows } from "./picker.mjs";
import { tableOf } from "./rows.mjs";

const root = resolve(import.meta.dirname, "../..");
process.chdir(root);
const folder = join(root, "build", "bench");

async function loadSubject() {
	const outfile = join(folder, "subject.mjs");
	const entryPoints = ["test/bench/subject.ts"];
	const banner = { js: 'import { createRequire as from } from "node:module"; const require = from(import.meta.url);' };
	const options = { bundle: true, platform: "node", format: "esm", target: "node20", mainFields: ["module", "main"] };
	await build({ ...options, entryPoints, outfile, banner, logLevel: "warning" });
	return await import(pathToFileURL(outfile).href);
}

/** Real conda, or why it is not available. */
async function findConda() {
	const { conda, missing } = await condaInstallation();
	return conda === undefined ? { reason: missing } : { program: conda };
}

function head() {
	const [{ model }] = cpus();
	const memory = Math.round(totalmem() / 2 ** 30);
	const machine = `${model.trim()}, ${cpus().length} cores, ${memory} GB, ${type()}, Node ${process.versions.node}`;
	const date = new Date().toISOString().slice(0, 10);
	return `${date}, ${machine}. Warm cache, median of ${runs}; 250 package records in each conda prefix.`;
}

/** Puts the table into the README and keeps the markers. */
function writeReadme(text) {
	const readme = readFileSync("README.md", "utf8");
	const marked = /(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/;
	if (!marked.test(readme)) throw new Error("README.md has no line <!-- bench --> with a <!-- /bench --> after it.");
	writeFileSync(
		"README.md",
		readme.replace(marked, (_, before, after) => `${before}\n${text}\n\n${after}`),
	);
}

/**
 * Raises the priority, so that other work on the machine disturbs less; child processes inherit it. Ordinary users are not
 * permitted to, and measure without.
 */
function askForPriority() {
	try {
		setPriority(constants.priority.PRIORITY_HIGHEST);
	} catch {
		console.error("measured at ordinary priority");
	}
}

const sections = {
	discovery: discoveryRows,
	modules: modulesRows,
	picker: pickerRows,
	activation: activationRows,
	flake: flakeRows,
	bundles: bundleRows,
	editor: editorRows,
};
const names = process.argv.slice(2).filter((parameter) => !parameter.startsWith("--"));
const unknown = names.filter((name) => !(name in sections));
if (unknown.length > 0)
	throw new Error(`There is no section ${unknown.join(", ")}: ${Object.keys(sections).join(", ")}.`);
const chosen = Object.entries(sections).filter(([name]) => names.length === 0 || names.includes(name));

askForPriority();
execFileSync(process.execPath, ["esbuild.mjs"], { stdio: ["ignore", "ignore", "inherit"] });
mkdirSync(folder, { recursive: true });
const context = { folder, subject: await loadSubject(), conda: await findConda() };
const rows = [];
const failures = [];
for (const [name, measure] of chosen) {
	try {
		rows.push(...(await measure(context)));
	} catch (cause) {
		// keep the results of the other sections
		failures.push(`${name} could not be measured: ${cause.stack}`);
	}
}
const text = `${head()}\n\n${tableOf(rows)}`;
console.log(text);
for (const failure of failures) console.error(failure);
const isWhole = failures.length === 0 && chosen.length === Object.keys(sections).length;
if (process.argv.includes("--write") && isWhole) writeReadme(text);
const missed = rows.filter(({ isMet }) => isMet === false);
if (failures.length > 0 || (process.argv.includes("--strict") && missed.length > 0)) process.exitCode = 1;
