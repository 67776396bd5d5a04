import { type Activated, activationBetween } from "../../core/activation.ts";
import { environmentId, type GoEnvironment } from "../../core/environment.ts";
import { FaultError, type Problem, selectAnother } from "../../core/fault.ts";
import type { Host, Variables } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { findsGoroot } from "../../goroot/findsGoroot.ts";
import { goProgramOf, toolchainAt } from "../../goroot/toolchainAt.ts";
import { readEnvironmentFile, sourcedFile } from "./gvmEnvironmentFile.ts";
import { gvmRoot, localFolder } from "./gvmRoot.ts";

/**
 * The changes of `base` by sourcing the environment file of a row, as in bash (facts of gvm: its own `gvm use` sources this
 * file). Omits GOROOT if the program finds it: a go elsewhere that is called by its path would use it too and refuse to build
 * (seen with tasks of the Go extension). Throws activation-failed, and the host's faults.
 */
export async function gvmActivation(host: Host, environment: GoEnvironment, base: Variables): Promise<Activated> {
	const file = environmentFileOf(host, environment);
	const sourced = file === undefined ? undefined : await sourcedFile(host, file, base);
	const goroot = sourced?.variables["GOROOT"];
	if (sourced === undefined || goroot === undefined || !host.path.isAbsolute(goroot)) throw failed(environment);
	const toolchain = await host.look((looks) => toolchainAt(looks, goroot, goProgramOf(host, goroot)));
	if (toolchain.kind === "broken") throw failed(environment, toolchain.problem);
	const warnings = sourced.unread.map(
		({ file, line }): Problem => ({
			kind: "not-supported",
			message: t("{0}, line {1} is ignored: only assignments are read.", file, line),
		}),
	);
	const { lists, variables, terminal } = activationBetween(host, base, sourced.variables);
	const { GOROOT: _, ...others } = variables;
	const isFound = toolchain.kind === "known" && (await findsGoroot(host, toolchain));
	const activation = { lists, variables: isFound ? others : { ...others, GOROOT: goroot }, terminal };
	return { activation, toolchain, inputs: sourced.inputs, warnings, scripts: [] };
}

/** The environment file of a row and the files that it sources. Throws the host's faults. */
export async function gvmInputs(host: Host, environment: GoEnvironment): Promise<readonly string[]> {
	const file = environmentFileOf(host, environment);
	const sourced = file === undefined ? undefined : await sourcedFile(host, file, { HOME: host.home });
	return sourced?.inputs ?? [];
}

/** The `bin` of its Go, and those of the pkgset with its overlay. Throws the host's faults. */
export async function gvmPathFolders(host: Host, environment: GoEnvironment): Promise<readonly string[]> {
	const file = environmentFileOf(host, environment);
	const read = file === undefined ? undefined : await readEnvironmentFile(host, file, { HOME: host.home });
	return (read?.front["PATH"] ?? []).filter((entry) => entry !== "");
}

/** The environment file of a row: its id was built from that path. */
function environmentFileOf(host: Host, { id, name, location, folder }: GoEnvironment): string | undefined {
	const { join, dirname } = host.path;
	const places = [gvmRoot(host, host.variables), dirname(dirname(location))];
	if (folder !== undefined) places.push(join(folder, localFolder));
	return places.map((place) => join(place, "environments", name)).find((file) => environmentId("gvm", file) === id);
}

function failed(environment: GoEnvironment, problem?: Problem): FaultError {
	const { name, toolchain } = environment;
	const why = problem ?? (toolchain.kind === "broken" ? toolchain.problem : undefined);
	return new FaultError({
		kind: "activation-failed",
		message:
			why === undefined
				? t("{0} cannot be activated: its environment file does not exist or sets no GOROOT.", name)
				: t("{0} cannot be activated: {1}", name, why.message),
		remedies: [{ text: t("Install this Go again with gvm.") }, selectAnother()],
	});
}
