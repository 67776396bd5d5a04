import { creating } from "../../core/action.ts";
import type { Fault, Remedy } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { isUnmet, type JudgedRequirement } from "../../core/requirements/requirement.ts";
import { warns } from "../../core/requirements/verdicts.ts";
import { compareGoVersions, type GoVersion, parseGoVersion } from "../../core/versions/goVersion.ts";
import { switchOf } from "../../gomod/switching.ts";
import { firstGo } from "../../goroot/firstGo.ts";
import { type GoEnvValue, goEnv } from "../../goroot/goEnv.ts";
import { goEnvPlace, goEnvSubject, unsettingGoEnv } from "../../goroot/goEnvOrigin.ts";
import { hasEnvironment, outsideOnly, type SetUp } from "./setUp.ts";

const name = "GOTOOLCHAIN";

/** The first Go that knows GOTOOLCHAIN. */
const switching = parseGoVersion("1.21");
const obeys = (version: GoVersion): boolean => switching !== undefined && compareGoVersions(version, switching) >= 0;

/** A GOTOOLCHAIN that is invalid, or pins another Go, and a requirement that is not met. */
export async function toolchainFindings(setUp: SetUp): Promise<readonly Fault[]> {
	const invalid = await invalidFindings(setUp);
	const { go, inFolder } = setUp;
	const value = go && obeys(go.version) ? await goEnv(inFolder, name, go.goroot) : undefined;
	const pinned = value === undefined ? [] : pinnedFindings(setUp, value);
	return [...invalid, ...pinned, ...(pinned.some(isAboutRequirement) ? [] : unmetFindings(setUp, value))];
}

const isAboutRequirement = ({ kind }: Fault): boolean => kind === "conflict";

/** `GOTOOLCHAIN=1.22.4` (go.dev/issue/59870): even `go version` fails. Judged outside the folder's environment, which sets its own. */
async function invalidFindings(setUp: SetUp): Promise<readonly Fault[]> {
	const { host, inFolder, go } = setUp;
	const first = await firstGo(host);
	if (first.kind !== "program" || first.version === undefined || !obeys(first.version)) return [];
	const value = await goEnv(host, name, first.goroot);
	if (value === undefined || switchOf(first.version, value.value, {}).kind !== "invalid") return [];
	const message = t(
		"{0} is “{1}”, which is not a valid value. Every go command fails.",
		goEnvSubject(name, value),
		value.value,
	);
	const isHidden = hasEnvironment(setUp) && (await goEnv(inFolder, name, go?.goroot))?.value !== value.value;
	const meant = parseGoVersion(value.value);
	const correct = meant === undefined ? [] : [{ text: t("A version is written with “go”: {0}", `go${meant}`) }];
	return [
		{
			kind: "malformed",
			message: isHidden ? outsideOnly(message) : message,
			remedies: [unsettingGoEnv(name, value, true), ...correct],
			...goEnvPlace(value),
		},
	];
}

/** `GOTOOLCHAIN=go1.22.4` (go.dev/issue/71869): a newer Go answers as the old one. With `+auto` it takes what files require. */
function pinnedFindings(setUp: SetUp, value: GoEnvValue): readonly Fault[] {
	const { go, state } = setUp;
	if (go === undefined || !/^go\d[^+]*$/.test(value.value)) return [];
	const taken = switchOf(go.version, value.value, {});
	if (taken.kind !== "switches" || compareGoVersions(taken.version, go.version) === 0) return [];
	const subject = goEnvSubject(name, value);
	const remedies = [unsettingGoEnv(name, value, false)];
	const place = goEnvPlace(value);
	const older = state.requirements.find(
		(requirement) =>
			warns(requirement) &&
			requirement.version !== undefined &&
			compareGoVersions(taken.version, requirement.version) < 0,
	);
	if (older?.version !== undefined) {
		const file = setUp.host.path.basename(older.file);
		const message = t("{0} pins Go {1}, but {2} requires Go {3}.", subject, taken.version, file, older.version);
		return [{ kind: "conflict", message, remedies, ...place }];
	}
	if (hasEnvironment(setUp)) {
		const message = t(
			"{0} pins Go {1}, which runs instead of the selected Go {2}.",
			subject,
			taken.version,
			go.version,
		);
		return [{ kind: "conflict", message, remedies, ...place }];
	}
	const message = t(
		"{0} pins Go {1}, which runs instead of Go {2} ({3}).",
		subject,
		taken.version,
		go.version,
		go.program,
	);
	return [{ kind: "note", message, remedies, ...place }];
}

/** A requirement that the folder's Go does not meet, and that go does not meet by switching. */
function unmetFindings(setUp: SetUp, value: GoEnvValue | undefined): readonly Fault[] {
	const { go, state, host } = setUp;
	const unmet = state.requirements.find((requirement) => warns(requirement) && isUnmet(requirement));
	if (unmet === undefined || go === undefined) return [];
	const { file, line, version, range } = unmet;
	const from = host.path.basename(file);
	const message =
		version === undefined
			? t("{0} requires Go {1}, but the folder uses Go {2}.", from, range, go.version)
			: t("{0} requires Go {1} or later, but the folder uses Go {2}.", from, version, go.version);
	const isKept = value?.value === "local" && !hasEnvironment(setUp);
	const because = isKept
		? ` ${t("{0} is “local”, so go does not switch to another Go.", goEnvSubject(name, value))}`
		: "";
	return [{ kind: "conflict", message: message + because, file, line, remedies: meeting(setUp, unmet, value) }];
}

function meeting(
	{ state, go }: SetUp,
	{ version }: JudgedRequirement,
	value: GoEnvValue | undefined,
): readonly Remedy[] {
	const { recommended, kind } = state.selection;
	const remedies: Remedy[] = [];
	if (recommended !== undefined) {
		const text = t("Select “{0}”, which meets the requirement.", recommended.name);
		remedies.push({ text, action: { kind: "use", reference: recommended.id } });
	}
	if (kind === "chosen" && state.wouldSwitchTo !== undefined) {
		const text = t("Let go switch to the Go that the folder's files require.");
		remedies.push({ text, action: { kind: "operation", name: "letGoSwitch" } });
	}
	if (kind === "inherited" && value?.value === "local" && value.from !== "variable" && go !== undefined) {
		const text = "go env -w GOTOOLCHAIN=auto";
		remedies.push({ text: t("Let go switch: run `{0}`.", text), action: { kind: "copy", text } });
	}
	if (recommended === undefined && version !== undefined) {
		remedies.push({ text: t("Download Go {0}.", version), action: creating({ version }) });
	}
	return remedies;
}
