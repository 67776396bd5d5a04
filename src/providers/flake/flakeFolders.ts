import { type Fault, faultOrThrow } from "../../core/fault.ts";
import type { DirectoryEntry, Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";

/** Levels below the root. */
const maxDepth = 4;
const maxDirectories = 2000;

/** Folders with third-party code, and those of tools: `.git`, `.direnv`, `.pixi`. */
const isSkipped = (name: string): boolean => name.startsWith(".") || name === "vendor" || name === "node_modules";

export type FoundFlake =
	| { readonly kind: "flake"; readonly folder: string }
	| { readonly kind: "fault"; readonly fault: Fault };

/**
 * The folders with a flake.nix in `root` and below, outer ones first; links to folders are not followed. A folder that cannot
 * be read, and reaching the limit of 2,000 folders, are faults.
 */
export async function* flakeFolders(host: Host, root: string, signal: AbortSignal): AsyncIterable<FoundFlake> {
	let level: readonly string[] = [root];
	let directories = 0;
	for (let depth = 0; depth <= maxDepth && level.length > 0; depth++) {
		const next: string[] = [];
		for (const folder of level) {
			if (signal.aborted) return;
			if (++directories > maxDirectories) {
				yield { kind: "fault", fault: cutNote(root) };
				return;
			}
			const { entries, fault } = await entriesIn(host, folder);
			if (fault !== undefined) yield { kind: "fault", fault };
			if (entries.some(({ name }) => name === "flake.nix")) yield { kind: "flake", folder };
			for (const { name, kind } of entries) {
				if (kind === "directory" && !isSkipped(name)) next.push(host.path.join(folder, name));
			}
		}
		level = next;
	}
}

async function entriesIn(host: Host, folder: string): Promise<{ entries: readonly DirectoryEntry[]; fault?: Fault }> {
	try {
		return { entries: (await host.list(folder)) ?? [] };
	} catch (cause) {
		const fault = faultOrThrow(cause);
		return { entries: [], fault };
	}
}

/** Flakes may have been skipped; this is not a problem of the folder. */
const cutNote = (root: string): Fault => ({
	kind: "note",
	file: root,
	message: t("Only {0} folders of {1} were searched for flakes.", maxDirectories, root),
	remedies: [{ text: t("Open the flake's folder.") }],
});
