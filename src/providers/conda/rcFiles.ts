import { opening } from "../../core/action.ts";
import { orReport } from "../../core/attempt.ts";
import type { Fault } from "../../core/fault.ts";
import type { DirectoryEntry, Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { setting } from "../../core/variables.ts";
import { expandedPath } from "./condaPath.ts";
import { envsDirsOf } from "./envsDirs.ts";

/** The settings for folders of environments in rc files of conda and mamba. */
export interface RcFiles {
	/** `envs_dirs` in the order of the files, expanded; a relative one is relative to a working directory. */
	readonly directories: readonly string[];
	/** The files that exist. */
	readonly files: readonly string[];
	readonly faults: readonly Fault[];
}

/** The YAML parser blocks the event loop, which others need too. */
const maxBytes = 32 * 1024;
const names = [".condarc", "condarc", "condarc.d", ".mambarc", "mambarc", "mambarc.d"];
const isRcName = (name: string): boolean => /\.ya?ml$/.test(name);

/**
 * Every rc file that conda or mamba would read, for any installation (conda's base/constants.py, SEARCH_PATH; libmamba's
 * compute_default_rc_sources). `roots`: installations. A file that cannot be read is a fault and does not affect others.
 */
export async function rcFiles(host: Host, roots: readonly string[]): Promise<RcFiles> {
	const faults: Fault[] = [];
	const files: string[] = [];
	const directories: string[] = [];
	const attempt = (read: () => Promise<void>): Promise<void> => orReport(read, (fault) => faults.push(fault));
	const readFile = async (file: string): Promise<void> => {
		const text = await host.read(file, maxBytes);
		if (text === undefined) return;
		files.push(file);
		const read = await envsDirsOf(file, text);
		faults.push(...read.faults);
		for (const entry of read.entries) {
			const path = expandedPath(host, entry);
			if (path !== undefined) directories.push(path);
		}
		if (text.startsWith("\uFEFF") && (await host.readStart(file, 1))?.[0] !== 0xef) faults.push(utf16Fault(file));
	};
	const readPlace = async (place: string): Promise<void> => {
		const listed = await host.list(place);
		if (listed === undefined) return await readFile(place);
		for (const { name } of listed) if (isRcName(name)) await attempt(() => readFile(host.path.join(place, name)));
	};
	for (const folder of rcFolders(host, roots)) {
		await attempt(async () => {
			const found = new Map((await host.list(folder))?.map((entry: DirectoryEntry) => [entry.name, entry.kind]));
			for (const name of names) {
				if (found.has(name)) await attempt(() => readPlace(host.path.join(folder, name)));
			}
		});
	}
	for (const file of rcPlaces(host)) await attempt(() => readPlace(file));
	return { directories, files, faults };
}

function rcFolders(host: Host, roots: readonly string[]): readonly string[] {
	const { path, home } = host;
	const system = host.platform === "win32" ? ["C:\\ProgramData\\conda"] : ["/etc/conda", "/var/lib/conda"];
	const xdg = setting(host, "XDG_CONFIG_HOME");
	const config = [...(xdg !== undefined && path.isAbsolute(xdg) ? [xdg] : []), path.join(home, ".config")];
	const prefix = setting(host, "CONDA_PREFIX");
	const folders = [
		...system,
		...roots,
		...config.flatMap((folder) => [path.join(folder, "conda"), path.join(folder, "mamba")]),
		path.join(home, ".conda"),
		...(prefix !== undefined && path.isAbsolute(prefix) ? [prefix] : []),
	];
	return [...new Set(folders)];
}

/** Files in folders with too many other entries to list, and files named by variables. */
function rcPlaces(host: Host): readonly string[] {
	const named = [setting(host, "CONDARC"), setting(host, "MAMBARC")].map((file) =>
		file === undefined ? undefined : expandedPath(host, file),
	);
	const absolute = named.filter((file) => file !== undefined && host.path.isAbsolute(file));
	return [
		...new Set([
			host.path.join(host.home, ".condarc"),
			host.path.join(host.home, ".mambarc"),
			...(absolute as string[]),
		]),
	];
}

const utf16Fault = (file: string): Fault => ({
	kind: "malformed",
	file,
	line: 1,
	column: 1,
	message: t("{0} is written in UTF-16, which conda does not read.", file),
	remedies: [{ text: t("Save it as UTF-8."), action: opening(file, 1) }],
});
