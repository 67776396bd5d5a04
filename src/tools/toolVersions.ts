import type { Platform } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { compareGoVersions, type GoVersion, goSeries } from "../core/versions/goVersion.ts";
import { compareToolVersions, isSameLine } from "./toolVersion.ts";

export type GoTool = "gopls" | "dlv";

/** A release of a tool, with the Go that builds it and the Go that it serves. Go versions are release series: `1.22`. */
export interface ToolRelease {
	readonly version: string;
	/** The exact Go that builds it. Others may not: gopls 0.16.2 does not build with Go 1.26. */
	readonly builtWith: GoVersion;
	readonly oldest: GoVersion;
	readonly newest: GoVersion;
	/** It was seen to refuse a Go older than {@link oldest}; else only nothing older was tried. */
	readonly refusesOlder: boolean;
	/** The same for a Go newer than {@link newest}. */
	readonly refusesNewer: boolean;
}

const release = (
	version: string,
	builtWith: string,
	[oldest, newest]: readonly [string, string],
	refuses: "older" | "newer" | "both" | "nothing",
): ToolRelease => ({
	version,
	builtWith: builtWith as GoVersion,
	oldest: oldest as GoVersion,
	newest: newest as GoVersion,
	refusesOlder: refuses === "older" || refuses === "both",
	refusesNewer: refuses === "newer" || refuses === "both",
});

/**
 * Which release of a tool serves which Go, oldest first. Tried in November 2026 on linux/amd64: each release was built with the
 * Go of its row and then used with every Go from 1.17 to 1.27 (gopls: definition of fmt.Println; dlv: debug to a breakpoint).
 * gopls up to 0.21.1 answers with a message in Go 1.17; 0.23.0 fails there, and 0.24.0 calls Go 1.18 not supported. dlv refuses
 * a Go outside its range ("Version of Delve is too old for Go version", "Go version … is too old"), whose newest is its own minor.
 */
export const toolReleases: Readonly<Record<GoTool, readonly ToolRelease[]>> = {
	gopls: [
		release("0.15.3", "1.20.14", ["1.18", "1.27"], "nothing"),
		release("0.16.2", "1.22.12", ["1.18", "1.27"], "nothing"),
		release("0.18.1", "1.23.12", ["1.18", "1.27"], "nothing"),
		release("0.20.0", "1.24.13", ["1.18", "1.27"], "nothing"),
		release("0.21.1", "1.25.14", ["1.18", "1.27"], "nothing"),
		release("0.23.0", "1.26.8", ["1.18", "1.27"], "older"),
		release("0.24.0", "1.27.3", ["1.19", "1.27"], "older"),
	],
	dlv: [
		release("1.20.2", "1.19.13", ["1.19", "1.20"], "newer"),
		release("1.21.2", "1.21.13", ["1.19", "1.21"], "newer"),
		release("1.22.1", "1.22.12", ["1.19", "1.22"], "newer"),
		release("1.23.1", "1.23.12", ["1.21", "1.23"], "both"),
		release("1.24.2", "1.24.13", ["1.21", "1.24"], "both"),
		release("1.25.2", "1.25.14", ["1.22", "1.25"], "both"),
		release("1.26.2", "1.26.8", ["1.24", "1.26"], "both"),
		release("1.27.2", "1.27.3", ["1.25", "1.27"], "both"),
	],
};

const modules: Readonly<Record<GoTool, string>> = {
	gopls: "golang.org/x/tools/gopls",
	dlv: "github.com/go-delve/delve/cmd/dlv",
};

/** A tool that was found, as far as it tells. */
export interface FoundTool {
	readonly tool: GoTool;
	/** `0.24.0`. */
	readonly version: string;
	/** The Go that built it. */
	readonly builtWith?: GoVersion;
}

/** Whether a tool serves a Go. `unknown`: nobody has tried, or sources differ; then nothing is said. */
export type ToolFit =
	| { readonly kind: "fits" | "unknown" }
	| { readonly kind: "too old" | "too new"; readonly message: string; readonly better?: ToolRelease };

