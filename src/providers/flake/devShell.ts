import { isObject } from "../../core/isObject.ts";

/** What `nix print-dev-env --json` tells of a devShell, as far as it is used. */
export interface DevShell {
	/** Exported variables of the project, by name; without those that describe the build. PATH is that of the shell alone. */
	readonly variables: Readonly<Record<string, string>>;
	/** Code that `nix develop` runs in the shell when it starts; empty if there is none. */
	readonly shellHook: string;
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** What `nix develop` never takes from the build environment (read in Nix 2.8 to 2.36, develop.cc, ignoreVars). */
const notOfShell = words(`
	BASHOPTS HOME NIX_BUILD_TOP NIX_ENFORCE_PURITY NIX_LOG_FD NIX_REMOTE PPID SHELL SHELLOPTS
	TEMP TEMPDIR TERM TMP TMPDIR TZ UID`);

/** What bash itself sets. */
const ofBash = words("PWD OLDPWD SHLVL _ PS1 COMP_WORDBREAKS");

/**
 * How the derivation was described, of no use to programs. Variables of the compiler wrappers stay, because cgo needs them (CC,
 * NIX_CFLAGS_COMPILE, NIX_LDFLAGS, PKG_CONFIG_PATH), and so does IN_NIX_SHELL.
 */
const ofDerivation = words(`
	out outputs dev lib bin doc man builder stdenv system name pname version src srcs
	buildInputs nativeBuildInputs propagatedBuildInputs propagatedNativeBuildInputs
	depsBuildBuild depsBuildBuildPropagated depsBuildTarget depsBuildTargetPropagated
	depsHostHost depsHostHostPropagated depsTargetTarget depsTargetTargetPropagated
	configureFlags cmakeFlags mesonFlags doCheck doInstallCheck strictDeps patches phases shellHook
	dontAddDisableDepTrack NIX_BUILD_CORES NIX_STORE NIX_GCROOT HOST_PATH terminfo
	__structuredAttrs preferLocalBuild allowSubstitutes NIX_ATTRS_JSON_FILE NIX_ATTRS_SH_FILE`);

/** Certificates count only if they were set on purpose: this is what stdenv sets, so that builds find none. */
const certificates = words("SSL_CERT_FILE NIX_SSL_CERT_FILE");
const noCertificates = "/no-cert-file.crt";

/** What can be a variable of every shell. */
const assignable = /^[A-Za-z_][A-Za-z0-9_]*$/;

function isOfProject(name: string, value: string): boolean {
	if (!assignable.test(name) || notOfShell.has(name) || ofBash.has(name) || ofDerivation.has(name)) return false;
	if (/^[a-z]\w*Phase$/.test(name) || value.includes("\0")) return false;
	return !(certificates.has(name) && value === noCertificates);
}

/**
 * Reads the JSON of `nix print-dev-env --json`, or of the profile that it made, which has the same form since Nix 2.8. Undefined
 * if it has another form. Nix itself filters nothing: `HOME=/homeless-shelter` is in it.
 */
export function devShellOf(text: string): DevShell | undefined {
	const stored = parsed(text);
	const all = isObject(stored) ? stored["variables"] : undefined;
	if (!isObject(all)) return undefined;
	const variables: Record<string, string> = {};
	for (const [name, entry] of Object.entries(all)) {
		if (!isObject(entry) || entry["type"] !== "exported" || typeof entry["value"] !== "string") continue;
		if (isOfProject(name, entry["value"])) variables[name] = entry["value"];
	}
	const hook = all["shellHook"];
	const shellHook = isObject(hook) && typeof hook["value"] === "string" ? hook["value"].trim() : "";
	return { variables, shellHook };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
