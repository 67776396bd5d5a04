import { entriesOf } from "../../core/activation.ts";
import type { Host } from "../../core/host.ts";
import { setting } from "../../core/variables.ts";
import { cacheFolder, dataFolder } from "../../goroot/managerFolders.ts";
import type { GoPlace } from "./candidate.ts";
import { fetchedToolchains } from "./fetchedToolchains.ts";
import { guixGos } from "./guixGos.ts";
import { interruptedDownload, interruptedInstall, interruptedUnpacking, lockedDownload } from "./halfMade.ts";
import { gorootOfUser, searched } from "./namedGoroots.ts";
import { homebrew, scoop } from "./packageManagers.ts";
import { gosOnPath } from "./pathGos.ts";
import { pythonGos } from "./pythonGos.ts";
import { goroots, versionFolders, wholeVersions, wholeVersionsAt } from "./versionFolders.ts";

const unix = ["linux", "darwin"] as const;

/** `go1.22.5.linux.amd64`, `go1.22.5.src`. */
const platformed = /^go(?:tip|\d.*)\.(?:src|[a-z0-9]+\.[a-z0-9]+)$/;
const withoutPlatform = (name: string): string =>
	name.replace(/\.(?:src|[a-z]+[.-][a-z0-9]+)(?:\.tar\.gz|\.zip)?$/, "");
/** `v-1.22.5`, `go-v1.22.5`, `v1.22.5`. */
const withoutV = (name: string): string => name.replace(/^(?:go-)?v-?/, "");

/**
 * Where Gos are installed, one row per place. The order is that of preference for equal versions, and decides which path a
 * GOROOT found in several places gets: first on PATH first, user-defined before discovered, the system's before the managers',
 * a stable link before a version folder, go's own cache last. Sources: facts of each tool's source.
 */
