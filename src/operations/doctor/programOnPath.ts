import { entriesOf } from "../../core/activation.ts";
import type { Host } from "../../core/host.ts";
import { setting } from "../../core/variables.ts";

/** The first program of this name on PATH, as a shell finds it; relative entries and unreadable folders are left out. */
export async function programOnPath(host: Host, name: string): Promise<string | undefined> {
	const file = host.platform === "win32" ? `${name}.exe` : name;
	for (const folder of entriesOf(host, setting(host, "PATH"))) {
		if (!host.path.isAbsolute(folder)) continue;
		const program = host.path.join(folder, file);
		const found = await host.stat(program).catch(() => undefined);
		if (found?.kind === "file" && (found.executable || host.platform === "win32")) return program;
	}
	return undefined;
}
