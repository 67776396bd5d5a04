// Real mise for tests, from npm, in the cache folder: `node test/tools/mise.mjs` sets it up.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cachedFolder } from "./cacheFolder.mjs";
import { npmInstall } from "./npm.mjs";

export const miseVersion = "2026.9.15";

/** The program, or undefined if npm has none for this platform. Give it its own HOME and MISE_OFFLINE=1. */
export async function miseProgram() {
	const system = { linux: "linux", darwin: "macos", win32: "windows" }[process.platform];
	const name = `@jdxcode/mise-${system}-${process.arch}`;
	try {
		const folder = await cachedFolder(join("mise", miseVersion), (place) =>
			npmInstall(place, [`${name}@${miseVersion}`]),
		);
		const program = join(folder, "node_modules", name, "bin", process.platform === "win32" ? "mise.exe" : "mise");
		return existsSync(program) ? program : undefined;
	} catch (cause) {
		if (/E404|ETARGET/.test(String(cause.stderr))) return undefined;
		throw cause;
	}
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	console.log(`mise ${miseVersion}: ${(await miseProgram()) ?? "not for this platform"}`);
}
