// npm run package: builds, then writes the extension (.vsix) and the package of the CLI for CI (.tgz) into build/.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { createVSIX } from "@vscode/vsce";

const root = resolve(import.meta.dirname, "../..");

/** Packs what `npm run build` made; what goes in is said by .vscodeignore. */
export async function packExtension(folder) {
	const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	const file = join(folder, `${name}-${version}.vsix`);
	mkdirSync(folder, { recursive: true });
	// everything is bundled: no node_modules
	await createVSIX({ cwd: root, packagePath: file, dependencies: false, allowMissingRepository: true });
	return file;
}

/** The same for npm, by .npmignore. */
export function packCli(folder) {
	mkdirSync(folder, { recursive: true });
	const parameters = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
	const npm = process.env.npm_execpath;
	const [program, first] = npm ? [process.execPath, [npm]] : ["npm", []];
	const shell = !npm && process.platform === "win32";
	const said = execFileSync(program, [...first, ...parameters], { cwd: root, encoding: "utf8", shell });
	return join(folder, JSON.parse(said)[0].filename);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	execFileSync(process.execPath, ["esbuild.mjs"], { cwd: root, stdio: "inherit" });
	for (const file of [await packExtension(join(root, "build")), packCli(join(root, "build"))]) {
		console.log(`${file}  ${Math.ceil(statSync(file).size / 1024)} KB`);
	}
}
