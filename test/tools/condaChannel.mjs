// A local conda channel of Go packages, in the cache folder: `node test/tools/condaChannel.mjs` sets it up.
// It is packed by the conda of conda.mjs, which is set up too. Its content is in condaChannel.py, whose hash is the folder's name.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { cachedFolder } from "./cacheFolder.mjs";
import { condaInstallation } from "./conda.mjs";
import { installPython } from "./python.mjs";

const script = join(import.meta.dirname, "condaChannel.py");

/** conda's name of this platform. */
const platform = `${process.platform === "darwin" ? "osx" : "linux"}-${process.arch === "arm64" ? (process.platform === "darwin" ? "arm64" : "aarch64") : "64"}`;

/** The folder of the channel and the installation that made it; or why there is none, for the name of a skipped test. */
export async function condaChannel() {
	const installation = await condaInstallation();
	if (installation.missing !== undefined) return { missing: installation.missing };
	const version = createHash("sha256").update(readFileSync(script)).digest("hex").slice(0, 12);
	const channel = await cachedFolder(join("conda-channel", version), (folder) =>
		promisify(execFile)(installation.python, [script, folder, platform]),
	);
	return { ...installation, channel, platform };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	await installPython();
	const { channel, missing } = await condaChannel();
	console.log(missing ?? `conda channel: ${channel}`);
}
