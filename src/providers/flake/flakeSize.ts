import type { Host } from "../../core/host.ts";

/** From here on it is said: copying takes seconds. In bytes. */
const largeBytes = 50 << 20;
/** Files and folders that are looked at; more would take seconds themselves. */
const maxEntries = 50_000;

export interface FlakeSize {
	/** In bytes, at least. */
	readonly bytes: number;
	/** There is more than was looked at. */
	readonly isCut: boolean;
}

/**
 * The size of a flake that Nix would copy whole, because it is in no git repository: node_modules and all (tried with 200 MB).
 * Undefined if git tracks what is copied, or if it is small.
 */
export async function largeFlakeSize(host: Host, folder: string, signal: AbortSignal): Promise<FlakeSize | undefined> {
	if (await isInRepository(host, folder)) return undefined;
	let bytes = 0;
	let entries = 0;
	const folders = [folder];
	for (const at of folders) {
		const listed = (await host.list(at).catch(() => undefined)) ?? [];
		entries += listed.length;
		if (entries > maxEntries || signal.aborted) break;
		const files = listed.filter(({ kind }) => kind === "file").map(({ name }) => host.path.join(at, name));
		bytes += await host
			.look(({ stat }) => files.reduce((sum, file) => sum + (stat(file)?.size ?? 0), 0))
			.catch(() => 0);
		for (const { name, kind } of listed) if (kind === "directory") folders.push(host.path.join(at, name));
	}
	const isCut = entries > maxEntries;
	return bytes >= largeBytes || isCut ? { bytes, isCut } : undefined;
}

/** Whether `.git` is in the folder or above it, as Nix looks for it. */
async function isInRepository(host: Host, folder: string): Promise<boolean> {
	return (await repositoryOf(host, folder)) !== undefined;
}

/** The nearest folder with `.git`, which is a file in a worktree and in a submodule. */
export async function repositoryOf(host: Host, folder: string): Promise<string | undefined> {
	for (let at = folder; ; at = host.path.dirname(at)) {
		const found = await host.stat(host.path.join(at, ".git")).catch(() => undefined);
		if (found !== undefined) return at;
		if (host.path.dirname(at) === at) return undefined;
	}
}
