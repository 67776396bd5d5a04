import type { Host, Variables } from "../core/host.ts";
import { variable } from "../core/variables.ts";

/**
 * A path in the settings of the official Go extension, as it resolves them: resolvePath and substituteEnv of golang/vscode-go
 * (extension/src/util.ts). `folder`: for `${workspaceFolder}`.
 */
export function goExtensionPath(
	host: Pick<Host, "home" | "path" | "platform">,
	written: string,
	folder: string | undefined,
	variables: Variables,
): string {
	const { home, path } = host;
	const substituted = written.replace(
		/\$\{env:([^}]+)\}/g,
		(_, name: string) => variable(host, variables, name.trim()) ?? "",
	);
	const placed =
		folder === undefined
			? substituted
			: substituted
					.replace(/\$\{workspace(?:Folder|Root)\}/g, () => folder)
					.replace(/\$\{workspaceFolderBasename\}/g, () => path.basename(folder));
	return placed.startsWith("~") ? path.join(home, placed.slice(1)) : placed;
}
