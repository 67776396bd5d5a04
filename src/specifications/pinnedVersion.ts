import { t } from "../core/l10n.ts";
import { parseGoVersion } from "../core/versions/goVersion.ts";

/** The meaning of one word of a version file. `note` is a sentence about a form that its tool does not know. */
export type PinnedVersion =
	| { readonly kind: "reference"; readonly reference: string; readonly note?: string }
	| { readonly kind: "unreadable"; readonly note: string };

/**
 * The reference for a word of a version file: a version without the prefixes that tools drop (`go-`, `go`, `v`, `prefix:`),
 * `inherited` for `system`, a path for `path:`. Anything else is unreadable, so that no text of a file becomes part of a path.
 * Forms as in goenv 2.2, mise 2026.9 and gvm 1.0.
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

/** A path of a file, in a form that every reader of references recognizes as a path. */
export function asPath(path: string): string {
	return /^(?:[\\/]|[A-Za-z]:[\\/]|\.{1,2}(?:[\\/]|$)|~(?:[\\/]|$))/.test(path) ? path : `./${path}`;
}
