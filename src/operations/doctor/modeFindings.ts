import type { Fault } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { warns } from "../../core/requirements/verdicts.ts";
import type { GoVersion } from "../../core/versions/goVersion.ts";
import { type GoEnvValue, goEnv } from "../../goroot/goEnv.ts";
import { goEnvPlace, goEnvSubject, unsettingGoEnv } from "../../goroot/goEnvOrigin.ts";
import { moduleOf } from "./moduleOf.ts";
import { programOnPath } from "./programOnPath.ts";
import type { SetUp } from "./setUp.ts";

/**
 * Values that turn off what the folder needs. Where it does not need it, they are told only if the user's go/env file keeps them,
 * where they are easily forgotten.
 */
export async function modeFindings(setUp: SetUp): Promise<readonly Fault[]> {
	if (!setUp.isWhole) return [];
	const modules = await turnedOff(setUp, "GO111MODULE");
	const proxy = await turnedOff(setUp, "GOPROXY");
	const sums = await turnedOff(setUp, "GOSUMDB");
	const download = sums && (await refusedDownload(setUp));
	return [
		...(modules === undefined ? [] : await modulesOff(setUp, modules)),
		...(proxy?.from === "file"
			? [told("GOPROXY", proxy, t("{0} is “off”, so go downloads no modules.", goEnvSubject("GOPROXY", proxy)))]
			: []),
		...(sums !== undefined && download !== undefined ? [sumsOff(sums, download)] : []),
		...(sums?.from === "file" && download === undefined
			? [told("GOSUMDB", sums, t("{0} is “off”, so go does not verify new modules.", goEnvSubject("GOSUMDB", sums)))]
			: []),
	];
}

async function turnedOff({ inFolder, go }: SetUp, name: string): Promise<GoEnvValue | undefined> {
	const value = await goEnv(inFolder, name, go?.goroot);
	return value?.value === "off" ? value : undefined;
}

async function modulesOff(setUp: SetUp, value: GoEnvValue): Promise<readonly Fault[]> {
	const name = "GO111MODULE";
	const module = await moduleOf(setUp);
	if (module === undefined) return [];
	const message = t("{0} is “off”, so go ignores {1}.", goEnvSubject(name, value), module.file);
	return [{ kind: "conflict", message, remedies: [unsettingGoEnv(name, value, false)], ...goEnvPlace(value) }];
}

/**
 * The Go to which go would switch in the folder, if it is to be downloaded: that is refused without the checksum database
 * (go.dev/ref/mod#checksum-database), unless GOPROXY is one folder.
 */
async function refusedDownload({ state, inFolder, go }: SetUp): Promise<GoVersion | undefined> {
	const wanted = state.requirements.find((one) => warns(one) && one.switchesTo !== undefined)?.switchesTo;
	if (wanted === undefined || (await programOnPath(inFolder, `go${wanted}`)) !== undefined) return undefined;
	const proxy = (await goEnv(inFolder, "GOPROXY", go?.goroot))?.value ?? "";
	return /^file:\/\/[^,|]*$/.test(proxy) ? undefined : wanted;
}

function sumsOff(value: GoEnvValue, wanted: GoVersion): Fault {
	const name = "GOSUMDB";
	const subject = goEnvSubject(name, value);
	const message = t("{0} is “off”, so go refuses to download Go {1}, which the folder requires.", subject, wanted);
	return { kind: "conflict", message, remedies: [unsettingGoEnv(name, value, false)], ...goEnvPlace(value) };
}

const told = (name: string, value: GoEnvValue, message: string): Fault => ({
	kind: "note",
	message,
	remedies: [unsettingGoEnv(name, value, false)],
	...goEnvPlace(value),
});
