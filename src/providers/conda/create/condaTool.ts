import { entriesOf, pathOf } from "../../../core/activation.ts";
import { orUndefined } from "../../../core/attempt.ts";
import type { ChangeRequest } from "../../../core/creation.ts";
import { FaultError, type Remedy } from "../../../core/fault.ts";
import type { Host, Origin } from "../../../core/host.ts";
import { t } from "../../../core/l10n.ts";
import { setting } from "../../../core/variables.ts";
import { expandedPath } from "../condaPath.ts";
import { registeredPrefixes } from "../environmentsTxt.ts";
import { installations, prefixPlaces } from "../installations.ts";

/** A program that creates conda environments. The three take the same arguments, but their answers differ. */
export interface CondaTool {
	readonly program: string;
	readonly name: "conda" | "mamba" | "micromamba";
	readonly origin: Origin;
}

const toolNames = ["conda", "mamba", "micromamba"] as const;

/**
 * The tool that creates environments: the one of the setting, of CONDA_EXE or MAMBA_EXE, of an installation that discovery knows, or on
 * PATH. Throws toolchain-missing, not-allowed for a setting that came with an untrusted folder.
 */
export async function condaTool(host: Host, { program, folder }: ChangeRequest): Promise<CondaTool> {
	if (program !== undefined) {
		const origin: Origin = program.file === undefined ? { kind: "machine" } : { kind: "folder", folder };
		if (!host.trust.allows(origin)) throw new FaultError(untrusted(program.program, program.file));
		const found = host.path.isAbsolute(program.program)
			? await programAt(host, program.program)
			: await onPath(host, [program.program]);
		if (found === undefined) throw new FaultError(absent(program.program));
		return toolAt(host, found, origin);
	}
	const found =
		(await named(host)) ?? (await ofInstallations(host)) ?? (await onPath(host, ["micromamba", "mamba", "conda"]));
	if (found === undefined) throw new FaultError(noTool());
	return toolAt(host, found, { kind: "machine" });
}

function toolAt({ path }: Host, program: string, origin: Origin): CondaTool {
	const base = path.basename(program).toLowerCase();
	const name = toolNames.findLast((one) => base.startsWith(one)) ?? "conda";
	return { program, name, origin };
}

async function programAt(host: Host, program: string): Promise<string | undefined> {
	return (await orUndefined(() => host.stat(program)))?.kind === "file" ? program : undefined;
}

async function first(host: Host, programs: readonly string[]): Promise<string | undefined> {
	for (const program of programs) if ((await programAt(host, program)) !== undefined) return program;
	return undefined;
}

function named(host: Host): Promise<string | undefined> {
	const programs = ["CONDA_EXE", "MAMBA_EXE"].flatMap((name) => expandedPath(host, setting(host, name) ?? "") ?? []);
	return first(
		host,
		programs.filter((program) => host.path.isAbsolute(program)),
	);
}

/** In the order in which discovery lists installations. */
async function ofInstallations(host: Host): Promise<string | undefined> {
	const places = prefixPlaces(host);
	const registered = (await orUndefined(() => registeredPrefixes(host))) ?? [];
	const folder = host.platform === "win32" ? "Scripts" : "bin";
	const file = (name: string): string => (host.platform === "win32" ? `${name}.exe` : name);
	for (const root of await installations(host, registered, places)) {
		const found = await first(
			host,
			toolNames.map((name) => host.path.join(root, folder, file(name))),
		);
		if (found !== undefined) return found;
	}
	return undefined;
}

async function onPath(host: Host, names: readonly string[]): Promise<string | undefined> {
	const folders = entriesOf(host, pathOf(host, host.variables)).filter((folder) => host.path.isAbsolute(folder));
	// a .bat needs a shell
	const endings = host.platform === "win32" ? [".exe", ""] : [""];
	for (const name of names) {
		const programs = folders.flatMap((folder) => endings.map((ending) => host.path.join(folder, `${name}${ending}`)));
		const found = await first(host, programs);
		if (found !== undefined) return found;
	}
	return undefined;
}

const settingName = "goEnvironments.conda.program";

const naming = (): Remedy => ({
	text: t("Or name its program in the setting {0}.", settingName),
	action: { kind: "setting", name: settingName },
});

const noTool = () => ({
	kind: "toolchain-missing" as const,
	message: t("conda, mamba and micromamba were not found. One of them is needed to create an environment."),
	remedies: [{ text: t("Install micromamba or Miniforge, then try again.") }, naming()],
});

const absent = (program: string) => ({
	kind: "toolchain-missing" as const,
	message: t("The program {0} of the setting {1} does not exist.", program, settingName),
	remedies: [
		{
			text: t("Correct the setting goEnvironments.{0}.", "conda.program"),
			action: { kind: "setting" as const, name: settingName },
		},
	],
});

const untrusted = (program: string, file: string | undefined) => ({
	kind: "not-allowed" as const,
	message: t(
		"The folder's settings name the program {0}, which was not started because the folder is not trusted.",
		program,
	),
	...(file === undefined ? {} : { file }),
	remedies: [
		{ text: t("Review the setting {0}. To use the program, set CONDA_EXE to it.", settingName) },
		{ text: t("In the editor, trust the workspace."), action: { kind: "trust" as const } },
	],
});
