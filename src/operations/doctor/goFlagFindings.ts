import type { Fault } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { compareGoVersions, type GoVersion } from "../../core/versions/goVersion.ts";
import { type GoEnvValue, goEnv } from "../../goroot/goEnv.ts";
import { goEnvPlace, goEnvSubject, unsettingGoEnv } from "../../goroot/goEnvOrigin.ts";
import { moduleOf } from "./moduleOf.ts";
import type { SetUp } from "./setUp.ts";

/** Flags of GOFLAGS with the first Go that knows them (Go release notes). An older Go fails in every command. */
const newFlags: readonly (readonly [flag: string, since: GoVersion])[] = [
	["-trimpath", "1.13" as GoVersion],
	["-modcacherw", "1.14" as GoVersion],
	["-modfile", "1.14" as GoVersion],
	["-overlay", "1.16" as GoVersion],
	["-buildvcs", "1.18" as GoVersion],
	["-pgo", "1.20" as GoVersion],
];

/** GOFLAGS that the folder's Go does not know, or that its modules cannot be built with. */
export async function goFlagFindings(setUp: SetUp): Promise<readonly Fault[]> {
	const { inFolder, go, isWhole } = setUp;
	if (!isWhole) return [];
	const value = go && (await goEnv(inFolder, "GOFLAGS", go.goroot));
	if (value === undefined || go === undefined) return [];
	const flags = value.value.split(/\s+/).filter((flag) => flag !== "");
	return [...unknownFlags(value, flags, go.version), ...(await modeFindings(setUp, value, flags))];
}

/** `-buildvcs`, of `-buildvcs=false` and `--buildvcs=false`. */
const flagName = (flag: string): string => flag.replace(/^--/, "-").split("=", 1)[0] ?? "";

function unknownFlags(value: GoEnvValue, flags: readonly string[], version: GoVersion): readonly Fault[] {
	return flags.flatMap((flag) => {
		const since = newFlags.find(([name]) => name === flagName(flag))?.[1];
		if (since === undefined || compareGoVersions(version, since) >= 0) return [];
		const message = t(
			"{0} has {1}, which Go {2} does not know. Every go command fails.",
			goEnvSubject("GOFLAGS", value),
			flag,
			version,
		);
		return [fault(message, value)];
	});
}

/**
 * `-mod=vendor` without vendored packages ("inconsistent vendoring"), and `-mod=mod` under a go.work ("-mod may only be set to
 * readonly or vendor when in workspace mode"): tried with Go 1.26.
 */
async function modeFindings(setUp: SetUp, value: GoEnvValue, flags: readonly string[]): Promise<readonly Fault[]> {
	const flag = flags.findLast((one) => flagName(one) === "-mod");
	const mode = flag?.slice(flag.indexOf("=") + 1);
	const module = mode === "vendor" || mode === "mod" ? await moduleOf(setUp) : undefined;
	if (flag === undefined || module === undefined) return [];
	const { host } = setUp;
	const subject = goEnvSubject("GOFLAGS", value);
	if (mode === "mod") {
		if (module.work === undefined) return [];
		return [fault(t("{0} has {1}, which go refuses under {2}. Builds fail.", subject, flag, module.work), value)];
	}
	if (!module.requires) return [];
	const list = host.path.join(host.path.dirname(module.work ?? module.file), "vendor", "modules.txt");
	if ((await host.stat(list)) !== undefined) return [];
	return [fault(t("{0} has {1}, but {2} does not exist. Builds fail.", subject, flag, list), value)];
}

const fault = (message: string, value: GoEnvValue): Fault => ({
	kind: "conflict",
	message,
	remedies: [unsettingGoEnv("GOFLAGS", value, false)],
	...goEnvPlace(value),
});
