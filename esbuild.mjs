// npm run build: dist/extension.js, dist/cli.js, dist/uninstall.js and the bundles that they load only when needed.
// `--dev` builds for a debugger: not minified, with source maps. `--watch` builds again at each change, until Ctrl+C;
// `--out <folder>` builds elsewhere.
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { context } from "esbuild";

const isDev = process.argv.includes("--dev");
const isWatching = process.argv.includes("--watch");
const outAt = process.argv.indexOf("--out");
const folder = outAt < 0 ? "dist" : process.argv[outAt + 1];

/** Modules that are heavy and rarely needed: each a bundle beside the others, loaded by its dynamic import. */
const ownBundles = [
	"src/providers/flake/nixSyntax.ts",
	"src/providers/conda/create/condaChanges.ts",
	"src/providers/sdk/fetchGo.ts",
	"src/host/fetched.ts",
	"src/host/processes.ts",
	"src/operations/doctor/checkSetUp.ts",
	"media/l10n/bundle.l10n.zh-cn.json",
];
/** Modules of which a process has one, whichever bundle needs them: the class of faults, and the translations. */
const sharedModules = ["src/core/fault.ts", "src/core/l10n.ts"];
/** The same for packages that most sessions never need; loaded with the rest they would be most of it. */
const ownPackages = ["execa", "jsonc-parser", "semver", "smol-toml", "string-width", "yaml"];

/** vscode is given by the editor; the CLI is bundled without that exception, so that an import of it stops the build. */
const entries = [
	{ entry: "src/extension.ts", external: ["vscode"] },
	{ entry: "src/cli/main.ts", out: "cli", banner: "#!/usr/bin/env node" },
	// alone: it runs while the extension is being removed
	{ entry: "src/uninstall.ts", isAlone: true },
	...[...ownBundles, ...sharedModules].map((entry) => ({ entry })),
	...ownPackages.map((entry) => ({ entry })),
];

const nameOf = (file) => basename(file).replace(/\.(?:ts|json)$/, "");

const isShared = (file) => sharedModules.includes(relative(import.meta.dirname, file).replaceAll("\\", "/"));

const besideEachOther = ({ isAlone = false }) => ({
	name: "own-bundles",
	setup({ onResolve }) {
		const names = [...ownBundles.map(nameOf), ...ownPackages];
		onResolve({ filter: /\.(?:ts|json)$|^[a-z-]+$/ }, ({ path, kind, resolveDir }) => {
			const name = nameOf(path);
			if (kind === "dynamic-import" && names.includes(name)) return { path: `./${name}.js`, external: true };
			if (isAlone || kind === "entry-point") return;
			if (isShared(join(resolveDir, path))) return { path: `./${name}.js`, external: true };
		});
	},
});

/**
 * The package of Nix's grammar also dresses an editor of its own with it, which esbuild cannot tell from what is needed: four
 * fifths of the bundle, and of the time that it takes to load. Here only its `parser` is used.
 */
const grammarAlone = {
	name: "grammar-alone",
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^@codemirror\/|^@lezer\/highlight$/ }, ({ path }) => ({ path, namespace: "nothing" }));
		onLoad({ filter: /./, namespace: "nothing" }, () => ({
			contents: `
				const none = () => () => null;
				const maker = { add: none, define: none };
				export { maker as LRLanguage, maker as indentNodeProp, maker as foldNodeProp, maker as tags };
				export { none as delimitedIndent, none as continuedIndent, none as foldInside, none as LanguageSupport };
				export { none as styleTags, none as snippetCompletion, none as ifNotIn, none as completeFromList };
			`,
		}));
	},
};

/** What is not built yet; all of it when a watch begins. */
const unbuilt = new Set(entries);

/** Prints the lines by which .vscode/tasks.json knows when a build of a watch begins and when all of it is there. */
const toldBuild = (entry) => ({
	name: "told-build",
	setup({ onStart, onEnd }) {
		onStart(() => {
			if (unbuilt.size === 0) console.log("build started");
			unbuilt.add(entry);
		});
		onEnd(() => {
			unbuilt.delete(entry);
			if (unbuilt.size === 0) console.log("build finished");
		});
	},
});

function optionsOf(bundle) {
	const { entry, external = [], banner = "", out = nameOf(entry) } = bundle;
	return {
		// the names in a JSON file are no names of exports
		...(entry.endsWith(".json")
			? { stdin: { contents: `export { default } from "./${entry}"`, resolveDir: "." } }
			: { entryPoints: [entry] }),
		outfile: join(folder, `${out}.js`),
		bundle: true,
		minify: !isDev,
		charset: "utf8",
		sourcemap: isDev,
		platform: "node",
		format: "cjs",
		target: "node20",
		// jsonc-parser's "main" is UMD, whose requires esbuild cannot see: the bundle would build, and fail when loaded
		mainFields: ["module", "main"],
		// a dynamic import becomes a require: extension hosts load CommonJS
		supported: { "dynamic-import": false },
		external,
		banner: { js: banner },
		plugins: [besideEachOther(bundle), grammarAlone, ...(isWatching ? [toldBuild(bundle)] : [])],
		metafile: true,
		logLevel: "warning",
	};
}

/** The licences of the packages that the bundles hold: each asks that its text goes along. */
function licencesOf(files) {
	const packages = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
	return [...new Set(packages)].map((folder) => {
		const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
		const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
		const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
		return `${name} ${version} (${license})\n\n${text}\n`;
	});
}

/** Builds once; resolves to the files that went in. */
async function built(options) {
	const build = await context(options);
	const { metafile } = await build.rebuild();
	await build.dispose();
	if (options.banner.js !== "") chmodSync(options.outfile, 0o755);
	console.log(`${options.outfile}  ${Math.ceil(statSync(options.outfile).size / 1024)} KB`);
	return Object.keys(metafile.inputs);
}

rmSync(folder, { recursive: true, force: true });
const bundles = entries.map(optionsOf);
if (isWatching) {
	console.log("build started");
	for (const options of bundles) await (await context(options)).watch();
} else {
	const files = [];
	for (const options of bundles) files.push(...(await built(options)));
	writeFileSync(join(folder, "LICENSES.txt"), licencesOf(files).join(`\n${"-".repeat(80)}\n\n`));
}
