import { entriesOf } from "../../core/activation.ts";
import { orUndefined } from "../../core/attempt.ts";
import type { Host, Variables } from "../../core/host.ts";
import { nameIn } from "../../core/variables.ts";
import { liesInEnvs } from "./condaPath.ts";
import { type Declared, unset } from "./declaredVariables.ts";
import type { Installation } from "./owningInstallation.ts";

/** conda's default for an unset PATH (activate.py, _get_starting_path_list). */
const cleanPath = {
	linux: "/usr/bin",
	darwin: "/usr/bin:/bin:/usr/sbin:/sbin",
	win32:
		"C:\\Windows\\system32;C:\\Windows;C:\\Windows\\System32\\Wbem;C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\",
} as const;

/** The entries of PATH for a prefix; on Windows with the first MSYS2 variant that is installed in it. */
export async function pathEntries(host: Host, prefix: string): Promise<readonly string[]> {
	const { join } = host.path;
	if (host.platform !== "win32") return [join(prefix, "bin")];
	const variants: string[] = [];
	for (const variant of ["ucrt64", "clang64", "mingw64", "clangarm64"]) {
		const folder = join(prefix, "Library", variant);
		if (variants.length === 0 && (await orUndefined(() => host.stat(folder)))?.kind === "directory") {
			variants.push(join(folder, "bin"));
		}
	}
	const below = ["Library\\mingw-w64\\bin", "Library\\usr\\bin", "Library\\bin", "Scripts", "bin"];
	return [prefix, ...variants, ...below.map((folder) => join(prefix, folder))];
}

/** `base`, `ci`, or the whole path: conda's _default_env, which only knows one installation. */
function defaultName(host: Host, prefix: string, installation: Installation | undefined): string {
	if (prefix === installation?.root) return "base";
	return liesInEnvs(host, prefix) ? host.path.basename(prefix) : prefix;
}

/** Changes of variables by name: null removes. */
export type PrefixChanges = ReadonlyMap<string, string | null>;

/**
 * What a fresh `conda activate` sets before it runs scripts (conda's activate.py, _build_activate_stack, from level 0),
 * including PATH. `base`: variables without an active environment.
 */
export async function prefixVariables(
	host: Host,
	prefix: string,
	declared: Declared,
	installation: Installation | undefined,
	base: Variables,
): Promise<PrefixChanges> {
	const changes = new Map<string, string | null>();
	const starting = entriesOf(host, base[nameIn(host, base, "PATH")] ?? cleanPath[host.platform]);
	const hasCondabin = installation === undefined || starting.some((entry) => entry.endsWith("condabin"));
	const condabin = hasCondabin ? [] : [host.path.join(installation.root, "condabin")];
	const name = defaultName(host, prefix, installation);
	changes.set("PATH", [...(await pathEntries(host, prefix)), ...condabin, ...starting].join(host.path.delimiter));
	changes.set("CONDA_PREFIX", prefix);
	changes.set("CONDA_SHLVL", "1");
	changes.set("CONDA_DEFAULT_ENV", name);
	changes.set("CONDA_PROMPT_MODIFIER", `(${name}) `);
	for (const [written, value] of declared) if (value !== unset) changes.set(written.toUpperCase(), value);
	for (const [written, value] of declared) {
		// stored under the name as written, so that `conda deactivate` in a terminal finds it
		const kept = base[nameIn(host, base, written)];
		if (value !== unset && kept !== undefined) changes.set(`__CONDA_SHLVL_0_${written.toUpperCase()}`, kept);
	}
	if (installation?.conda === undefined) return changes;
	changes.set("CONDA_EXE", installation.conda);
	changes.set("_CONDA_EXE", installation.conda);
	changes.set("CONDA_PYTHON_EXE", installation.python);
	changes.set("_CONDA_ROOT", installation.root);
	if (host.platform === "win32") return changes; // Windows has no empty variables
	changes.set("_CE_M", "");
	changes.set("_CE_CONDA", "");
	return changes;
}

/** `variables` with the changes; on Windows under the existing names. */
export function withChanges(host: Host, variables: Variables, changes: PrefixChanges): Variables {
	const result: Record<string, string> = { ...variables };
	for (const [name, value] of changes) {
		const key = nameIn(host, result, name);
		if (value === null) delete result[key];
		else result[key] = value;
	}
	return result;
}
