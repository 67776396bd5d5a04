import { faultOrThrow } from "../core/fault.ts";
import type { UserGoEnv } from "../core/folderKnowledge.ts";
import type { Host, Variables } from "../core/host.ts";
import { setting } from "../core/variables.ts";

/** The source of a `go env` value. `variable`: the environment; `file`: the user's go/env file; `goroot`: GOROOT/go.env. */
export interface GoEnvValue {
	readonly value: string;
	readonly from: "variable" | "file" | "goroot";
	readonly file?: string;
	/** Counted from 1. */
	readonly line?: number;
}

/**
 * A value as the go command finds it, without running it: the environment (an empty value counts as unset), the user's go/env
 * file, GOROOT/go.env (Go 1.21 and later); undefined if none sets it. Source: go, cmd/go/internal/cfg.
 */
export async function goEnv(host: Host, name: string, goroot?: string): Promise<GoEnvValue | undefined> {
	const value = setting(host, name);
	if (value !== undefined) return { value, from: "variable" };
	const { file, values } = await userGoEnv(host, host.variables);
	const own = values.get(name);
	if (own !== undefined && file !== undefined) return { value: own.value, from: "file", file, line: own.line };
	if (goroot === undefined) return undefined;
	const shared = host.path.join(goroot, "go.env");
	// of equal keys the first counts in this file, the last in the user's
	const pair = (await pairsOf(host, shared)).find(({ key }) => key === name);
	return pair === undefined ? undefined : { value: pair.value, from: "goroot", file: shared, line: pair.line };
}

/** The user's go/env file as a go command with these variables reads it: of equal keys the last counts. */
export async function userGoEnv(host: Host, variables: Variables): Promise<UserGoEnv> {
	const { platform, path, home } = host;
	const file = goEnvFile({ platform, path, home, variables });
	if (file === undefined) return { values: new Map() };
	const pairs = await pairsOf(host, file);
	return { file, values: new Map(pairs.map(({ key, value, line }) => [key, { value, line }])) };
}

/** The user's go/env file: $GOENV, else `go/env` in the user's configuration folder; undefined for GOENV=off. */
export function goEnvFile(host: Pick<Host, "platform" | "path" | "home" | "variables">): string | undefined {
	const given = setting(host, "GOENV");
	if (given !== undefined) return given === "off" ? undefined : given;
	const folder = configurationFolder(host);
	return folder === undefined ? undefined : host.path.join(folder, "go", "env");
}

/** Go's os.UserConfigDir. */
function configurationFolder(host: Pick<Host, "platform" | "path" | "home" | "variables">): string | undefined {
	const { path, home, platform } = host;
	if (platform === "win32") return setting(host, "APPDATA");
	if (platform === "darwin") return path.join(home, "Library", "Application Support");
	const given = setting(host, "XDG_CONFIG_HOME");
	if (given === undefined) return path.join(home, ".config");
	return path.isAbsolute(given) ? given : undefined;
}

interface Pair {
	readonly key: string;
	readonly value: string;
	readonly line: number;
}

async function pairsOf(host: Host, file: string): Promise<readonly Pair[]> {
	const text = await host.read(file).catch((cause: unknown) => {
		// go ignores a file that it cannot read
		faultOrThrow(cause);
		return undefined;
	});
	return (text ?? "").split("\n").flatMap((line, index) => {
		const at = line.indexOf("=");
		if (at <= 0 || !/^[A-Z]/.test(line)) return [];
		return { key: line.slice(0, at), value: line.slice(at + 1), line: index + 1 };
	});
}
