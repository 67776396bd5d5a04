import { entriesOf, pathOf } from "../core/activation.ts";
import type { GoToolchainSetting } from "../core/folderKnowledge.ts";
import type { Host } from "../core/host.ts";
import type { JudgedRequirement, Requirement, Requirements, Verdict } from "../core/requirements/requirement.ts";
import { compareGoVersions } from "../core/versions/goVersion.ts";
import { satisfiesSemverRange } from "../core/versions/semverRange.ts";
import { effectiveGoToolchain, type StartingGo } from "./goToolchain.ts";
import { type Switch, switchOf } from "./switching.ts";

/**
 * How a Go meets each requirement, and to which Go the go command switches on its own. `toolchain` lines are suggestions: never
 * `met: false`. Null if no Go is known.
 */
export async function judged(
	host: Host,
	{ requirements }: Requirements,
	go: StartingGo | undefined,
	setting: GoToolchainSetting,
): Promise<readonly JudgedRequirement[]> {
	if (go === undefined) return requirements.map((requirement) => ({ ...requirement, met: null }));
	const goToolchain = await effectiveGoToolchain(host, go, setting);
	const switches = new Map<string, Switch>();
	const result: JudgedRequirement[] = [];
	for (const requirement of requirements) {
		if (requirement.source === "requires") {
			const met = (await satisfiesSemverRange(go.version, requirement.range)) ?? null;
			result.push({ ...requirement, met });
			continue;
		}
		const file = requirement.work ?? requirement.file;
		const taken = switches.get(file) ?? (await switchFor(host, go, goToolchain, linesOf(requirements, file)));
		switches.set(file, taken);
		result.push({ ...requirement, ...verdict(requirement, go, taken) });
	}
	return result;
}

/** The lines by which go decides in a file's folder. */
function linesOf(requirements: readonly Requirement[], file: string): Parameters<typeof switchOf>[2] {
	const own = requirements.filter((requirement) => requirement.file === file);
	const go = own.find(({ source }) => source === "go");
	const toolchain = own.find(({ source }) => source === "toolchain");
	return {
		...(go?.version === undefined ? {} : { go: go.version }),
		...(toolchain?.version === undefined ? {} : { toolchain: toolchain.version }),
		...(toolchain === undefined ? {} : { toolchainName: `go${toolchain.range.replace(/^>=/, "")}` }),
		isDefault: own.some(({ keepsToolchain }) => keepsToolchain === true),
	};
}

/** The go command does not switch to a Go that must be on PATH but is not: it ends with an error. */
async function switchFor(
	host: Host,
	go: StartingGo,
	goToolchain: string,
	lines: Parameters<typeof switchOf>[2],
): Promise<Switch> {
	const taken = switchOf(go.version, goToolchain, lines);
	if (taken.kind !== "switches" || taken.from !== "path") return taken;
	const name = host.platform === "win32" ? `${taken.name}.exe` : taken.name;
	for (const folder of entriesOf(host, pathOf(host, host.variables))) {
		const found = await host.stat(host.path.join(folder, name)).catch(() => undefined);
		if (found?.kind === "file") return taken;
	}
	return { kind: "stays" };
}

function verdict({ source, version, without }: Requirement, go: StartingGo, taken: Switch): Verdict {
	const isOther = taken.kind === "switches" && compareGoVersions(taken.version, go.version) !== 0;
	const switchesTo = isOther && without === undefined ? { switchesTo: taken.version } : {};
	if (version === undefined) return { met: null, ...switchesTo };
	const enough = compareGoVersions(go.version, version) >= 0;
	if (source === "toolchain") return { met: enough ? true : null, ...switchesTo };
	const isStill = !isOther || compareGoVersions(taken.version, version) >= 0;
	return { met: enough && isStill, ...switchesTo };
}
