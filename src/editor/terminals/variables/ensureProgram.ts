import { orUndefined } from "../../../core/attempt.ts";
import type { Host } from "../../../core/host.ts";

/** Writes `file` as a program with this text if its content differs. Throws as {@link Host.write}. */
export async function ensureProgram(host: Pick<Host, "read" | "write">, file: string, text: string): Promise<void> {
	// a file that cannot be read is replaced
	if ((await orUndefined(() => host.read(file))) === text) return;
	// as bytes: a text would get the line endings of the replaced file
	await host.write(file, new TextEncoder().encode(text), { isProgram: true, makesFolder: true });
}
