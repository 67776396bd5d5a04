import type { Fault } from "../core/fault.ts";
import type { FoundSpecification } from "../core/folderKnowledge.ts";
import type { Host } from "../core/host.ts";
import { isObject } from "../core/isObject.ts";
import { t } from "../core/l10n.ts";
import { setting, variable } from "../core/variables.ts";
import { filesOfPattern } from "./filesOfPattern.ts";
import { miseFilesFor } from "./miseToml.ts";
import { firstPart, namesIn } from "./namesIn.ts";
import { pinned } from "./pinnedEntry.ts";
import { tomlText } from "./tomlText.ts";

const maxBytes = 128 * 1024;

/**
 * The specifications as mise treats its own files: if its switches turn Go off, a mise.toml demands none, and MISE_GO_VERSION
 * replaces its demand; a note says so. All as in mise 2026.9.15 (test/oracle/miseFiles.test.ts). Adds the files that were read
 * to `inputs`.
 */
export async function switchedByMise(
	host: Host,
	folder: string,
	specifications: readonly FoundSpecification[],
	inputs: Set<string>,
): Promise<readonly FoundSpecification[]> {
	const isSwitched = ({ kind, demand, unreadable }: FoundSpecification): boolean =>
		kind === "mise.toml" && (demand !== undefined || unreadable !== undefined);
	if (!specifications.some(isSwitched)) return specifications;
	const off = await switchedOffBy(host, folder, inputs);
	const override = overriding(host);
	if (off === undefined && override === undefined) return specifications;
	return specifications.map((specification) => {
		if (!isSwitched(specification)) return specification;
		if (off !== undefined) return withoutGo(specification, off);
		return override === undefined ? specification : overridden(specification, override);
	});
}

/** One list of a file or a variable, with a name of its place for messages. */
interface SwitchList {
	readonly tools: readonly string[];
	readonly place: string;
}

/**
 * What turns Go off: an `enable_tools` without it, else a `disable_tools` with it. mise only accepts the name `go` there. A
 * variable overrides the files, even if empty, and a nearer file overrides a farther one.
 */
async function switchedOffBy(host: Host, folder: string, inputs: Set<string>): Promise<string | undefined> {
	const ofVariables = { enable: listIn(host, "MISE_ENABLE_TOOLS"), disable: listIn(host, "MISE_DISABLE_TOOLS") };
	const ofFiles =
		ofVariables.enable !== undefined ? {} : await listsOfFiles(host, folder, inputs, ofVariables.disable === undefined);
	const enable = ofVariables.enable ?? ofFiles.enable;
	if (enable !== undefined) return enable.tools.includes("go") ? undefined : enable.place;
	const disable = ofVariables.disable ?? ofFiles.disable;
	return disable?.tools.includes("go") === true ? disable.place : undefined;
}

function listIn(host: Host, name: string): SwitchList | undefined {
	const value = variable(host, host.variables, name);
	return value === undefined ? undefined : { tools: value.split(",").map((tool) => tool.trim()), place: name };
}

interface SwitchLists {
	enable?: SwitchList;
	disable?: SwitchList;
}

async function listsOfFiles(
	host: Host,
	folder: string,
	inputs: Set<string>,
	needsDisable: boolean,
): Promise<SwitchLists> {
	const lists: SwitchLists = {};
	for await (const file of settingsFiles(host, folder)) {
		if (lists.enable !== undefined && (lists.disable !== undefined || !needsDisable)) break;
		inputs.add(file);
		const text = await host.read(file, maxBytes).catch(() => undefined);
		if (text === undefined || !/(?:en|dis)able_tools/.test(text)) continue;
		const { enable, disable } = await listsOf(file, text);
		if (enable !== undefined) lists.enable ??= { tools: enable, place: file };
		if (disable !== undefined) lists.disable ??= { tools: disable, place: file };
	}
	return lists;
}

interface FileLists {
	readonly enable?: readonly string[] | undefined;
	readonly disable?: readonly string[] | undefined;
}

/** mise ignores a file in which one of the two is not a list of strings. */
async function listsOf(file: string, text: string): Promise<FileLists> {
	const read = await tomlText(file, text);
	const settings = "fault" in read ? undefined : read.table["settings"];
	if (!isObject(settings)) return {};
	const { enable_tools: enable, disable_tools: disable } = settings;
	const isList = (value: unknown): value is readonly string[] | undefined =>
		value === undefined || (Array.isArray(value) && value.every((item) => typeof item === "string"));
	return isList(enable) && isList(disable) ? { enable, disable } : {};
}

/** The files that may contain mise's settings, in order of precedence: the folder's, those above, the user's, the machine's. */
async function* settingsFiles(host: Host, folder: string): AsyncIterable<string> {
	const { path } = host;
	for (let at = folder; ; at = path.dirname(at)) {
		const { names } = await namesIn(host, at, miseFilesFor(host));
		for (const pattern of miseFilesFor(host)) {
			if (!names.has(firstPart(pattern))) continue;
			for (const name of await filesOfPattern(host, at, pattern)) yield path.join(at, ...name.split("/"));
		}
		if (path.dirname(at) === at) break;
	}
	const user =
		setting(host, "MISE_CONFIG_DIR") ??
		path.join(setting(host, "XDG_CONFIG_HOME") ?? path.join(host.home, ".config"), "mise");
	const main = setting(host, "MISE_GLOBAL_CONFIG_FILE") ?? path.join(user, "config.toml");
	yield* [path.join(user, "config.local.toml"), main];
	const machine = setting(host, "MISE_SYSTEM_CONFIG_DIR") ?? "/etc/mise";
	for (const place of [user, machine]) {
		if (place === machine) yield path.join(machine, "config.toml");
		for (const name of await filesOfPattern(host, place, "conf.d/*.toml")) yield path.join(place, ...name.split("/"));
	}
}

function withoutGo(
	{ demand, unreadable, faults, ...specification }: FoundSpecification,
	place: string,
): FoundSpecification {
	const line = demand?.line ?? unreadable?.line;
	const note: Fault = {
		kind: "note",
		message:
			place === specification.file
				? t("mise does not use the Go of this file: its own [settings] turn off the tool “go”.")
				: t("mise does not use the Go of this file: {0} turns off the tool “go”.", place),
		file: specification.file,
		...(line === undefined ? {} : { line }),
	};
	return { ...specification, faults: [...faults, note] };
}

interface Override {
	readonly name: string;
	readonly words: readonly string[];
}

/** MISE_GO_VERSION, under both names that mise has for the tool. */
function overriding(host: Host): Override | undefined {
	for (const name of ["MISE_GO_VERSION", "MISE_GOLANG_VERSION"]) {
		const words = setting(host, name)?.split(/\s+/).filter(Boolean) ?? [];
		if (words.length > 0) return { name, words };
	}
	return undefined;
}

function overridden(
	{ demand, unreadable, faults: _, ...specification }: FoundSpecification,
	{ name, words }: Override,
): FoundSpecification {
	const line = demand?.line ?? unreadable?.line ?? 1;
	const { faults, ...asked } = pinned(specification.file, { words, line });
	const note: Fault = {
		kind: "note",
		message: t("As in mise, {0} is used instead of the version in this file.", name),
		file: specification.file,
		line,
	};
	return { ...specification, ...asked, faults: [note, ...faults] };
}
