import { faultOrThrow } from "../fault.ts";
import type { FileStat, Host } from "../host.ts";

/** Larger than scripts and lists: reading and hashing a go program takes 30 ms, longer than most activations. */
const largeFileBytes = 1 << 20;

/**
 * What a path holds, as text that changes when it does, for caching: of a file its content, or of a large one size and time; of a
 * directory its names and the contents of its files; `absent` where nothing is. For trust there is {@link contentPrint}.
 */
async function fingerprintOf(host: Host, path: string): Promise<string> {
	try {
		const found = await host.stat(path);
		if (found === undefined) return "absent";
		if (found.kind === "file") return await ofFile(host, path, found);
		if (found.kind === "other") return "other";
		const parts: string[] = [];
		for (const { name, kind } of (await host.list(path)) ?? []) {
			const child = host.path.join(path, name);
			const content = kind === "directory" ? "directory" : await fingerprintOfFile(host, child);
			parts.push(`${name}\0${content}`);
		}
		return host.sha256(parts.join("\n"));
	} catch (cause) {
		faultOrThrow(cause);
		return "unreadable";
	}
}

async function fingerprintOfFile(host: Host, path: string): Promise<string> {
	const found = await host.stat(path);
	return found?.kind === "file" ? await ofFile(host, path, found) : (found?.kind ?? "absent");
}

async function ofFile(host: Host, path: string, { size, modified }: FileStat): Promise<string> {
	if (size > largeFileBytes) return `${size} ${modified}`;
	const content = await host.readStart(path, size);
	return content === undefined ? "absent" : host.sha256(content);
}

export async function fingerprintsOf(host: Host, paths: readonly string[]): Promise<Readonly<Record<string, string>>> {
	const prints = [...new Set(paths)].map(async (path) => [path, await fingerprintOf(host, path)] as const);
	return Object.fromEntries(await Promise.all(prints));
}
