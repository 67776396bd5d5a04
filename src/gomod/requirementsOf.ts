import type { Fault } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import type { Requirement, Requirements } from "../core/requirements/requirement.ts";
import { goEnvFile } from "../goroot/goEnv.ts";
import type { GoModFile } from "./goModFile.ts";
import { findUpwards, goWorkInEffect, moduleFolders, readGoModFile, workFaults } from "./goWork.ts";
import { moduleFiles } from "./moduleFiles.ts";

/**
 * The requirements of a folder's modules: the go.work in effect, the go.mod that go uses in the folder, and every go.mod below.
 * Reads files only; the faults are those of the files, of GOWORK, and of a workspace that go refuses. Never throws.
 */
export async function requirementsOf(host: Host, folder: string, signal: AbortSignal): Promise<Requirements> {
	const effect = await goWorkInEffect(host, folder);
	const walked = await moduleFiles(host, folder, signal);
	const own = walked.files.includes(host.path.join(folder, "go.mod"))
		? host.path.join(folder, "go.mod")
		: await findUpwards(host, folder, "go.mod");
	const reader = cachedReader(host);
	const works = new Map<string, GoModFile>();
	const faults: Fault[] = [...(effect.fault === undefined ? [] : [effect.fault]), ...walked.faults];
	const nested = effect.isSearched ? nestedWorks(host, walked.works) : [];
	for (const file of new Set([...(effect.file === undefined ? [] : [effect.file]), ...nested])) {
		const work = await reader(file);
		if (work === undefined) continue;
		works.set(file, work);
		const modules = [];
		for (const place of moduleFolders(host, work)) modules.push(await reader(host.path.join(place, "go.mod")));
		if (work.faults.length === 0) faults.push(...workFaults(work, modules));
	}
	const work = effect.file === undefined ? undefined : works.get(effect.file);
	if (work !== undefined && own !== undefined) faults.push(...(await outsideFaults(host, work, own)));
	const requirements: Requirement[] = [];
	for (const [file, lines] of works) requirements.push(...rowsOf(lines, { decides: file === effect.file }));
	for (const file of new Set([...(own === undefined ? [] : [own]), ...walked.files])) {
		const lines = await reader(file);
		if (lines === undefined) continue;
		const governing = workOf(host, file, works, effect.file);
		requirements.push(...rowsOf(lines, { decides: file === own && effect.file === undefined, governing }));
	}
	const read = [...reader.files.values()].filter((file) => file !== undefined);
	return {
		requirements,
		...(effect.file === undefined ? {} : { work: effect.file }),
		...(walked.cut === undefined ? {} : { cut: walked.cut }),
		faults: [...faults, ...read.flatMap((file) => file.faults)],
		inputs: inputsOf(host, folder, reader.files.keys()),
	};
}

interface CachedReader {
	(file: string): Promise<GoModFile | undefined>;
	readonly files: ReadonlyMap<string, GoModFile | undefined>;
}

/** Reads each file once. */
function cachedReader(host: Host): CachedReader {
	const files = new Map<string, GoModFile | undefined>();
	const read = async (file: string): Promise<GoModFile | undefined> => {
		if (!files.has(file)) files.set(file, await readGoModFile(host, file));
		return files.get(file);
	};
	return Object.assign(read, { files });
}

const nestedWorks = ({ path }: Host, folders: ReadonlySet<string>): string[] =>
	[...folders].map((directory) => path.join(directory, "go.work"));

/** The go.work that applies to a module: the nearest one at or above it, else the one in effect. */
function workOf(
	{ path }: Host,
	file: string,
	works: ReadonlyMap<string, unknown>,
	effect: string | undefined,
): string | undefined {
	for (let at = path.dirname(file); ; at = path.dirname(at)) {
		const work = path.join(at, "go.work");
		if (works.has(work)) return work;
		if (path.dirname(at) === at) return effect;
	}
}

/** The fault of a module that is not part of the workspace in effect: go commands fail in it. */
async function outsideFaults(host: Host, work: GoModFile, own: string): Promise<readonly Fault[]> {
	const module = host.path.dirname(own);
	const folders = moduleFolders(host, work);
	if (work.faults.length > 0 || folders.includes(module)) return [];
	const real = (path: string): Promise<string | undefined> => host.realPath(path).catch(() => undefined);
	const realModule = await real(module);
	for (const folder of folders) if (realModule !== undefined && (await real(folder)) === realModule) return [];
	return [
		{
			kind: "conflict",
			message: t("{0} does not use this module, so go commands fail in it.", work.file),
			file: own,
			line: 1,
			remedies: [
				{ text: t("Run `go work use .` to add it."), action: { kind: "copy", text: "go work use ." } },
				{ text: t("Or set GOWORK=off.") },
			],
		},
	];
}

function rowsOf(
	{ file, go, toolchain }: GoModFile,
	{ decides, governing }: { readonly decides: boolean; readonly governing?: string | undefined },
): readonly Requirement[] {
	const work = governing === undefined ? {} : { work: governing };
	const keeps = toolchain?.text === "default" ? { keepsToolchain: true } : {};
	const rows: Requirement[] = [];
	if (go !== undefined) {
		const { text, version, line } = go;
		rows.push({ range: `>=${text}`, version, source: "go", file, line, decides, ...work, ...keeps });
	}
	if (toolchain?.version !== undefined) {
		const { text, version, line } = toolchain;
		const without = governing === undefined ? {} : { without: "go.work" as const };
		const range = `>=${text.replace(/^go/, "")}`;
		rows.push({ range, version, source: "toolchain", file, line, decides: false, ...work, ...without });
	}
	return rows;
}

function inputsOf(host: Host, folder: string, files: Iterable<string>): readonly string[] {
	const settings = goEnvFile(host);
	const { path } = host;
	return [
		...new Set([
			path.join(folder, "go.mod"),
			path.join(folder, "go.work"),
			...(settings === undefined ? [] : [settings]),
			...files,
		]),
	];
}
