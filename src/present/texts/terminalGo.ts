import type { Homed } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { JudgedRequirement } from "../../core/requirements/requirement.ts";
import type { NamedGo } from "../../goroot/goOfProgram.ts";
import { shortPath } from "./shortPath.ts";

/** What puts a Go first on PATH in new terminals. */
export type TerminalGoOrigin =
	| { readonly kind: "go-extension" }
	| { readonly kind: "line"; readonly file: string; readonly line: number }
	| { readonly kind: "unknown" };

/** A Go that new terminals of a folder run, though it is not the one that the folder uses. */
export interface FoundGo extends NamedGo {
	readonly origin: TerminalGoOrigin;
}

/** The same, with the folder's requirements judged for it. */
export interface TerminalGo extends FoundGo {
	readonly requirements: readonly JudgedRequirement[];
}

/** `Go 1.24.13`, `Go (asdf)`, or the path of a program of which nothing more is known. */
export function terminalGoText(host: Homed, go: NamedGo): string {
	return isNamed(go) ? terminalGoName(go) : shortPath(host, go.program);
}

/** The same without a path, where there is little room. */
export function terminalGoName({ version, manager }: NamedGo): string {
	if (version !== undefined) return t("Go {0}", version);
	return manager === undefined ? t("Go") : t("Go ({0})", manager);
}

const isNamed = ({ version, manager }: NamedGo): boolean => (version ?? manager) !== undefined;

/** Who puts it first, in a word or two. */
export function originName(host: Homed, { origin }: FoundGo): string {
	switch (origin.kind) {
		case "go-extension":
			return t("the Go extension");
		case "line":
			return `${shortPath(host, origin.file)}:${origin.line}`;
		default:
			return t("another extension or a startup file");
	}
}

/** Who puts it first, as a whole sentence. */
export function originText(host: Homed, { origin, program }: FoundGo): string {
	const front = shortPath(host, host.path.dirname(program));
	switch (origin.kind) {
		case "go-extension":
			return t("The Go extension puts {0} first on PATH in new terminals.", front);
		case "line":
			return t("{0} puts {1} first on PATH in new terminals.", `${shortPath(host, origin.file)}:${origin.line}`, front);
		default:
			return t("Another extension or a startup file puts {0} first on PATH in new terminals.", front);
	}
}
