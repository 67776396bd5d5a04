import type { GoEnvironment } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import type { Provider } from "../../core/provider.ts";
import { gvmActivation, gvmInputs, gvmPathFolders } from "./gvmActivation.ts";
import { gvmKind } from "./gvmKind.ts";
import { withoutGvm } from "./gvmLeaving.ts";
import { gvmListing, localListing } from "./gvmListing.ts";
import { goOf } from "./gvmNames.ts";
import { gvmRoot } from "./gvmRoot.ts";
import { gvmRow, readFile } from "./gvmRows.ts";

/** gvm (moovweb/gvm): a shell tool for Linux and macOS; on Windows nothing is listed. */
export const gvmProvider: Provider = {
	name: "gvm",
	title: "gvm",
	kind: gvmKind,
	async *discoverMachine(host, _options, signal) {
		if (host.platform !== "win32") yield* gvmListing(host, gvmRoot(host, host.variables), signal);
	},
	async *discoverFolder(host, folder, _options, signal) {
		if (host.platform !== "win32") yield* localListing(host, folder, gvmRoot(host, host.variables), signal);
	},
	classify: classified,
	activate: (host, environment, base) => gvmActivation(host, environment, base),
	inputs: gvmInputs,
	pathFolders: gvmPathFolders,
	leave: async (host, base) => ({ variables: await withoutGvm(host, base), scripts: [] }),
	// its `use` always exports GOROOT, which our activation removes: this shows that the same Go was used again
	keepsStateIn: (name) => /^(?:gvm_(?:go|pkgset|alias)_name|GOROOT)$/.test(name),
};

/** A Go of another gvm: `<root>/gos/<name>` with `<root>/environments/<name>` beside it; or that file, which ids contain. */
async function classified(host: Host, path: string): Promise<GoEnvironment | undefined> {
	const { dirname, basename, join } = host.path;
	if (host.platform === "win32") return undefined;
	const name = basename(path);
	if (basename(dirname(path)) === "environments") {
		if ((await host.stat(path))?.kind !== "file") return undefined;
		const read = await readFile(host, path);
		if (read.kind === "unreadable" || read.environment.goName === undefined) return undefined;
		const defaultGoroot = join(dirname(dirname(path)), "gos", goOf(name));
		return await host.look((looks) => gvmRow(looks, { name, file: path, read, defaultGoroot }));
	}
	if (basename(dirname(path)) !== "gos") return undefined;
	const file = join(dirname(dirname(path)), "environments", name);
	const read = await readFile(host, file);
	if (read.kind === "unreadable" || read.environment.goName !== name) return undefined;
	return await host.look((looks) => gvmRow(looks, { name, file, read, defaultGoroot: path }));
}
