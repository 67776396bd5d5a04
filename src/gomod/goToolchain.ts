import type { GoToolchainSetting } from "../core/folderKnowledge.ts";
import type { Host } from "../core/host.ts";
import { compareGoVersions, type GoVersion, parseGoVersion } from "../core/versions/goVersion.ts";
import { goEnv } from "../goroot/goEnv.ts";

/** A Go that is about to start. */
export interface StartingGo {
	readonly version: GoVersion;
	readonly goroot: string;
}

/**
 * The GOTOOLCHAIN that a Go finds when it starts, by the setting `goEnvironments.goToolchain`; `inherit`: the variable, the
 * user's go/env file, GOROOT/go.env. Empty if none sets it (a packager removed it from go.env), which keeps go from switching.
 * `local` for versions before 1.21, which cannot switch, and for GO111MODULE=off, which disables switching.
 */
export async function effectiveGoToolchain(host: Host, go: StartingGo, setting: GoToolchainSetting): Promise<string> {
	const first = parseGoVersion("1.21");
	if (first !== undefined && compareGoVersions(go.version, first) < 0) return "local";
	if (setting.value === "local") return "local";
	if ((await goEnv(host, "GO111MODULE", go.goroot))?.value === "off") return "local";
	if (setting.value === "auto") return "auto";
	return (await goEnv(host, "GOTOOLCHAIN", go.goroot))?.value ?? "";
}
