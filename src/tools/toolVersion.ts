import { type GoVersion, goVersionOfToolchain } from "../core/versions/goVersion.ts";

const byNumber = new Intl.Collator("en", { numeric: true });

/** Negative if `a` is older. Both are `major.minor.patch`. */
export const compareToolVersions = (a: string, b: string): number => byNumber.compare(a, b);

/** Whether two versions differ in their patch only. */
export function isSameLine(a: string, b: string): boolean {
	const [one, other] = [a, b].map((version) => version.replace(/\.\d+$/, ""));
	return one === other;
}

/** What a program says of itself. */
export interface ToldVersion {
	readonly version: string;
	readonly builtWith?: GoVersion;
}

/**
 * The version in the output of `gopls -v version`: `golang.org/x/tools/gopls v0.23.0`, and `go: go1.26.8`. Undefined for a
 * development build or a pre-release, about which nothing is known.
 */
export function goplsVersion(output: string): ToldVersion | undefined {
	const version = /^golang\.org\/x\/tools\/gopls v(\d+\.\d+\.\d+)\s*$/m.exec(output)?.[1];
	const builtWith = goVersionOfToolchain(/^go: (go\S+)\s*$/m.exec(output)?.[1] ?? "");
	if (version === undefined) return undefined;
	return { version, ...(builtWith === undefined ? {} : { builtWith }) };
}

/** The version in the output of `dlv version`: `Version: 1.26.2`. */
export function dlvVersion(output: string): ToldVersion | undefined {
	const version = /^Version: (\d+\.\d+\.\d+)\s*$/m.exec(output)?.[1];
	return version === undefined ? undefined : { version };
}