export const places: readonly GoPlace[] = [
	{ origin: "PATH", isHint: true, find: gosOnPath },
	{ origin: "GOROOT", isHint: true, find: gorootOfUser },
	{ origin: "goEnvironments.searchPaths", isHint: true, find: searched },
	{ origin: "go.dev", on: unix, find: goroots(() => ["/usr/local/go"]) },
	{ origin: "go.dev", on: ["win32"], find: goroots(programFiles) },
	{ origin: "distribution", on: ["linux"], find: goroots(() => ["/usr/lib/go", "/usr/lib/golang", "/usr/lib64/go"]) },
	{ origin: "distribution", on: ["linux"], find: wholeVersions(["/usr/lib", "/usr/share"], /^go-\d/) },
	{ origin: "distribution", on: ["linux"], find: wholeVersions(["/usr/lib64/go"], /^\d/) },
	{ origin: "MacPorts", on: ["darwin"], find: goroots(() => ["/opt/local/lib/go"]) },
	{ origin: "Homebrew", on: unix, find: homebrew },
	{ origin: "scoop", on: ["win32"], find: scoop },
	{ origin: "snap", on: ["linux"], find: goroots(() => ["/snap/go/current", "/var/lib/snapd/snap/go/current"]) },
	{ origin: "Nix", on: unix, find: goroots(nixProfiles) },
	{ origin: "Guix", on: ["linux"], find: guixGos },
	{
		origin: "golang.org/dl",
		find: versionFolders(at("", "sdk"), { named: /^go(?:tip$|\d)/, half: interruptedDownload }),
	},
	{ origin: "goenv", find: versionFolders(at("GOENV_ROOT", ".goenv", "versions")) },
	{
		origin: "asdf",
		on: unix,
		find: versionFolders(at("ASDF_DATA_DIR", ".asdf", "installs", "golang"), { inner: ["go"] }),
	},
	{ origin: "mise", find: versionFolders(miseInstalls, { inner: ["go", ""], half: interruptedInstall }) },
	{ origin: "g", find: versionFolders(gVersions) },
	{ origin: "g", on: unix, find: versionFolders(at("GOROOT", ".go", ".versions"), { half: lockedDownload }) },
	{ origin: "hermit", on: unix, find: versionFolders(hermitPackages, { named: /^go[-@]\d/ }) },
	// sources of the following: each tool's own repository, read in November 2026
	{ origin: "gobrew", find: versionFolders(gobrewVersions, { inner: ["go"] }) },
	{ origin: "vfox", find: versionFolders(vfoxVersions, { named: /^v-/, labelled: withoutV, inner: vfoxFolder }) },
	{ origin: "proto", find: versionFolders(protoVersions, { named: /^\d/ }) },
	// go1.22.5 of goup, and 1.22.5 of scripts that use the same folder
	{
		origin: "goup",
		find: versionFolders(at("", ".go"), { named: /^(?:gotip$|(?:go)?\d)/, half: interruptedUnpacking }),
	},
	{
		origin: "goup-rs",
		find: versionFolders(at("GOUP_HOME", ".goup"), { named: /^go(?:tip$|\d)/, half: interruptedUnpacking }),
	},
	{
		origin: "andrewkroh/gvm",
		find: versionFolders(at("GVM_HOME", ".gvm", "versions"), { named: platformed, labelled: withoutPlatform }),
	},
	{ origin: "gimme", find: versionFolders(gimmeVersions, { named: platformed, labelled: withoutPlatform }) },
	{ origin: "webi", find: versionFolders(at("", ".local", "opt"), { named: /^go-v\d/, labelled: withoutV }) },
	{ origin: "pkgx", on: unix, find: versionFolders(pkgxVersions, { named: /^v\d/, labelled: withoutV }) },
	{ origin: "aqua", find: versionFolders(aquaPackages, { named: /^go\d/, labelled: withoutPlatform, inner: ["go"] }) },
	{
		origin: "setup-go",
		find: versionFolders(toolCaches, { named: /^\d/, inner: ({ architecture }) => [architecture] }),
	},
	// observed in use; GoLand's help does not document it
	{ origin: "GoLand", find: wholeVersionsAt(at("", "go"), /^go\d/) },
	{ origin: "Flatpak SDK", on: ["linux"], find: goroots(() => ["/usr/lib/sdk/golang"]) },
	{ origin: "PyPI", find: pythonGos },
	{ origin: "module cache", find: fetchedToolchains },
];

/** A folder below the one that a variable names, else below a folder of the home folder. */
function at(variable: string, folder: string, ...below: readonly string[]): (host: Host) => readonly string[] {
	return (host) => {
		const named = variable === "" ? undefined : setting(host, variable);
		return [host.path.join(named ?? host.path.join(host.home, folder), ...below)];
	};
}

/** The installer's folder, one per processor, and that of Go before about 1.16. */
function programFiles(host: Host): readonly string[] {
	const folders = ["ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"].map((name) => setting(host, name));
	const known = folders.filter((folder) => folder !== undefined);
	const parents = known.length === 0 ? ["C:\\Program Files"] : known;
	return [...parents.map((folder) => host.path.join(folder, "Go")), "C:\\Go"];
}

/**
 * `share/go` is the GOROOT of nixpkgs' go (facts of nixpkgs 1.25, 1.27); paths of the store itself are removed by garbage
 * collection.
 */
function nixProfiles(host: Host): readonly string[] {
	const user = setting(host, "USER");
	const profiles = [
		host.path.join(host.home, ".nix-profile"),
		host.path.join(host.home, ".local", "state", "nix", "profile"),
		...(user === undefined ? [] : [`/etc/profiles/per-user/${user}`]),
		"/nix/var/nix/profiles/default",
		"/run/current-system/sw",
	];
	return profiles.map((profile) => host.path.join(profile, "share", "go"));
}

