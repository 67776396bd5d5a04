import {
	compareGoVersions,
	type GoVersion,
	goVersionOfToolchain,
	isLanguageVersion,
} from "../core/versions/goVersion.ts";

/** The lines of the deciding file: go.work if one is in effect, else go.mod. */
export interface SwitchingLines {
	readonly go?: GoVersion;
	readonly toolchain?: GoVersion;
	/** The toolchain line is `default`: go does not switch because of either line. */
	readonly isDefault?: boolean;
}

/** The Go that finally runs: the one that started, or another one, by name (`go1.24.0`, `go1.22.5-corp`). */
export type Switch =
	| { readonly kind: "stays" }
	| {
			readonly kind: "switches";
			readonly name: string;
			readonly version: GoVersion;
			readonly from: "path" | "download";
	  }
	/** go fails with `invalid GOTOOLCHAIN`. */
	| { readonly kind: "invalid" };

/**
 * The Go to which the go command switches when it starts (cmd/go/internal/toolchain, Select; the same in 1.21 to 1.26).
 * `goToolchain`: the effective GOTOOLCHAIN, empty if not set. `toolchainName`: the name on the toolchain line.
 */
export function switchOf(
	own: GoVersion,
	goToolchain: string,
	lines: SwitchingLines & { readonly toolchainName?: string },
): Switch {
	if (goToolchain === "") return { kind: "stays" };
	const setting = settingOf(own, goToolchain);
	if (setting === undefined) return { kind: "invalid" };
	let { name, version } = setting;
	if (setting.mode !== undefined && lines.isDefault !== true) {
		if (lines.toolchain !== undefined && compareGoVersions(lines.toolchain, version) > 0) {
			name = lines.toolchainName ?? `go${lines.toolchain}`;
			version = lines.toolchain;
		}
		if (lines.go !== undefined && compareGoVersions(lines.go, version) > 0) {
			// "go 1.22" is a language version; its first release is go1.22.0
			name = `go${lines.go}${isLanguageVersion(lines.go) ? ".0" : ""}`;
			version = goVersionOfToolchain(name) ?? lines.go;
		}
	}
	if (name === `go${own}`) return { kind: "stays" };
	return { kind: "switches", name, version, from: setting.mode === "path" ? "path" : "download" };
}

interface ToolchainSetting {
	readonly name: string;
	readonly version: GoVersion;
	readonly mode: "auto" | "path" | undefined;
}

function settingOf(own: GoVersion, goToolchain: string): ToolchainSetting | undefined {
	const start = { name: `go${own}`, version: own };
	if (goToolchain === "auto" || goToolchain === "path") return { ...start, mode: goToolchain };
	const plus = goToolchain.indexOf("+");
	const first = plus < 0 ? goToolchain : goToolchain.slice(0, plus);
	const mode = plus < 0 ? undefined : goToolchain.slice(plus + 1);
	if (mode !== undefined && mode !== "auto" && mode !== "path") return undefined;
	if (first === "local") return { ...start, mode };
	const version = goVersionOfToolchain(first);
	return version === undefined ? undefined : { name: first, version, mode };
}
