import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { programsOnPath } from "../../goroot/programsOnPath.ts";
import type { Found } from "./candidate.ts";

/** The Go of every `go` on PATH. Skips shims, which have no GOROOT of their own. */
export async function* gosOnPath(host: Host): AsyncGenerator<Found> {
	const { path } = host;
	for await (const found of programsOnPath(host)) {
		if (found.kind === "fault") yield found;
		if (found.kind === "go") {
			yield { kind: "place", path: path.dirname(found.found) };
			yield { kind: "candidate", goroot: found.goroot, program: found.program };
		}
		if (found.kind === "dangling") {
			const message = t("The symbolic link {0} points to {1}, which does not exist.", found.program, found.target);
			yield {
				kind: "candidate",
				goroot: path.dirname(path.dirname(found.target)),
				program: found.program,
				problem: { kind: "link-broken", message },
			};
		}
	}
}
