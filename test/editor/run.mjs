// The editor's suites: inside the extension host (trusted, Restricted Mode, the packed extension), and by clicks.
// `node test/editor/run.mjs [counts.json] [trusted|switches|conda|deadDisk|restart|restricted|installed|start|ui …] [--editor newest|floor] [--pictures folder]`
// `ui --only workbench` runs one file of clicks.
//
// Without a desktop (test/harness/hostTests.mjs) the VS Code is code-server's. What passed, failed and was skipped goes into
// the file that is named first.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { packExtension } from "../../scripts/package.mjs";
import { isDesktop, runInExtensionHost } from "../harness/hostTests.mjs";
import { runMocha } from "../harness/mochaRun.cjs";
import { deadDisk, noDeadDisk } from "../support/deadDisk.mjs";
import { codeServer, editors } from "../tools/codeServer.mjs";
import { condaWindows, furnishConda, noConda } from "./condaMachine.mjs";
import { goMachine } from "./goMachine.mjs";

const here = import.meta.dirname;
const root = resolve(here, "../..");
const bundles = join(root, "build", "editor-tests");

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { editor: { type: "string" }, pictures: { type: "string" }, only: { type: "string" } },
});
if (values.editor !== undefined) process.env.GO_ENVIRONMENTS_TEST_EDITOR = values.editor;
if (values.pictures !== undefined) process.env.GO_ENVIRONMENTS_TEST_PICTURES = resolve(values.pictures);
const countsFile = positionals.find((name) => name.endsWith(".json"));
const asked = positionals.filter((name) => name !== countsFile);

// test the current src, not an earlier build
execFileSync(process.execPath, ["esbuild.mjs"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });

/** A suite of the extension host as CommonJS, which an old host can load. */
async function bundled(name) {
	const outfile = join(bundles, `${name}.cjs`);
	await build({
		entryPoints: [join(here, "integration", `${name}.test.ts`)],
		outfile,
		bundle: true,
		platform: "node",
		format: "cjs",
		target: "node20",
		external: ["vscode", "mocha"],
		sourcemap: "inline",
		logLevel: "warning",
	});
	return outfile;
}

/** `furnish` adds to the machine, and `remove` removes that before the machine is removed. */
async function inHost(name, { furnish, remove, ...options } = {}) {
	const machine = await goMachine();
	try {
		await furnish?.(machine);
		const { home, workspace, env } = machine;
		const files = [await bundled(name)];
		return await runInExtensionHost({ files, target: workspace, extension: root, home, env, ...options });
	} finally {
		remove?.();
		machine.remove();
	}
}

/** A stand-in for another extension. */
const standIn = (name) => join(here, "standins", name);

const uiFiles = readdirSync(join(here, "ui"))
	.filter((name) => name.endsWith(".mjs") && (values.only === undefined || name === `${values.only}.mjs`))
	.map((name) => join(here, "ui", name));
if (uiFiles.length === 0) throw new Error(`There is no test/editor/ui/${values.only}.mjs`);

const together = (first, second) => ({
	passed: first.passed + second.passed,
	failed: [...first.failed, ...second.failed],
	skipped: [...first.skipped, ...second.skipped],
});

const skipped = (name, reason) => ({ passed: 0, failed: [], skipped: [{ name, reason }] });