/** mise's own installations, those of the system and those shared by an administrator (2026.9.15). */
function miseInstalls(host: Host): readonly string[] {
	const { path } = host;
	const own = setting(host, "MISE_INSTALLS_DIR") ?? path.join(dataFolder(host, "mise", "MISE_DATA_DIR"), "installs");
	const system = path.join(setting(host, "MISE_SYSTEM_DATA_DIR") ?? "/usr/local/share/mise", "installs");
	const shared = entriesOf(host, setting(host, "MISE_SHARED_INSTALL_DIRS"));
	return [own, ...(host.platform === "win32" ? [] : [system]), ...shared].map((folder) => path.join(folder, "go"));
}

/** voidint's g; it uses G_HOME only in an experimental mode. */
function gVersions(host: Host): readonly string[] {
	const named = setting(host, "G_EXPERIMENTAL") === "true" ? setting(host, "G_HOME") : undefined;
	return [host.path.join(named ?? host.path.join(host.home, ".g"), "versions")];
}

function hermitPackages(host: Host): readonly string[] {
	const state = setting(host, "HERMIT_STATE_DIR") ?? host.path.join(cacheFolder(host), "hermit");
	return [host.path.join(state, "pkg")];
}

/** kevincobain2000's gobrew (main.go, NewGoBrewDirectory). */
function gobrewVersions(host: Host): readonly string[] {
	return [host.path.join(setting(host, "GOBREW_ROOT") ?? host.home, ".gobrew", "versions")];
}

/** vfox: `~/.vfox` from 1.0, `~/.version-fox` before, VFOX_HOME for both (its guide on sharing). */
function vfoxVersions(host: Host): readonly string[] {
	const named = setting(host, "VFOX_HOME");
	const own = [".vfox", ".version-fox"].map((name) => host.path.join(host.home, name));
	return [...(named === undefined ? [] : [named]), ...own].map((root) => host.path.join(root, "cache", "golang"));
}

/** `v-1.22.5/golang-1.22.5` */
function vfoxFolder(_host: Host, name: string): readonly string[] {
	return [name.replace(/^v-/, "golang-")];
}

/** proto's store (crates/core/src/env.rs). */
function protoVersions(host: Host): readonly string[] {
	const { path, home } = host;
	const shared = setting(host, "XDG_DATA_HOME");
	const usual = shared === undefined ? path.join(home, ".proto") : path.join(shared, "proto");
	const root = (setting(host, "PROTO_HOME") ?? usual).replace(/^~(?=[\\/]|$)/, home);
	return [path.join(root, "tools", "go")];
}

function gimmeVersions(host: Host): readonly string[] {
	return [setting(host, "GIMME_VERSION_PREFIX") ?? host.path.join(host.home, ".gimme", "versions")];
}

/** `~/.pkgx`; if it does not exist, pkgx uses XDG_DATA_HOME from 2.2 on. */
function pkgxVersions(host: Host): readonly string[] {
	const { path, home } = host;
	const shared = setting(host, "XDG_DATA_HOME");
	const usual = [path.join(home, ".pkgx"), ...(shared === undefined ? [] : [path.join(shared, "pkgx")])];
	const named = setting(host, "PKGX_DIR");
	return (named === undefined ? usual : [named]).map((root) => path.join(root, "go.dev"));
}

/** aqua names the folder of a package by its address (registry golang/go). */
function aquaPackages(host: Host): readonly string[] {
	const root = dataFolder(host, "aquaproj-aqua", "AQUA_ROOT_DIR");
	return [host.path.join(root, "pkgs", "http", "golang.org", "dl")];
}

/** The tool cache of GitHub's runners (actions/toolkit) and of Azure's agents; hosted ones have it at a fixed path. */
function toolCaches(host: Host): readonly string[] {
	const named = ["RUNNER_TOOL_CACHE", "AGENT_TOOLSDIRECTORY"].map((name) => setting(host, name));
	const hosted = {
		linux: "/opt/hostedtoolcache",
		darwin: "/Users/runner/hostedtoolcache",
		win32: "C:\\hostedtoolcache\\windows",
	}[host.platform];
	return [...named.filter((folder) => folder !== undefined), hosted].map((folder) => host.path.join(folder, "go"));
}
