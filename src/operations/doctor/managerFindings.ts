import { orUndefined } from "../../core/attempt.ts";
import type { Fault } from "../../core/fault.ts";
import { isInside } from "../../core/isInside.ts";
import { t } from "../../core/l10n.ts";
import { setting } from "../../core/variables.ts";
import { firstGo } from "../../goroot/firstGo.ts";
import { gorootVersion } from "../../goroot/toolchainAt.ts";
import { hasEnvironment, outsideOnly, type SetUp } from "./setUp.ts";

/**
 * A conda environment with Go is active, but the Go of gvm comes first on PATH: gvm was used, or its startup line ran, after the
 * activation. The reverse is the GOROOT of gvm with the program of conda (gorootFindings).
 */
export async function managerFindings(setUp: SetUp): Promise<readonly Fault[]> {
	const { host } = setUp;
	const [gvm, prefix] = [setting(host, "GVM_ROOT"), setting(host, "CONDA_PREFIX")];
	if (gvm === undefined || prefix === undefined) return [];
	const first = await firstGo(host);
	if (first.kind !== "program" || !isInside(host, gvm, first.program)) return [];
	const goroot = host.path.join(prefix, "go");
	const version = await orUndefined(() => host.look((looks) => gorootVersion(looks, goroot)));
	if (version === undefined || version === first.version) return [];
	const message = t(
		"The conda environment {0} with Go {1} is active, but gvm puts its own Go first on PATH: {2}.",
		prefix,
		version,
		first.program,
	);
	const remedies = [
		{ text: t("Run `conda activate` after gvm, or select one of the two for the folder."), action: { kind: "select" } },
	] as const;
	return [{ kind: "conflict", message: hasEnvironment(setUp) ? outsideOnly(message) : message, remedies }];
}
