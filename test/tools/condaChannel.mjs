// Local conda channels, in the cache folder: one of Go packages without a real Go, small and quick, which
// `node test/tools/condaChannel.mjs` sets up, and one with a real Go. They are packed by the conda of conda.mjs, which is set up
// too. Their content is in condaChannel.py and condaRealGo.py, whose hashes are in the names of the folders.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { cachedFolder } from "./cacheFolder.mjs";
import { condaInstallation } from "./conda.mjs";
import { goToolchain } from "./go.mjs";
import { installPython } from "./python.mjs";

const at = (name) => join(import.meta.dirname, name);

/** conda's name of this platform. */
const platform = `${process.platform === "darwin" ? "osx" : "linux"}-${process.arch === "arm64" ? (process.platform === "darwin" ? "arm64" : "aarch64") : "64"}`;

/** The folder of the channel and the installation that made it; or why there is none, for the name of a skipped test. */
export const condaChannel = () => packed("condaChannel.py");

/** The same with one package: the real Go of this version. */
export const condaChannelOfGo = (version) => packed("condaRealGo.py", version);

async function packed(script, version) {
	const installation = await condaInstallation();
	if (installation.missing !== undefined) return { missing: installation.missing };
	const hash = createHash("sha256");
	for (const name of [script, "condaPackages.py"]) hash.update(readFileSync(at(name)));
	const name = `${hash.digest("hex").slice(0, 12)}${version === undefined ? "" : `-${version}`}`;
	const channel = await cachedFolder(join("conda-channel", name), async (folder) => {
		const words = [at(script), folder, platform, ...(version === undefined ? [] : [await goToolchain(version)])];
		const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
		await promisify(execFile)(installation.python, words, { env });
	});
	return { ...installation, channel, platform };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	await installPython();
	const { channel, missing } = await condaChannel();
	console.log(missing ?? `conda channel: ${channel}`);
}
