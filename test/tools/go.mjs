// Real Go toolchains for tests, by version in the cache folder: `node test/tools/go.mjs [version…]` sets them up.
// They are modules of the Go proxy (golang.org/toolchain). A go of this machine downloads and verifies them; without one, plain
// HTTP is used.
import { execFile } from "node:child_process";
import {
	chmodSync,
	cpSync,
	createWriteStream,
	lstatSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
} from "node:fs";
import { join, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { cachedFolder } from "./cacheFolder.mjs";
import { unpackZip } from "./zip.mjs";

const run = promisify(execFile);

/** Four eras: before `toolchain` lines had an effect, the language 1.22, and two current ones. */
export const goVersions = ["1.21.13", "1.22.12", "1.24.13", "1.26.10"];

/** The smallest downloads: 64 and 70 MB. */
export const smallGoVersions = ["1.25.14", "1.21.13"];

/** The GOROOT of a real toolchain for this platform: writable, complete, and used by nothing else. */
export async function goToolchain(version) {
	const folder = await cachedFolder(join("go", version), async (place) => {
		if (!(await fetchedByGo(version, place))) await fetchedByHttp(version, place);
	});
	return join(folder, "go");
}

/** The GOROOTs by version; downloaded in parallel. */
export async function goToolchains(versions = goVersions) {
	return Object.fromEntries(await Promise.all(versions.map(async (version) => [version, await goToolchain(version)])));
}

/** Go 1.21 and later download and verify a toolchain that GOTOOLCHAIN names. False if this machine has no such go. */
async function fetchedByGo(version, folder) {
	const modules = join(folder, "modules");
	const { GOROOT: _, ...variables } = process.env;
	const own = { GOENV: "off", GOFLAGS: "", GOMODCACHE: modules, GOTOOLCHAIN: `go${version}`, ...proxySetting() };
	const options = { cwd: folder, env: { ...variables, ...own } };
	let goroot;
	try {
		goroot = (await run("go", ["env", "GOROOT"], options)).stdout.trim();
		if (!readFileSync(join(goroot, "VERSION"), "utf8").startsWith(`go${version}\n`)) return false;
	} catch (cause) {
		if (cause.code === "ENOENT") return false;
		throw cause;
	}
	const target = join(folder, "go");
	if (goroot.startsWith(modules + sep)) {
		makeWritable(modules);
		renameSync(goroot, target);
	} else cpSync(goroot, target, { recursive: true, verbatimSymlinks: true }); // the running version is not downloaded
	makeWritable(target);
	rmSync(modules, { recursive: true, force: true });
	return true;
}

/** The module cache is read-only: only root could remove it, and tests could not change a copy. */
function makeWritable(folder) {
	for (const name of ["", ...readdirSync(folder, { recursive: true })]) {
		const path = join(folder, name);
		chmodSync(path, lstatSync(path).mode | 0o200);
	}
}

async function fetchedByHttp(version, folder) {
	const architecture = process.arch === "x64" ? "amd64" : process.arch;
	const platform = process.platform === "win32" ? "windows" : process.platform;
	const name = `v0.0.1-go${version}.${platform}-${architecture}`;
	const zip = join(folder, "toolchain.zip");
	const url = `${proxy()}/golang.org/toolchain/@v/${name}.zip`;
	const response = await fetch(url);
	if (!response.ok) throw new Error(`${url} answered ${response.status}`);
	await pipeline(Readable.fromWeb(response.body), createWriteStream(zip));
	const prefix = `golang.org/toolchain@${name}/`;
	await unpackZip(zip, join(folder, "go"), (entry) => {
		if (!entry.startsWith(prefix)) return undefined;
		// as the go command does when it switches (cmd/go/internal/toolchain): module zips contain neither modes nor go.mod files
		const path = entry.slice(prefix.length).replace(/(^|\/)_go\.mod$/, "$1go.mod");
		return { path, executable: /^(bin|pkg\/tool)\/|^lib\/.*\bgo_\w+_exec$/.test(path) };
	});
	rmSync(zip);
}

/** GOENV is off, so the proxy in the user's go/env file has to be read separately. */
function proxySetting() {
	return process.env.GOPROXY ? { GOPROXY: process.env.GOPROXY } : {};
}

function proxy() {
	const entries = (process.env.GOPROXY ?? "").split(/[,|]/);
	return (entries.find((entry) => /^https?:/.test(entry)) ?? "https://proxy.golang.org").replace(/\/$/, "");
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	const versions = process.argv.slice(2);
	for (const [version, goroot] of Object.entries(await goToolchains(versions.length > 0 ? versions : goVersions))) {
		console.log(`go ${version}: ${goroot}`);
	}
}