/** The Go that runs in a folder, and the version of the language in its files: the `go` line of go.mod or go.work. */
export interface ServedGo {
	readonly version: GoVersion;
	readonly language?: GoVersion;
}

/** Judges a tool for a Go by the table, and gopls by the Go that built it too. */
export function toolFit(found: FoundTool, go: ServedGo): ToolFit {
	const isEarly = isBuiltTooEarly(found, go);
	const kind = isEarly ? "too old" : kindByTable(found, goSeries(go.version));
	if (kind === "fits" || kind === "unknown") return { kind };
	const better = bestRelease(found.tool, go);
	const message = isEarly ? earlyMessage(found, go) : kindMessage(found, go, kind);
	return { kind, message, ...(better === undefined ? {} : { better }) };
}

/**
 * gopls checks with the go/types of the Go that built it: 0.23.0 built with Go 1.26.8 calls a method with type parameters an error
 * in a module of `go 1.27`, and is right in one of `go 1.24` with the same Go 1.27.1 (tried on 2026-11-30). The official Go
 * extension asks to build such a gopls again too (goInstallTools.ts of golang/vscode-go).
 */
const isBuiltTooEarly = ({ tool, builtWith }: FoundTool, { language }: ServedGo): boolean =>
	tool === "gopls" &&
	builtWith !== undefined &&
	language !== undefined &&
	compareGoVersions(goSeries(builtWith), goSeries(language)) < 0;

/** Between releases of the table their neighbours tell: an older release serves no newer Go, a newer one no older Go. */
function kindByTable({ tool, version }: FoundTool, go: GoVersion): ToolFit["kind"] {
	const rows = toolReleases[tool];
	const own = rows.find((row) => isSameLine(row.version, version));
	const [before, after] =
		own === undefined
			? [
					rows.findLast((row) => compareToolVersions(row.version, version) < 0),
					rows.find((row) => compareToolVersions(row.version, version) > 0),
				]
			: [own, own];
	if (after?.refusesNewer === true && compareGoVersions(go, after.newest) > 0) return "too old";
	if (before?.refusesOlder === true && compareGoVersions(go, before.oldest) < 0) return "too new";
	return before !== undefined && after !== undefined && serves(before, go) && serves(after, go) ? "fits" : "unknown";
}

const serves = ({ oldest, newest }: ToolRelease, go: GoVersion): boolean =>
	compareGoVersions(go, oldest) >= 0 && compareGoVersions(go, newest) <= 0;

/** The newest release that serves a Go and the language of the files. Undefined if the table has none. */
export function bestRelease(tool: GoTool, go: ServedGo): ToolRelease | undefined {
	const series = goSeries(go.version);
	return toolReleases[tool].findLast((row) => serves(row, series) && !isBuiltTooEarly({ ...row, tool }, go));
}

const earlyMessage = ({ tool, version, builtWith }: FoundTool, { language }: ServedGo): string =>
	t(
		"{0} {1} was built with Go {2} and does not know the language of Go {3}.",
		tool,
		version,
		builtWith ?? "",
		language ?? "",
	);

const kindMessage = ({ tool, version }: FoundTool, go: ServedGo, kind: "too old" | "too new"): string =>
	kind === "too new"
		? t("{0} {1} is too new for Go {2}.", tool, version, go.version)
		: t("{0} {1} is too old for Go {2}.", tool, version, go.version);

/** The command that installs a release with the Go that builds it, for the platform's usual shell. Needs any Go from 1.21 on. */
export function installCommand(platform: Platform, tool: GoTool, { version, builtWith }: ToolRelease): string {
	const install = `go install ${modules[tool]}@v${version}`;
	return platform === "win32"
		? `$env:GOTOOLCHAIN='go${builtWith}'; ${install}; $env:GOTOOLCHAIN=$null`
		: `GOTOOLCHAIN=go${builtWith} ${install}`;
}
