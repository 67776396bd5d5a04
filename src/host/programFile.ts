import { dirname } from "node:path";
import { nodeDisk } from "./disk.ts";
import { replaceFile } from "./replaceFile.ts";
import { makeFolder } from "./storeFiles.ts";

/** More than any launcher has. */
const mostBytes = 64 << 10;

/** Makes `file` a program with this text, in one step, where it is not. Throws errors of the system. */
export async function writeProgram(file: string, text: string): Promise<void> {
	if ((await presentText(file)) === text) return;
	await makeFolder(dirname(file));
	await replaceFile(file, text, { mode: 0o755 });
}

async function presentText(file: string): Promise<string | undefined> {
	try {
		const bytes = await nodeDisk.later.read(file, mostBytes, true);
		return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
	} catch {
		return undefined;
	}
}
