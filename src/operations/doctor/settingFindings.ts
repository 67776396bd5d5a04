import { type Action, opening } from "../../core/action.ts";
import { orUndefined } from "../../core/attempt.ts";
import type { Fault } from "../../core/fault.ts";
import { isInside } from "../../core/isInside.ts";
import { t } from "../../core/l10n.ts";
import { setting as variableSetting } from "../../core/variables.ts";
import type { GoVersion } from "../../core/versions/goVersion.ts";
import { goExtensionPath } from "../../goroot/goExtensionPath.ts";
import { goOfProgram } from "../../goroot/goOfProgram.ts";
import { holdsGo } from "../../goroot/gorootOfProgram.ts";
import { gorootVersion } from "../../goroot/toolchainAt.ts";
import { type GoExtensionSetting, goExtensionSettings, writtenGoSettings } from "./goExtensionSettings.ts";
import type { SetUp } from "./setUp.ts";

/**
 * Settings of the official Go extension that name what does not exist, or another Go than the folder's: gopls, tests and debugging
 * then run that one. A value with a variable that is not set, such as one of ours, says nothing.
 */
export async function settingFindings(setUp: SetUp): Promise<readonly Fault[]> {
	if (setUp.settings === undefined) return [];
	const findings: Fault[] = [];
	for (const setting of [
		...(await writtenGoSettings(setUp.host, setUp.state.folder)),
		...setUp.settings.flatMap(goExtensionSettings),
	]) {
		const message = await problemOf(setUp, setting);
		if (message !== undefined) findings.push(settingFault(setting, message));
	}
	return findings;
}

function problemOf(setUp: SetUp, setting: GoExtensionSetting): Promise<string | undefined> {
	switch (setting.name) {
		case "go.goroot":
			return gorootProblem(setUp, setting);
		case "go.gopath":
			return gopathProblem(setUp, setting);
		case "go.alternateTools":
			return programProblem(setUp, setting);
		case "go.toolsEnvVars":
			return setting.key === "GOROOT" ? gorootProblem(setUp, setting) : pathProblem(setUp, setting);
	}
}

/** `go.toolsEnvVars` (PATH). */
const subjectOf = ({ name, key }: GoExtensionSetting): string =>
	key === undefined ? t("The setting {0}", name) : t("The setting {0} ({1})", name, key);

function settingFault({ name, file, line }: GoExtensionSetting, message: string): Fault {
	const action: Action = file === undefined ? { kind: "setting", name } : opening(file, line);
	return {
		kind: "conflict",
		message,
		remedies: [{ text: t("Correct or remove the setting."), action }],
		...(file === undefined ? {} : { file }),
		...(line === undefined ? {} : { line }),
	};
}

/** Undefined for what is not an absolute path on this machine. */
function pathIn({ host, state }: SetUp, value: string): string | undefined {
	if (hasUnset(host, value)) return undefined;
	const path = goExtensionPath(host, value, state.folder, host.variables);
	return host.path.isAbsolute(path) ? path : undefined;
}

const hasUnset = (host: SetUp["host"], value: string): boolean =>
	[...value.matchAll(/\$\{env:([^}]+)\}/g)].some(([, name = ""]) => variableSetting(host, name.trim()) === undefined);

const missing = (setting: GoExtensionSetting, path: string): string =>
	t("{0} names {1}, which does not exist.", subjectOf(setting), path);

const differing = (setting: GoExtensionSetting, path: string, version: GoVersion, own: GoVersion): string =>
	t("{0} names Go {1} ({2}), but the folder uses Go {3}.", subjectOf(setting), version, path, own);

async function gorootProblem(setUp: SetUp, setting: GoExtensionSetting): Promise<string | undefined> {
	const { host, go } = setUp;
	const path = pathIn(setUp, setting.value);
	if (path === undefined) return undefined;
	const found = await orUndefined(() => host.stat(path));
	if (found === undefined) return missing(setting, path);
	if (!(await orUndefined(() => holdsGo(host, path)))) {
		return t("{0} names {1}, which is not a Go installation.", subjectOf(setting), path);
	}
	const version = await orUndefined(() => host.look((looks) => gorootVersion(looks, path)));
	if (version === undefined || go === undefined || version === go.version) return undefined;
	return differing(setting, path, version, go.version);
}

/** go creates its GOPATH, but not on a machine where even the folder around it is missing. */
async function gopathProblem(setUp: SetUp, setting: GoExtensionSetting): Promise<string | undefined> {
	const { host, go } = setUp;
	const path = pathIn(setUp, setting.value);
	if (path === undefined) return undefined;
	if (go !== undefined && isInside(host, go.goroot, path)) {
		return t("{0} names {1}, which is in the folder of Go itself.", subjectOf(setting), path);
	}
	const around = await orUndefined(() => host.stat(host.path.dirname(path)));
	return around === undefined ? missing(setting, path) : undefined;
}

async function programProblem(setUp: SetUp, setting: GoExtensionSetting): Promise<string | undefined> {
	const { host, go } = setUp;
	const path = pathIn(setUp, setting.value);
	if (path === undefined) return undefined;
	if ((await orUndefined(() => host.stat(path))) === undefined) return missing(setting, path);
	const { version } = await goOfProgram(host, path);
	if (version === undefined || go === undefined || version === go.version) return undefined;
	return differing(setting, path, version, go.version);
}

/** A colon that is not part of a variable: `${env:PATH}`. */
const outsideBraces = /:(?![^{}]*\})/;

/** Only what is written: `${env:PATH}` is the rest. The first entry with a go decides. */
async function pathProblem(setUp: SetUp, setting: GoExtensionSetting): Promise<string | undefined> {
	const { host, go } = setUp;
	for (const entry of setting.value.split(host.path.delimiter === ";" ? ";" : outsideBraces)) {
		if (/\$\{env:path\}/i.test(entry)) return undefined;
		const folder = pathIn(setUp, entry);
		if (folder === undefined) continue;
		if ((await orUndefined(() => host.stat(folder))) === undefined) return missing(setting, folder);
		const program = host.path.join(folder, host.platform === "win32" ? "go.exe" : "go");
		if ((await orUndefined(() => host.stat(program))) === undefined) continue;
		const { version } = await goOfProgram(host, program);
		if (version === undefined || go === undefined || version === go.version) return undefined;
		return differing(setting, program, version, go.version);
	}
	return undefined;
}
