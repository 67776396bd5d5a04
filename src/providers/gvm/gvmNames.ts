import type { Fault, Remedy } from "../../core/fault.ts";
import type { DirectoryEntry, Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { goVersionComparer, goVersionOfToolchain } from "../../core/versions/goVersion.ts";
import type { EnvironmentFile } from "./gvmEnvironmentFile.ts";
import { entriesIn, type ReadFile } from "./gvmRows.ts";

/** The content of a gvm. */
export interface GvmPlace {
	readonly host: Host;
	readonly root: string;
	/** By name: `go1.22.6`, `go1.22.6@work`, an alias, `default`, `system`. */
	readonly files: ReadonlyMap<string, ReadFile>;
	readonly gos: readonly DirectoryEntry[];
}

export interface GvmNames {
	/** Names of rows: each Go, followed by its pkgsets. */
	readonly rows: readonly string[];
	/** Other names by the row that they refer to: aliases, `default`, `go1.22.6@global`. */
	readonly others: ReadonlyMap<string, readonly string[]>;
	/** Faults of aliases and `default`. */
	readonly faults: readonly Fault[];
}

/** The name of the Go in `go1.22.6@work`. */
export const goOf = (name: string): string => name.split("@", 1)[0] ?? name;

/** Separates the Gos and pkgsets of a gvm from names that only refer to one of them. */
export async function gvmNames(place: GvmPlace): Promise<GvmNames> {
	const rows = new Set<string>();
	const meaning = new Map<string, EnvironmentFile>();
	const faults: Fault[] = [];
	for (const [name, read] of place.files) {
		if (isLeftByLocal(name, read)) continue;
		if (read.kind === "read" && meansAnother(name, read.environment)) meaning.set(name, read.environment);
		else if (read.kind === "read" && isGlobalAgain(name, read.environment, place)) meaning.set(name, read.environment);
		else if (await isRow(name, read, place)) rows.add(name);
		else faults.push(meaninglessFault(place, name, read));
	}
	for (const { name, kind } of place.gos) {
		// gos/system is an empty placeholder, without an environment file if no Go was found when gvm was installed
		const isGo = (kind === "directory" || kind === "link") && name !== "system" && !name.startsWith(".");
		if (isGo && !place.files.has(name)) rows.add(name);
	}
	const others = new Map<string, string[]>();
	for (const [name, environment] of meaning) {
		const target = targetOf(environment);
		if (rows.has(target)) others.set(target, [...(others.get(target) ?? []), name]);
		else faults.push(deadFault(environment.file, target));
	}
	return { rows: byVersion([...rows]), others, faults };
}

/**
 * `gvm pkgset create --local` writes the file into the project, and its last lines, which name no Go, also into gvm's own
 * `environments` (scripts/pkgset-create).
 */
function isLeftByLocal(name: string, read: ReadFile): boolean {
	if (!name.endsWith("@local") || read.kind !== "read") return false;
	return read.environment.goName === undefined && read.environment.goroot === undefined;
}

/** An alias and `default` are copies of another environment file, so they have the gvm_go_name of that Go. */
function meansAnother(name: string, { goName, isAlias }: EnvironmentFile): boolean {
	return goName !== undefined && (name === "default" || isAlias || goName !== goOf(name));
}

/** `go1.22.6@global` is the same as `go1.22.6`, with its entries twice, unless the user edited it with `gvm pkgenv global`. */
function isGlobalAgain(name: string, environment: EnvironmentFile, { files }: GvmPlace): boolean {
	if (!name.endsWith("@global")) return false;
	const go = files.get(goOf(name));
	return go?.kind === "read" && comparable(go.environment) === comparable(environment);
}

function comparable({ values, front }: EnvironmentFile): string {
	const once = (entries: readonly string[]): string => [...new Set(entries)].join(":");
	const lists = Object.entries(front).map(([name, entries]) => [name, once(entries)]);
	const others = Object.entries(values).map(([name, value]) => [name, once(value.split(":"))]);
	return JSON.stringify([...lists, ...others]);
}

const targetOf = ({ goName = "", pkgset = "global" }: EnvironmentFile): string =>
	pkgset === "global" ? goName : `${goName}@${pkgset}`;

/** Whether it has a row; otherwise it is an alias that cannot be read: gvm keeps an empty gos/<alias>. */
async function isRow(name: string, read: ReadFile, { host, root, gos }: GvmPlace): Promise<boolean> {
	if (name === "default") return false;
	if (name.includes("@")) return true;
	if (read.kind === "read" && (read.environment.goroot ?? read.environment.goName) !== undefined) return true;
	const go = gos.find((entry) => entry.name === name);
	if (go?.kind !== "directory") return go?.kind === "link";
	const { entries } = await entriesIn(host, host.path.join(root, "gos", name));
	return entries === undefined || entries.length > 0;
}

const setAgain = (): Remedy => ({
	text: t("Set it again with `gvm use <version> --default` or `gvm alias create`."),
});

function meaninglessFault({ host, root }: GvmPlace, name: string, read: ReadFile): Fault {
	if (read.kind === "unreadable") return read.fault;
	const file = host.path.join(root, "environments", name);
	return {
		kind: "malformed",
		file,
		message: t("{0} does not name a Go.", file),
		remedies: [setAgain()],
	};
}

const deadFault = (file: string, target: string): Fault => ({
	kind: "link-broken",
	file,
	message: t("{0} resolves to {1}, which gvm does not have.", file, target),
	remedies: [setAgain()],
});

function byVersion(names: readonly string[]): readonly string[] {
	const versions = new Map(names.map((name) => [name, goVersionOfToolchain(goOf(name))]));
	const compare = goVersionComparer();
	return [...names].sort((a, b) => {
		const [x, y] = [versions.get(a), versions.get(b)];
		const order =
			x === undefined || y === undefined ? Number(x === undefined) - Number(y === undefined) : compare(x, y);
		return order || (a < b ? -1 : 1);
	});
}
