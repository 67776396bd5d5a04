import type { Host } from "../../core/host.ts";

export type ScriptFolder = "activate.d" | "deactivate.d";

export const scriptsFolder = ({ path }: Pick<Host, "path">, prefix: string, folder: ScriptFolder): string =>
	path.join(prefix, "etc", "conda", folder);

/**
 * The scripts of an environment in conda's order: by name, in reverse for leaving. The extension must match exactly:
 * conda-forge's Go packages install a `.she` by mistake. Throws the host's faults.
 */
export async function scriptsIn(host: Host, prefix: string, folder: ScriptFolder): Promise<readonly string[]> {
	const at = scriptsFolder(host, prefix, folder);
	const ending = host.platform === "win32" ? ".bat" : ".sh";
	const scripts: string[] = [];
	for (const { name, kind } of (await host.list(at)) ?? []) {
		const file = host.path.join(at, name);
		if (!name.endsWith(ending)) continue;
		if (kind === "file" || (kind === "link" && (await host.stat(file))?.kind === "file")) scripts.push(file);
	}
	return folder === "activate.d" ? scripts : scripts.reverse();
}
