import { faultOrThrow } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";

/** The files that decide what a flake evaluates to. */
export interface FlakeInputs {
	/** Absolute and sorted; some may not exist yet. */
	readonly files: readonly string[];
	/** There are more folders or files than are read. */
	readonly isCut: boolean;
}

const maxFolders = 2000;
const maxFiles = 1000;
/** Of one Nix file. The largest file of nixpkgs that people write by hand has 60 KB; generated ones are larger. */
const maxBytes = 1 << 20;

/** Folders of git, of tools that keep results, and of packages: Nix files in them are not written for this flake. */
const skipped: ReadonlySet<string> = new Set([".git", ".direnv", ".devenv", "node_modules"]);

/** Read by functions whose argument is no literal path: `buildGoModule`, `lib.importTOML (src + "/go.mod")`, gomod2nix. */
const readByBuilders = ["go.mod", "go.sum", "gomod2nix.toml"];

/**
 * Runs nothing, not even git. Every Nix file below the folder counts, tracked or not, and so does every file that one of them
 * names by a literal path, wherever it is. Links to folders are not followed. Throws disk-silent.
 */
export async function flakeInputs(host: Host, folder: string): Promise<FlakeInputs> {
	const { join } = host.path;
	const files = new Set(["flake.nix", "flake.lock", ...readByBuilders].map((name) => join(folder, name)));
	const walk = await nixFilesBelow(host, folder);
	for (const file of walk.files) files.add(file);
	// grows while it is read: a named Nix file may name others
	for (const file of files) {
		if (!file.endsWith(".nix")) continue;
		for (const named of await namedIn(host, folder, file)) if (files.size < maxFiles) files.add(named);
	}
	return { files: [...files].sort(byText), isCut: walk.isCut || files.size >= maxFiles };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function nixFilesBelow(host: Host, root: string): Promise<FlakeInputs> {
	const files: string[] = [];
	const folders = [root];
	for (const folder of folders) {
		const entries = await host.list(folder).catch(unreadable);
		for (const { name, kind } of entries ?? []) {
			const path = host.path.join(folder, name);
			if (kind === "directory" && !skipped.has(name)) folders.push(path);
			else if (name.endsWith(".nix") && kind !== "directory") files.push(path);
		}
		if (folders.length > maxFolders || files.length > maxFiles) return { files: files.slice(0, maxFiles), isCut: true };
		await host.yield();
	}
	return { files, isCut: false };
}

/** `x.nix`, `lib/go.json`. */
const relative = "[\\w.+-]+(?:/[\\w.+-]+)*";
/** What continues a path: `${./lib}/go.json`, `./lib + "/go.json"`, `(./. + /go.json)`. */
const continued = `(?:\\}|\\)?\\s*\\+\\s*(?:"|'')?)/(${relative})`;
/** `./x.nix`, `../lib/go.json`, `${./.}/x`: relative to the file that names them. */
const literal = new RegExp(`(?<![\\w.~$}/-])(\\.{1,2}/${relative})(?:${continued})?`, "g");
/** `${self}/x`, `self + "/x"`, `${inputs.self.outPath}/x`: relative to the flake. */
const ofFlake = new RegExp(`\\bself(?:\\.outPath)?${continued}`, "g");

async function namedIn(host: Host, flake: string, file: string): Promise<readonly string[]> {
	const text = await host.read(file, maxBytes).catch(unreadable);
	if (text === undefined) return [];
	const { dirname, resolve, join } = host.path;
	const places = [
		...[...text.matchAll(literal)].flatMap(([, path = "", rest]) => {
			const place = resolve(dirname(file), path);
			return rest === undefined ? [place] : [place, resolve(place, rest)];
		}),
		...[...text.matchAll(ofFlake)].map(([, path = ""]) => resolve(flake, path)),
	];
	const named: string[] = [];
	for (const place of new Set(places)) {
		const found = await host.stat(place).catch((cause) => ({ kind: unreadable(cause) }));
		// one that does not exist yet may decide too (`builtins.pathExists`), but a folder decides by its default.nix alone
		if (found === undefined || found.kind === "file") named.push(place);
		else if (found.kind === "directory") named.push(join(place, "default.nix"));
	}
	return named;
}

/** What may not be read cannot be compared either; Nix will say so. */
function unreadable(cause: unknown): undefined {
	if (faultOrThrow(cause).kind === "disk-silent") throw cause;
	return undefined;
}
