import { type Content, goroot } from "./machine.ts";

export interface GvmFiles {
	/** `$GVM_ROOT`; default `/home/u/.gvm`. */
	readonly root?: string;
	/** Go versions without `go`. */
	readonly gos: readonly string[];
	/** Names of pkgsets by Go version. */
	readonly pkgsets?: Readonly<Record<string, readonly string[]>>;
	/** Name of the Go (`go1.22.6`) by alias. */
	readonly aliases?: Readonly<Record<string, string>>;
	/** The Go (or pkgset) that `default` is a copy of. */
	readonly default?: string;
	/** GOROOT of the Go that existed when gvm was installed; its own files are not created here. */
	readonly system?: string;
}

/** The files of a gvm 1.0.22 installation, as its scripts write them. */
export function gvmFiles(options: GvmFiles): Record<string, Content> {
	const { root = "/home/u/.gvm", gos, pkgsets = {}, aliases = {}, system } = options;
	const environments: Record<string, string> = {};
	const files: Record<string, Content> = { [`${root}/VERSION`]: "1.0.22\n" };
	for (const version of gos) {
		const name = `go${version}`;
		Object.assign(files, goroot(`${root}/gos/${name}`, version), { [`${root}/gos/${name}/manifest`]: "./VERSION\n" });
		environments[name] = goEnvironment(root, name);
		for (const pkgset of pkgsets[version] ?? []) {
			environments[`${name}@${pkgset}`] = pkgsetEnvironment(root, name, pkgset);
			files[`${root}/pkgsets/${name}/${pkgset}/overlay/lib/pkgconfig`] = null;
		}
	}
	if (system !== undefined) {
		environments["system"] = systemEnvironment(root, system);
		files[`${root}/gos/system`] = null;
	}
	for (const [alias, name] of Object.entries(aliases)) {
		environments[alias] = `${environments[name] ?? ""}export gvm_alias_name="${alias}"\n`;
		files[`${root}/gos/${alias}`] = null;
	}
	if (options.default !== undefined) environments["default"] = environments[options.default] ?? "";
	for (const [name, text] of Object.entries(environments)) files[`${root}/environments/${name}`] = text;
	return files;
}

/** scripts/install, create_environment. */
function goEnvironment(root: string, name: string): string {
	return `export GVM_ROOT; GVM_ROOT="${root}"
export gvm_go_name; gvm_go_name="${name}"
export gvm_pkgset_name; gvm_pkgset_name="global"
export GOROOT; GOROOT="$GVM_ROOT/gos/${name}"
export GOPATH; GOPATH="$GVM_ROOT/pkgsets/${name}/global"
export GVM_OVERLAY_PREFIX; GVM_OVERLAY_PREFIX="\${GVM_ROOT}/pkgsets/${name}/global/overlay"
export PATH; PATH="\${GVM_ROOT}/pkgsets/${name}/global/bin:\${GVM_ROOT}/gos/${name}/bin:\${GVM_OVERLAY_PREFIX}/bin:\${GVM_ROOT}/bin:\${PATH}"
export LD_LIBRARY_PATH; LD_LIBRARY_PATH="\${GVM_OVERLAY_PREFIX}/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export DYLD_LIBRARY_PATH; DYLD_LIBRARY_PATH="\${GVM_OVERLAY_PREFIX}/lib\${DYLD_LIBRARY_PATH:+:$DYLD_LIBRARY_PATH}"
export PKG_CONFIG_PATH; PKG_CONFIG_PATH="\${GVM_OVERLAY_PREFIX}/lib/pkgconfig:\${PKG_CONFIG_PATH}"
`;
}

/** scripts/pkgset-create: a copy of the Go's file, and lines that override it. */
function pkgsetEnvironment(root: string, name: string, pkgset: string): string {
	const folder = `${root}/pkgsets/${name}/${pkgset}`;
	const first = `export gvm_pkgset_name="${pkgset}"
export GOPATH; GOPATH="${folder}:$GOPATH"
export PATH; PATH="${folder}/bin:$PATH"
`;
	if (pkgset === "global") return goEnvironment(root, name) + first;
	return `${goEnvironment(root, name)}${first}# Package Set-Specific Overrides
export GVM_OVERLAY_PREFIX; GVM_OVERLAY_PREFIX="\${GVM_ROOT}/pkgsets/${name}/${pkgset}/overlay"
export PATH; PATH="${folder}/bin:\${GVM_OVERLAY_PREFIX}/bin:\${PATH}"
export LD_LIBRARY_PATH; LD_LIBRARY_PATH="\${GVM_OVERLAY_PREFIX}/lib\${LD_LIBRARY_PATH:+:\${LD_LIBRARY_PATH}}"
export DYLD_LIBRARY_PATH; DYLD_LIBRARY_PATH="\${GVM_OVERLAY_PREFIX}/lib\${DYLD_LIBRARY_PATH:+:\${DYLD_LIBRARY_PATH}}"
export PKG_CONFIG_PATH; PKG_CONFIG_PATH="\${GVM_OVERLAY_PREFIX}/lib/pkgconfig:\${PKG_CONFIG_PATH}"
`;
}

/** binscripts/gvm-installer, check_existing_go: GOROOT in doubled quotes and a stray `/bin` in PATH, as gvm writes them. */
function systemEnvironment(root: string, goroot: string): string {
	return `# Automatically generated file. DO NOT EDIT!
export GVM_ROOT; GVM_ROOT="${root}"
export gvm_go_name; gvm_go_name="system"
export gvm_pkgset_name; gvm_pkgset_name="global"
export GOROOT; GOROOT=""${goroot}""
export GOPATH; GOPATH="${root}/pkgsets/system/global"
export PATH; PATH="${root}/pkgsets/system/global/bin:""${goroot}""/bin:/bin:$PATH"
`;
}

/** `gvm pkgset create --local` in a project. */
export function localPkgset(project: string, version: string, root = "/home/u/.gvm"): Record<string, Content> {
	const name = `go${version}`;
	const folder = `${project}/.gvm_local/pkgsets/${name}/local`;
	return {
		[`${folder}/src`]: null,
		[`${project}/.gvm_local/environments/${name}@local`]: `${goEnvironment(root, name)}export gvm_pkgset_name="__local__"
export GOPATH; GOPATH="${project}:${folder}:$GOPATH"
export PATH; PATH="${project}/bin:${folder}/bin:$PATH"
`,
	};
}
