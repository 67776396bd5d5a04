// Real rattler, the library of pixi, from PyPI, in the cache folder: `node test/tools/rattler.mjs` sets it up.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installPython } from "./python.mjs";
import { pythonPackage } from "./venv.mjs";

const version = "0.28.0";

/** Why there is none, for the name of a skipped test; or a function that makes a prefix of packages of a channel. */
export async function rattler() {
	const { missing, run } = await pythonPackage("py-rattler", version);
	if (missing !== undefined) return { missing };
	const script = join(import.meta.dirname, "rattlerPrefix.py");
	return { create: (channel, prefix, ...specs) => run("python", [script, channel, prefix, ...specs]) };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	await installPython();
	console.log(`py-rattler ${version}: ${(await rattler()).missing ?? "is there"}`);
}
