// npm run package: builds, then writes the extension (.vsix) and the package of the CLI for CI (.tgz) into build/.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createVSIX } from "@vscode/vsce";
import { npm } from "../test/tools/npm.mjs";

const root = resolve(import.meta.dirname, "..");

/** Packs the result of `npm run build`; .vscodeignore decides the content. */
export async function packExtension(folder) {
	const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	const file = join(folder, `${name}-${version}.vsix`);
	mkdirSync(folder, { recursive: true });
	// everything is bundled: no node_modules
	await createVSIX({
		cwd: root,
		packagePath: file,
		dependencies: false,
		rewriteRelativeLinks: false,
		allowMissingRepository: true,
	});
	return file;
}

/** The same for npm; .npmignore decides the content. */
export async function packCli(folder) {
	mkdirSync(folder, { recursive: true });
	const said = await npm(["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { cwd: root });
	return join(folder, JSON.parse(said)[0].filename);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	execFileSync(process.execPath, ["esbuild.mjs"], { cwd: root, stdio: "inherit" });
	for (const file of [await packExtension(join(root, "build")), await packCli(join(root, "build"))]) {
		console.log(`${file}  ${Math.ceil(statSync(file).size / 1024)} KB`);
	}
}
