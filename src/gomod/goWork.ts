import { opening } from "../core/action.ts";
import { type Fault, faultOrThrow, type Remedy } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { compareGoVersions, type GoVersion, parseGoVersion } from "../core/versions/goVersion.ts";
import { goEnv } from "../goroot/goEnv.ts";
import { type GoModFile, goModFile } from "./goModFile.ts";

/** Far more than any real go.mod. */
const maxBytes = 4 << 20;

/** Reads a go.mod or go.work; undefined if it does not exist. The host's faults become faults of the file. */
export async function readGoModFile(host: Host, file: string): Promise<GoModFile | undefined> {
	try {
		const text = await host.read(file, maxBytes);
		return text === undefined ? undefined : goModFile(file, text);
	} catch (cause) {
		const fault = faultOrThrow(cause);
		return { file, uses: [], faults: [{ ...fault, file }] };
	}
}

/** The nearest file with a name in a folder or its ancestors, as go looks for go.mod and go.work. */
export async function findUpwards(host: Host, folder: string, name: string): Promise<string | undefined> {
	for (let at = folder; ; at = host.path.dirname(at)) {
		const file = host.path.join(at, name);
		const found = await host.stat(file).catch(() => undefined);
		if (found !== undefined && found.kind !== "directory") return file;
		if (host.path.dirname(at) === at) return undefined;
	}
}

/** `isSearched`: found in an ancestor search, so that a folder below may have another one. */
export interface WorkInEffect {
	readonly file?: string;
	readonly fault?: Fault;
	readonly isSearched: boolean;
}

/**
 * The go.work that go uses in a folder: GOWORK (the variable, or the user's go/env file), else the nearest one in the folder or
 * its ancestors; undefined for GOWORK=off. A GOWORK that go refuses is a fault.
 */
export async function goWorkInEffect(host: Host, folder: string): Promise<WorkInEffect> {
	const given = await goEnv(host, "GOWORK");
	if (given?.value === "off") return { isSearched: false };
	if (given === undefined || given.value === "" || given.value === "auto") {
		const file = await findUpwards(host, folder, "go.work");
		return { isSearched: true, ...(file === undefined ? {} : { file }) };
	}
	// where nobody may look, the file may be there: its reader says why it cannot be read
	const found = host.path.isAbsolute(given.value) ? await host.stat(given.value).catch(faultOrThrow) : undefined;
	if (found !== undefined) return { file: given.value, isSearched: false };
	const message = host.path.isAbsolute(given.value)
		? t("GOWORK is {0}, which does not exist. Go commands fail.", given.value)
		: t("GOWORK must be an absolute path, but is “{0}”. Every go command fails.", given.value);
	const { file } = given;
	const text = t("Set it to the path of a go.work, or to off.");
	const place = file === undefined ? {} : { file };
	const remedies = [file === undefined ? { text } : { text, action: opening(file) }];
	return { fault: { kind: "malformed", message, ...place, remedies }, isSearched: false };
}

/** The folders of a workspace's modules, absolute. */
export function moduleFolders({ path }: Pick<Host, "path">, work: GoModFile): readonly string[] {
	return work.uses.map((use) => path.resolve(path.dirname(work.file), use.path));
}

/** go's default for a go.work without a `go` line (cmd/go/internal/gover, DefaultGoWorkVersion). */
const withoutLine = parseGoVersion("1.18");
/** Go lines before this version are never compared (GoStrictVersion). */
const strict = parseGoVersion("1.21");

/**
 * Why go refuses a workspace: its Go is older than that of a module (one fault, about the newest), or a module does not exist.
 * `modules`: the go.mod of each of its folders, undefined if it does not exist.
 */
export function workFaults(work: GoModFile, modules: readonly (GoModFile | undefined)[]): readonly Fault[] {
	const faults = work.uses.flatMap(({ path, line }, index): Fault[] => {
		if (modules[index] !== undefined) return [];
		const message = t("This file uses “{0}”, which has no go.mod. Go commands fail.", path);
		const remedies = [{ text: t("Remove the line, or add the module."), action: opening(work.file, line) }];
		return [{ kind: "malformed", message, file: work.file, line, remedies }];
	});
	const said: GoVersion | undefined = work.go?.version ?? withoutLine;
	const newest = modules
		.flatMap((module) => (module?.go === undefined ? [] : [{ file: module.file, ...module.go }]))
		.reduce<(NonNullable<GoModFile["go"]> & { readonly file: string }) | undefined>(
			(a, b) => (a === undefined || compareGoVersions(b.version, a.version) > 0 ? b : a),
			undefined,
		);
	if (newest === undefined || said === undefined || strict === undefined) return faults;
	if (compareGoVersions(newest.version, said) <= 0 || compareGoVersions(newest.version, strict) < 0) return faults;
	const message = t(
		"This go.work names Go {0}, but its module requires {1} ({2}, line {3}). Go commands fail.",
		work.go?.text ?? said,
		newest.text,
		newest.file,
		newest.line,
	);
	const text = t("Run `go work use` in the folder of the go.work.");
	const remedies: readonly Remedy[] = [{ text, action: { kind: "copy", text: "go work use" } }];
	return [...faults, { kind: "conflict", message, file: work.file, line: work.go?.line ?? 1, remedies }];
}