const suites = {
	trusted: () => inHost("workspace"),
	switches: () => inHost("switches"),
	async deadDisk() {
		if (noDeadDisk !== undefined) return skipped("a window beside a disk that is dead", noDeadDisk);
		const disks = [];
		const furnish = ({ home }) => disks.push(...[".gvm", "miniforge3"].map((name) => deadDisk(join(home, name))));
		const remove = () => {
			for (const disk of disks) disk.remove();
		};
		return await inHost("deadDisk", { furnish, remove });
	},
	async noTrace() {
		const without = join(bundles, "terminal-without.json");
		rmSync(without, { force: true });
		const furnish = ({ env }) => Object.assign(env, { GO_ENVIRONMENTS_TEST_WITHOUT: without });
		const first = await inHost("noTrace", { furnish, extension: join(here, "driver") });
		const settings = { "goEnvironments.terminal.activateEnvironment": false };
		const second = await inHost("noTrace", { furnish, settings });
		return together(first, second);
	},
	async restart() {
		if (noDeadDisk !== undefined) return skipped("a terminal that is there before anything was read", noDeadDisk);
		const machine = await goMachine();
		const { home, folders, env } = machine;
		let disk;
		try {
			const files = [await bundled("restart")];
			const run = (name) => {
				const variables = { ...env, GO_ENVIRONMENTS_TEST_RUN: name };
				return runInExtensionHost({ files, target: folders.api, extension: root, home, env: variables });
			};
			const first = await run("first");
			// now only the test activates the extension, and the selected environment cannot be listed for some seconds
			for (const name of [".go-version", "go.mod"]) rmSync(join(folders.api, name));
			const picks = join(home, ".local/state/go-environments/selections");
			for (const name of readdirSync(picks)) {
				const text = readFileSync(join(picks, name), "utf8");
				writeFileSync(join(picks, name), text.replaceAll("sdk:", "gvm:").replaceAll("/sdk/", "/.gvm/gos/"));
			}
			disk = deadDisk(join(home, ".gvm"));
			return together(first, await run("second"));
		} finally {
			disk?.remove();
			machine.remove();
		}
	},
	async conda() {
		const why = await noConda();
		if (why !== undefined) return skipped("windows beside conda", why);
		let counts = { passed: 0, failed: [], skipped: [] };
		for (const [name, options] of Object.entries(condaWindows)) {
			const furnish = async (machine) => {
				await furnishConda(machine, options);
				machine.env.GO_ENVIRONMENTS_TEST_WINDOW = name;
			};
			counts = together(counts, await inHost("conda", { furnish }));
		}
		return counts;
	},
	staleTerminals: () => inHost("staleTerminals"),
	terminals: () => inHost("terminals", { extension: [root, ...["go", "python", "late"].map(standIn)] }),
	scopedPath: () => inHost("scopedPath", { extension: [root, ...["scoped", "late"].map(standIn)] }),
	restricted: () =>
		isDesktop
			? skipped("Restricted Mode", "a desktop VS Code under test always trusts")
			: inHost("restricted", { trust: true }),
	async installed() {
		const folder = join(root, "build", "editor-tests", "package");
		rmSync(folder, { recursive: true, force: true });
		return await inHost("installed", { extension: join(here, "driver"), vsix: await packExtension(folder) });
	},
	/** The other of the two commands: it finds what the machine has, and operates the editor once. */
	start() {
		const words = ["scripts/start.mjs", "--check"];
		const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: "utf8" });
		if (status === 0) return { passed: 1, failed: [], skipped: [] };
		console.log(`${stdout}\n${stderr}`);
		return { passed: 0, failed: ["npm start -- --check ends well"], skipped: [] };
	},
	ui: () =>
		isDesktop
			? skipped("clicks in the workbench", "they need the browser of code-server")
			: // a browser, a server and an editor on two cores: each retry is printed with its reason
				runMocha(uiFiles, { timeout: 120_000, retries: 1 }),
};

mkdirSync(bundles, { recursive: true });
if (!isDesktop) await codeServer(editors[process.env.GO_ENVIRONMENTS_TEST_EDITOR ?? "newest"], console.log);
const counts = { passed: 0, failed: [], skipped: [] };
for (const name of asked.length > 0 ? asked : Object.keys(suites)) {
	const start = Date.now();
	const { passed, failed, skipped: left } = await suites[name]();
	counts.passed += passed;
	counts.failed.push(...failed);
	counts.skipped.push(...left);
	const seconds = ((Date.now() - start) / 1000).toFixed(1);
	console.log(`editor, ${name}: ${passed} passed, ${failed.length} failed, ${left.length} skipped, ${seconds} s`);
}
if (countsFile !== undefined) {
	mkdirSync(dirname(resolve(countsFile)), { recursive: true });
	writeFileSync(countsFile, JSON.stringify(counts));
}
process.exit(counts.failed.length > 0 ? 1 : 0);
