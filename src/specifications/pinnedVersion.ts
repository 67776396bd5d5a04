import { t } from "../core/l10n.ts";
import { parseGoVersion } from "../core/versions/goVersion.ts";

/** What one word of a version file means. `note` is a sentence about a form that its tool does not know. */
export type PinnedVersion =
	| { readonly kind: "reference"; readonly reference: string; readonly note?: string }
	| { readonly kind: "unreadable"; readonly note: string };

/**
 * The reference that a word of a version file means: a version without the prefixes that tools drop (`go-`, `go`, `v`,
 * `prefix:`), `inherited` for `system`, a path for `path:`. What is neither is unreadable, so that no text of a file becomes
 * part of a path. Forms as goenv 2.2, mise 2026.9 and gvm 1.0 read them.
 */
export function pinnedVersion(word: string): PinnedVersion {
	if (/\{[{%#]/.test(word)) {
		return { kind: "unreadable", note: t("“{0}” is a template. Only mise can read it.", word) };
	}
	if (word === "system") return { kind: "reference", reference: "inherited" };
	if (word === "latest") return { kind: "reference", reference: "latest" };
	const path = /^path:(.+)$/s.exec(word)?.[1];
	if (path !== undefined) return { kind: "reference", reference: asPath(path) };
	if (/^(?:ref|tag|branch|rev|sub-[^:]*):/.test(word)) {
		return { kind: "unreadable", note: t("“{0}” does not name a version that can be looked up.", word) };
	}
	return versionOrNot(word);
}

function versionOrNot(word: string): PinnedVersion {
	const bare = word.replace(/^prefix:/, "").replace(/^(?:go-?|v)(?=\d)/, "");
	const version = parseGoVersion(bare);
	if (version !== undefined) return { kind: "reference", reference: version };
	const series = /^(\d+(?:\.\d+)?)\.[xX*]$/.exec(bare)?.[1];
	if (series !== undefined && parseGoVersion(series) !== undefined) {
		const note = t("“{0}” is not a Go version. It is read as “{1}”.", word, series);
		return { kind: "reference", reference: series, note };
	}
	return { kind: "unreadable", note: t("“{0}” is not a Go version.", word) };
}

/** A path of a file, in a form that is a path for every reader of references. */
export function asPath(path: string): string {
	return /^(?:[\\/]|[A-Za-z]:[\\/]|\.{1,2}(?:[\\/]|$)|~(?:[\\/]|$))/.test(path) ? path : `./${path}`;
}
