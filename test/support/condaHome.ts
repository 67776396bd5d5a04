import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { condaChannel } from "../tools/condaChannel.mjs";
import { type CliOptions, type CliRun, type Home, temporaryHome } from "./cli.ts";
import { isAlive } from "./isAlive.ts";

const found = await condaChannel();

/** Why there is no real conda here; undefined if there is one. */
export const noConda: string | undefined = found.missing;
export const condaProgram = found.conda ?? "";
export const condaPlatform = found.platform ?? "";
export const channelFolder = found.channel ?? "";
export const channelUrl = `file://${channelFolder}`;

/** A home folder in which the CLI finds the real conda and the local channel, and nothing else. */
export interface CondaHome extends Home {
	/** The folder of environments. */
	readonly envs: string;
	readonly project: string;
	readonly condaVariables: Readonly<Record<string, string>>;
	/** Runs the CLI in the project. */
	ge(words: readonly string[], options?: CliOptions): Promise<CliRun>;
	/** The version of Go in an environment, run. */
	goIn(prefix: string): string;
	/** The content of the store's journals. */
	journals(): readonly string[];
	/** What conda itself lists. */
	condaList(): readonly string[];
}

export function condaHome(channel = channelUrl): CondaHome {
	const home = temporaryHome();
	const envs = home.place("~/envs");
	const project = home.place("~/project");
	mkdirSync(envs);
	mkdirSync(join(project, ".git"), { recursive: true });
	writeFileSync(home.place("~/.condarc"), `channels: ["${channel}"]\nremote_max_retries: 0\n`);
	const condaVariables = {
		CONDA_EXE: condaProgram,
		CONDA_ENVS_DIRS: envs,
		CONDA_PKGS_DIRS: home.place("~/pkgs"),
	};
	const creations = home.place("~/.local/state/go-environments/creations");
	return {
		...home,
		envs,
		project,
		condaVariables,
		ge: (words, options = {}) =>
			home.run(words, { folder: project, ...options, variables: { ...condaVariables, ...options.variables } }),
		goIn: (prefix) => execFileSync(join(prefix, "bin", "go"), ["version"], { encoding: "utf8" }).trim(),
		journals: () => (existsSync(creations) ? readdirSync(creations) : []),
		condaList() {
			const env = { ...home.variables, ...condaVariables };
			const text = execFileSync(condaProgram, ["env", "list", "--json"], { env, encoding: "utf8" });
			return (JSON.parse(text) as { readonly envs: readonly string[] }).envs;
		},
	};
}

/** The processes whose command line names a path (Linux). */
export function processesNaming(path: string): readonly number[] {
	return readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
		.filter((pid) => {
			try {
				return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(path);
			} catch {
				return false;
			}
		})
		.map(Number)
		.filter(isAlive);
}
