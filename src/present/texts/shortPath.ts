import type { Homed } from "../../core/host.ts";

/** The path with `~` for the home folder. */
export function shortPath({ home, path }: Homed, place: string): string {
	if (place === home) return "~";
	return place.startsWith(home + path.separator) ? `~${place.slice(home.length)}` : place;
}

/**
 * A sentence with `~` for the home folder in its paths and lists of paths. Not where it is typed and no shell would read it so, as in
 * `flake:/home/u/work#ci`.
 */
export const shortenedPaths = ({ home, path }: Homed, text: string): string =>
	text.replaceAll(home + path.separator, (found, at: number) =>
		/(?:\w|(?:^|[^\w/\\.-])\w+[:=@])$/.test(text.slice(Math.max(0, at - 40), at)) ? found : `~${path.separator}`,
	);

/** `go.mod:3`, as terminals and editors open it; relative to the folder if the file is inside. */
export function linePlace(
	host: Homed,
	folder: string,
	{ file, line }: { readonly file: string; readonly line?: number },
): string {
	const isInside = file.startsWith(folder + host.path.separator);
	const name = isInside ? host.path.relative(folder, file) : shortPath(host, file);
	return line === undefined ? name : `${name}:${line}`;
}
