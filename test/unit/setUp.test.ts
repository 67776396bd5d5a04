import { resolve } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

it.each(["test/run.mjs", "test/knownSkips.mjs", "scripts/start.mjs"])(
	"%s begins with what Node has: it runs before packages are installed",
	async (entry) => {
		const { metafile } = await build({
			entryPoints: [resolve(root, entry)],
			bundle: true,
			write: false,
			metafile: true,
			platform: "node",
			format: "esm",
			packages: "external",
			splitting: true,
			outdir: "unused",
		});
		// a dynamic import is a chunk of its own, and may come later
		const [first] = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint?.endsWith(entry));
		const reached = new Set<string>();
		const packages: string[] = [];
		const visit = (imports: (typeof metafile.outputs)[string]["imports"] = []): void => {
			for (const { path, kind, external } of imports) {
				if (kind !== "import-statement" || reached.has(path)) continue;
				reached.add(path);
				if (external === true) packages.push(path);
				else visit(metafile.outputs[path]?.imports);
			}
		};
		visit(first?.imports);
		expect(first).toBeDefined();
		expect(packages.filter((name) => !name.startsWith("node:"))).toEqual([]);
	},
);
