import { orUndefined } from "../../core/attempt.ts";
import type { Fault, Remedy } from "../../core/fault.ts";
import type { Origin } from "../../core/host.ts";
import { isInside } from "../../core/isInside.ts";
import { t } from "../../core/l10n.ts";
import { warns } from "../../core/requirements/verdicts.ts";
import type { GoVersion } from "../../core/versions/goVersion.ts";
import { managerOfShim, managerOfShimFolder } from "../../goroot/shim.ts";
import { dlvVersion, goplsVersion, type ToldVersion } from "../../tools/toolVersion.ts";
import { type GoTool, installCommand, type ServedGo, type ToolRelease, toolFit } from "../../tools/toolVersions.ts";
import { programOnPath } from "./programOnPath.ts";
import type { SetUp } from "./setUp.ts";

/** Long enough for a cold disk, short enough to wait for. */
const versionTimeoutMs = 5000;

const tools: readonly (readonly [
	tool: GoTool,
	words: readonly string[],
	told: (output: string) => ToldVersion | undefined,
])[] = [
	["gopls", ["-v", "version"], goplsVersion],
	["dlv", ["version"], dlvVersion],
];

/**
 * gopls and dlv on the folder's PATH that do not fit its Go. Starts both, to ask for their versions: not a program of an untrusted
 * folder, and not a shim, which starts what the folder's files say.
 */
export async function toolFindings(setUp: SetUp, signal: AbortSignal): Promise<readonly Fault[]> {
	if (!setUp.mayStart || setUp.go === undefined || !setUp.isWhole) return [];
	const findings: Fault[] = [];
	for (const [tool, words, told] of tools) {
		const finding = await toolFinding(setUp, tool, words, told, signal);
		if (finding !== undefined) findings.push(finding);
	}
	return findings;
}

async function toolFinding(
	setUp: SetUp,
	tool: GoTool,
	words: readonly string[],
	told: (output: string) => ToldVersion | undefined,
	signal: AbortSignal,
): Promise<Fault | undefined> {
	const { host, inFolder, go } = setUp;
	const program = await programOnPath(inFolder, tool);
	if (program === undefined || go === undefined || (await isShim(setUp, program))) return undefined;
	const origin = await originOf(setUp, program);
	if (!host.trust.allows(origin)) return undefined;
	const request = { program, arguments: words, folder: host.home, variables: inFolder.variables, origin };
	const result = await orUndefined(() => host.run({ ...request, timeoutMs: versionTimeoutMs }, signal));
	const version = result?.status === 0 ? told(result.stdout) : undefined;
	const fit = version && toolFit({ tool, ...version }, servedGo(setUp, go.version));
	if (fit === undefined || !("message" in fit)) return undefined;
	const remedies = fit.better === undefined ? [] : [installing(setUp, tool, fit.better)];
	return { kind: "conflict", file: program, message: fit.message, remedies };
}

/** go may switch to another Go, as the folder's files require. */
function servedGo({ state }: SetUp, own: GoVersion): ServedGo {
	const deciding = state.requirements.filter(warns);
	const switched = deciding.find(({ switchesTo }) => switchesTo !== undefined)?.switchesTo;
	const language = deciding.find(({ source }) => source === "go")?.version;
	return { version: switched ?? own, ...(language === undefined ? {} : { language }) };
}

async function isShim({ host }: SetUp, program: string): Promise<boolean> {
	return (
		managerOfShimFolder(host, program) !== undefined ||
		(await orUndefined(() => managerOfShim(host, program))) !== undefined
	);
}

/** A link on PATH may lead into the folder. */
async function originOf({ host, state: { folder } }: SetUp, program: string): Promise<Origin> {
	const real = await orUndefined(() => host.realPath(program));
	const root = (await orUndefined(() => host.realPath(folder))) ?? folder;
	const isOfFolder = isInside(host, folder, program) || (real !== undefined && isInside(host, root, real));
	return isOfFolder ? { kind: "folder", folder } : { kind: "machine" };
}

function installing({ host }: SetUp, tool: GoTool, release: ToolRelease): Remedy {
	const text = installCommand(host.platform, tool, release);
	return { text: t("Install {0} {1}: run `{2}`.", tool, release.version, text), action: { kind: "copy", text } };
}
