import type { Activated } from "../../core/activation.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { FaultError, repairing } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { findsGoroot } from "../../goroot/findsGoroot.ts";
import { goProgramOf, toolchainAt } from "../../goroot/toolchainAt.ts";

/**
 * Prepends the program's folder, as found, to PATH. Sets GOROOT only if the program does not find it on its own. Keeps the
 * user's GOPATH and GOBIN, although goenv, asdf and mise set them when they run a Go: a project selects its Go here, not the
 * location of its tools and modules. Throws activation-failed with the current problem.
 */
export async function activateSdk(host: Host, environment: GoEnvironment): Promise<Activated> {
	const { name } = environment;
	const { goroot, program } = placesOf(host, environment);
	const [problem] = environment.problems;
	const toolchain = await host.look((looks) => toolchainAt(looks, goroot, program));
	const wrong = toolchain.kind === "broken" ? toolchain.problem : problem;
	if (wrong !== undefined) {
		throw new FaultError({
			kind: "activation-failed",
			message: t("“{0}” cannot be used: {1}", name, wrong.message),
			remedies: repairing(wrong),
		});
	}
	return {
		activation: {
			lists: { PATH: { prepend: [host.path.dirname(program)], drop: [] } },
			variables: toolchain.kind === "known" && !(await findsGoroot(host, toolchain)) ? { GOROOT: goroot } : {},
			terminal: {},
		},
		toolchain,
		inputs: await sdkInputs(host, environment),
		warnings: [],
		scripts: [],
	};
}

/** The files that decide the activation: the version of the GOROOT, and the program. */
export const sdkInputs = (host: Host, environment: GoEnvironment): Promise<readonly string[]> => {
	const { goroot, program } = placesOf(host, environment);
	return Promise.resolve([host.path.join(goroot, "VERSION"), program]);
};

export const sdkPathFolders = (host: Host, environment: GoEnvironment): Promise<readonly string[]> =>
	Promise.resolve([host.path.dirname(placesOf(host, environment).program)]);

function placesOf(host: Host, { toolchain, location }: GoEnvironment): { goroot: string; program: string } {
	const goroot = ("goroot" in toolchain ? toolchain.goroot : undefined) ?? location;
	const program = ("program" in toolchain ? toolchain.program : undefined) ?? goProgramOf(host, goroot);
	return { goroot, program };
}
