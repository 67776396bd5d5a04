// Real rattler, the library of pixi, from PyPI, in the cache folder: `node test/tools/rattler.mjs` sets it up.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { cachedFolder } from "./cacheFolder.mjs";
import { installPython, suitablePython } from "./python.mjs";

const run = promisify(execFile);

export const rattlerVersion = "0.28.0";

/** Why there is none, for the name of a skipped test; or a function that makes a prefix of packages of a channel. */
export async function rattler() {
	const python = await suitablePython();
	if (python === undefined)
		return { missing: "py-rattler is installed with a Python that has pip (Debian: python3-venv)" };
	const folder = await cachedFolder(join("rattler", rattlerVersion), async (place) => {
		await run(python, ["-m", "venv", place]);
		const words = ["-m", "pip", "--quiet", "--disable-pip-version-check", "install", `py-rattler==${rattlerVersion}`];
		await run(join(place, "bin", "python"), words);
	});
	return {
		async create(channel, prefix, ...specs) {
			const script = join(import.meta.dirname, "rattlerPrefix.py");
			await run(join(folder, "bin", "python"), [script, channel, prefix, ...specs]);
		},
	};
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	await installPython();
	console.log(`py-rattler ${rattlerVersion}: ${(await rattler()).missing ?? "is there"}`);
}
