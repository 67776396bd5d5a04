/** A version as conda compares it: an epoch and components, each a list of numbers and words that starts with a number. */
export interface CondaVersion {
	readonly parts: readonly Component[];
	/** After `+`. */
	readonly local: readonly Component[];
}
type Component = readonly (number | string)[];

/**
 * Parses a version, undefined if conda refuses it. Rules of conda's VersionOrder (conda/models/version.py, checked against
 * recordings of 25.11 and 26.7): `post` sorts after numbers, every other word before them.
 */
export function parseCondaVersion(text: string): CondaVersion | undefined {
	let version = text.trim().toLowerCase();
	if (version.includes("-") && !version.includes("_")) version = version.replaceAll("-", "_");
	const match = /^(?:(\d+)!)?([*.0-9a-z_]+)(?:\+([.0-9a-z_]+))?$/.exec(version);
	if (match === null) return undefined;
	const [, epoch = "0", main = "", local] = match;
	const parts = componentsOf(main);
	const localParts = local === undefined ? [] : componentsOf(local);
	if (parts === undefined || localParts === undefined) return undefined;
	return { parts: [[Number(epoch)], ...parts], local: localParts };
}

function componentsOf(text: string): readonly Component[] | undefined {
	// an underscore means a dot, except at the end, where it belongs to the last component (openssl's 1.0.1_)
	const pieces = text.replace(/_(?!$)/g, ".").split(".");
	const components = pieces.map((piece): Component => {
		const words = piece.match(/\d+|\*+|[^\d*]+/g) ?? [];
		const values = words.map((word) => {
			if (/^\d/.test(word)) return Number(word);
			return word === "post" ? Number.POSITIVE_INFINITY : word === "dev" ? "DEV" : word;
		});
		return typeof values[0] === "string" ? [0, ...values] : values;
	});
	return components.some((component) => component.length === 0) ? undefined : components;
}

/** Negative if `a` is older; 1.22 equals 1.22.0. */
export function compareCondaVersions(a: CondaVersion, b: CondaVersion): number {
	return compareLists(a.parts, b.parts) || compareLists(a.local, b.local);
}

function compareLists(a: readonly Component[], b: readonly Component[]): number {
	for (let index = 0; index < Math.max(a.length, b.length); index++) {
		const order = compareComponents(a[index] ?? [0], b[index] ?? [0]);
		if (order !== 0) return order;
	}
	return 0;
}

function compareComponents(a: Component, b: Component): number {
	for (let index = 0; index < Math.max(a.length, b.length); index++) {
		const x = a[index] ?? 0;
		const y = b[index] ?? 0;
		if (x === y) continue;
		// a word sorts before any number: `1.22rc1` before `1.22`
		if (typeof x !== typeof y) return typeof x === "string" ? -1 : 1;
		return x < y ? -1 : 1;
	}
	return 0;
}

/**
 * Whether `version` matches `prefix.*`: the parts are equal, except that the last part of the prefix, if a word, only has to be
 * a prefix.
 */
export function startsWithCondaVersion(version: CondaVersion, prefix: CondaVersion): boolean {
	if (prefix.local.length > 0) {
		return compareLists(version.parts, prefix.parts) === 0 && startsWith(version.local, prefix.local);
	}
	return startsWith(version.parts, prefix.parts);
}

function startsWith(version: readonly Component[], prefix: readonly Component[]): boolean {
	const last = prefix.length - 1;
	if (compareLists(version.slice(0, last), prefix.slice(0, last)) !== 0) return false;
	const own = version[last] ?? [];
	const wanted = prefix[last] ?? [];
	const end = wanted.length - 1;
	if (compareComponents(own.slice(0, end), wanted.slice(0, end)) !== 0) return false;
	const [x, y] = [own[end] ?? 0, wanted[end] ?? 0];
	return typeof y === "string" ? typeof x === "string" && x.startsWith(y) : x === y;
}
