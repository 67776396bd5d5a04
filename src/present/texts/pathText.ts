import type { GoEnvironment } from "../../core/environment.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import type { PathFinding } from "../../core/selection/environmentAtPath.ts";
import { goText } from "./environmentText.ts";
import { shortenedPaths, shortPath } from "./shortPath.ts";

export interface PathText {
	readonly text: string;
	/** Whether a folder can use it. */
	readonly isUsable: boolean;
}

/** The text for a typed path: `Go 1.22.5 (SDK)`. */
export function pathText(host: Pick<Host, "home" | "path">, finding: PathFinding): PathText {
	if (finding.kind === "nothing") return refused(t("{0} does not exist.", shortPath(host, finding.path)));
	if (finding.kind === "other") return refused(t("There is no Go at {0}.", shortPath(host, finding.path)));
	const { environment } = finding;
	const { toolchain, provider, notActivatable } = environment;
	if (notActivatable !== undefined) return refused(notActivatable.message);
	if (toolchain.kind === "broken") return refused(shortenedPaths(host, toolchain.problem.message));
	if (toolchain.kind === "none") return refused(t("A {0} environment without Go.", provider));
	return { text: t("{0} ({1})", goText(environment), kindText(environment)), isUsable: true };
}

const refused = (text: string): PathText => ({ text, isUsable: false });

function kindText({ kind, provider, name, location }: GoEnvironment): string {
	if (kind.isPlain) return "SDK";
	// an environment without a name is called by its path
	return name === location ? provider : t("{0}: {1}", provider, name);
}
