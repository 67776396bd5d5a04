import { entriesOf } from "../../core/activation.ts";
import type { Host } from "../../core/host.ts";
import { setting } from "../../core/variables.ts";
import { cacheFolder, dataFolder } from "../../goroot/managerFolders.ts";
import type { Place } from "./candidate.ts";
import { fetchedToolchains } from "./fetchedToolchains.ts";
import { interruptedDownload, interruptedInstall, lockedDownload } from "./halfMade.ts";
import { namedGoroot, searched } from "./namedGoroots.ts";
import { homebrew, scoop } from "./packageManagers.ts";
import { gosOnPath } from "./pathGos.ts";
import { goroots, versionFolders, wholeVersions } from "./versionFolders.ts";

const unix = ["linux", "darwin"] as const;

/**
 * Where Gos are, one line a place, in the order in which equal versions are taken and in which a GOROOT that several places
 * have gets its path: what is first on PATH first, what the user named before what is found, the system's before the
 * managers', a stable link before the folder of a version, go's own cache last. Sources: facts of each tool's source.
 */
export const places: readonly Place[] = [
	{ origin: "PATH", isHint: true, find: gosOnPath },
	{ origin: "GOROOT", isHint: true, find: namedGoroot },
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
	{ origin: "module cache", find: fetchedToolchains },
];

/** A folder below the one that a variable names, else below a folder of the home folder. */
function at(variable: string, folder: string, ...below: readonly string[]): (host: Host) => readonly string[] {
	return (host) => {
		const named = variable === "" ? undefined : setting(host, variable);
		return [host.path.join(named ?? host.path.join(host.home, folder), ...below)];
	};
}

/** The installer's folder, which it has per processor, and that of Go before 1.16 or so. */
function programFiles(host: Host): readonly string[] {
	const folders = ["ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"].map((name) => setting(host, name));
	const known = folders.filter((folder) => folder !== undefined);
	const parents = known.length === 0 ? ["C:\\Program Files"] : known;
	return [...parents.map((folder) => host.path.join(folder, "Go")), "C:\\Go"];
}

/** `share/go` is the GOROOT of nixpkgs' go (facts of nixpkgs 1.25, 1.27); the store's own paths go with the next collection. */
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

/** mise's own installs, those of the system and those shared by an administrator (2026.9.15). */
function miseInstalls(host: Host): readonly string[] {
	const { path } = host;
	const own = setting(host, "MISE_INSTALLS_DIR") ?? path.join(dataFolder(host, "mise", "MISE_DATA_DIR"), "installs");
	const system = path.join(setting(host, "MISE_SYSTEM_DATA_DIR") ?? "/usr/local/share/mise", "installs");
	const shared = entriesOf(host, setting(host, "MISE_SHARED_INSTALL_DIRS"));
	return [own, ...(host.platform === "win32" ? [] : [system]), ...shared].map((folder) => path.join(folder, "go"));
}

/** voidint's g; it reads G_HOME only as an experiment. */
function gVersions(host: Host): readonly string[] {
	const named = setting(host, "G_EXPERIMENTAL") === "true" ? setting(host, "G_HOME") : undefined;
	return [host.path.join(named ?? host.path.join(host.home, ".g"), "versions")];
}

function hermitPackages(host: Host): readonly string[] {
	const state = setting(host, "HERMIT_STATE_DIR") ?? host.path.join(cacheFolder(host), "hermit");
	return [host.path.join(state, "pkg")];
}
