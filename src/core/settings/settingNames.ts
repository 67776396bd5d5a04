import type { Host } from "../host.ts";

/** The prefix of all our settings. */
export const section = "goEnvironments";

/** The settings that both the editor and the command line use, without the prefix. */
export const settingNames = ["environment", "goToolchain", "providers", "searchPaths", "conda.program"] as const;

/** Those that name the program of a provider's tool: `<provider>.program`. */
export const programSettings = settingNames.filter((name) => name.endsWith(".program"));

export type SettingName = (typeof settingNames)[number];

/** The settings file of a folder. */
export const settingsFile = ({ path }: Pick<Host, "path">, folder: string): string =>
	path.join(folder, ".vscode", "settings.json");
