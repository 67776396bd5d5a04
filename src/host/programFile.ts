import { dirname } from "node:path";
import { nodeDisk } from "./disk.ts";
import { replaceFile } from "./replaceFile.ts";
import { makeFolder } from "./storeFiles.ts";

/** More than any launcher needs. */
const maxBytes = 64 << 10;

/** Writes `file` atomically as a program with this text, unless it is one already. Throws errors of the system. */
export async function writeProgram(file: string, text: string): Promise<void> {
	if ((await presentText(file)) === text) return;
	await makeFolder(dirname(file));
	await replaceFile(file, text, { mode: 0o755 });
}

async function presentText(file: string): Promise<string | undefined> {
	try {
		const bytes = await nodeDisk.later.read(file, maxBytes, true);
		return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
	} catch {
		return undefined;
	}
}
