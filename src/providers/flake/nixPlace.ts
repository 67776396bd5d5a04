import type { Host } from "../../core/host.ts";
import { isInside } from "../../core/isInside.ts";
import { repositoryOf } from "./flakeSize.ts";

/** A position in a file of the flake; counts from 1. */
export interface NixPlace {
	readonly file: string;
	readonly line: number;
	readonly column: number;
}

/**
 * `at /nix/store/<hash>-source/flake.nix:12:7`: Nix names its own copy, whose paths are relative to the repository. Newer versions
 * name the file itself, or a URL in guillemets (`«path:/w?lastModified=…»/flake.nix`), which here is one of an input.
 */
const position = /(?:«([^«»]*)»|^\s*(?:at\s+)?)(\/[^\s:»]*):(\d+):(\d+)/;
const inCopy = /^(\/.*?-source)(\/.*)$/;
const errorLine = /^\s*error: *\S/;

const maxBytes = 1 << 20;

/** The first position in the output of Nix that is in a file of the flake, and not in one of its inputs. Never throws. */
export async function nixPlace(host: Host, folder: string, lines: readonly string[]): Promise<NixPlace | undefined> {
	const root = (await repositoryOf(host, folder)) ?? folder;
	// that of the error itself follows it; a trace may come before
	const last = lines.findLastIndex((line) => errorLine.test(line));
	for (const text of [...lines.slice(Math.max(0, last)), ...lines.slice(0, Math.max(0, last))]) {
		const found = position.exec(text);
		if (found === null) continue;
		const [, url, whole = "", line, column] = found;
		if (url !== undefined && !isOf(root, url)) continue;
		const [, copy, path = whole] = inCopy.exec(whole) ?? [];
		const file = isInside(host, root, path) ? path : host.path.join(root, path);
		const own = isInside(host, root, file) ? await textOf(host, file) : undefined;
		if (own === undefined) continue;
		// an input may have a file of that name too
		const copied = copy === undefined ? undefined : await textOf(host, whole);
		if (copied === undefined || copied === own) return { file, line: Number(line), column: Number(column) };
	}
	return undefined;
}

/** Whether a URL is that of the flake itself: `git+file:///w?dir=x`, `path:/w`. */
const isOf = (root: string, url: string): boolean =>
	/^(?:git\+file:\/\/|path:)([^?]*)/.exec(url)?.[1]?.replace(/\/$/, "") === root;

const textOf = (host: Host, file: string): Promise<string | undefined> =>
	host.read(file, maxBytes).catch(() => undefined);
