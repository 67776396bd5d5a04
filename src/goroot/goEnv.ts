import { faultOf } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { setting } from "../core/variables.ts";

/** Where `go env` found a value. `variable`: the environment; `file`: the user's go/env file; `goroot`: GOROOT/go.env. */
export interface GoEnvValue {
	readonly value: string;
	readonly from: "variable" | "file" | "goroot";
	readonly file?: string;
}

/**
 * A value as the go command finds it without running it: the environment (an empty one counts as unset), the user's go/env
 * file, GOROOT/go.env (Go 1.21 and later); undefined where none has it. Source: go, cmd/go/internal/cfg.
 */
export async function goEnv(host: Host, name: string, goroot?: string): Promise<GoEnvValue | undefined> {
	const value = setting(host, name);
	if (value !== undefined) return { value, from: "variable" };
	const file = goEnvFile(host);
	const own = file === undefined ? undefined : (await pairsOf(host, file)).findLast(([key]) => key === name);
	if (own !== undefined && file !== undefined) return { value: own[1], from: "file", file };
	if (goroot === undefined) return undefined;
	const shared = host.path.join(goroot, "go.env");
	// in this file the first of two equal keys counts, in the user's the last
	const pair = (await pairsOf(host, shared)).find(([key]) => key === name);
	return pair === undefined ? undefined : { value: pair[1], from: "goroot", file: shared };
}

/** The user's go/env file: $GOENV, else `go/env` in the user's configuration folder; undefined for GOENV=off. */
export function goEnvFile(host: Pick<Host, "platform" | "path" | "home" | "variables">): string | undefined {
	const given = setting(host, "GOENV");
	if (given !== undefined) return given === "off" ? undefined : given;
	const folder = configurationFolder(host);
	return folder === undefined ? undefined : host.path.join(folder, "go", "env");
}

/** os.UserConfigDir of Go. */
function configurationFolder(host: Pick<Host, "platform" | "path" | "home" | "variables">): string | undefined {
	const { path, home, platform } = host;
	if (platform === "win32") return setting(host, "APPDATA");
	if (platform === "darwin") return path.join(home, "Library", "Application Support");
	const given = setting(host, "XDG_CONFIG_HOME");
	if (given === undefined) return path.join(home, ".config");
	return path.isAbsolute(given) ? given : undefined;
}

async function pairsOf(host: Host, file: string): Promise<readonly (readonly [string, string])[]> {
	const text = await host.read(file).catch((cause: unknown) => {
		// go itself goes on without a file that it cannot read
		if (faultOf(cause) === undefined) throw cause;
		return undefined;
	});
	return (text ?? "")
		.split("\n")
		.map((line) => [line, line.indexOf("=")] as const)
		.filter(([line, at]) => at > 0 && /^[A-Z]/.test(line))
		.map(([line, at]) => [line.slice(0, at), line.slice(at + 1)] as const);
}
