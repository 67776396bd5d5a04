import type { Host } from "../core/host.ts";
import { namesIn } from "./namesIn.ts";
import { specificationReaders } from "./readers.ts";

/** Whether a folder has a file of any reader, whatever its content: such a folder is a project. Never throws. */
export async function hasSpecification(host: Host, folder: string): Promise<boolean> {
	const files = specificationReaders.flatMap((reader) => reader.files(host));
	const { names } = await namesIn(host, folder, files);
	for (const file of files) {
		const [first = "", ...rest] = file.split("/");
		if (!names.has(first)) continue;
		if (rest.length === 0) return true;
		// for a folder of fragments (`conf.d/*.toml`), check the folder
		const place = rest.at(-1)?.includes("*") === true ? rest.slice(0, -1) : rest;
		const found = await host.stat(host.path.join(folder, first, ...place)).catch(() => undefined);
		if (found !== undefined) return true;
	}
	return false;
}
