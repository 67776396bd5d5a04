import type { Host, Variables } from "../../core/host.ts";
import { goExtensionPath } from "../../goroot/goExtensionPath.ts";

/** What the settings of the official Go extension say in a place: a folder of the window, or outside all of them. */
export interface GoExtensionPlace {
	/** `go.alternateTools.go` as written; empty if not set. */
	readonly alternate: string;
	/** For `${workspaceFolder}`. */
	readonly folder: string | undefined;
}

type PlaceHost = Pick<Host, "home" | "path" | "platform" | "stat">;

/**
 * The go program of the official Go extension in a place. `ask`: its own answer there. It remembers the program that
 * `go.alternateTools.go` names where it was asked last, and then uses it in every place that names none (golang/vscode-go,
 * binPathCache in extension/src/utils/pathUtils.ts). So it is asked only where its memory stays as it is: where the place names
 * no program, or all places name the same one. Elsewhere the settings tell, but for a Go that the user selected with its own
 * command.
 */
export async function goExtensionGo(
	host: PlaceHost,
	place: GoExtensionPlace,
	all: readonly GoExtensionPlace[],
	variables: Variables,
	ask: () => string | undefined,
): Promise<string | undefined> {
	const resolved = ({ alternate, folder }: GoExtensionPlace): string =>
		goExtensionPath(host, alternate, folder, variables);
	const named = resolved(place);
	if (!(await isExecutable(host, named))) return ask();
	return all.every((other) => resolved(other) === named) ? ask() : named;
}

/** As the Go extension wants the program of that setting. */
async function isExecutable(host: PlaceHost, program: string): Promise<boolean> {
	if (!host.path.isAbsolute(program)) return false;
	try {
		const found = await host.stat(program);
		return found?.kind === "file" && found.executable;
	} catch {
		return true; // the Go extension may be able to run it
	}
}
