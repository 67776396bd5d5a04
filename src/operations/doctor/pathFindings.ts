import { activeId } from "../../core/activation/activeMark.ts";
import { type Fault, selectAnother } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { isUnmet } from "../../core/requirements/requirement.ts";
import { warns } from "../../core/requirements/verdicts.ts";
import { compareGoVersions, type GoVersion } from "../../core/versions/goVersion.ts";
import { firstGo } from "../../goroot/firstGo.ts";
import { isSameGo } from "../../goroot/isSameGo.ts";
import { programsOnPath } from "../../goroot/programsOnPath.ts";
import { gorootVersion } from "../../goroot/toolchainAt.ts";
import type { SetUp } from "./setUp.ts";

/** Where another `go` comes first on PATH than the one that the folder needs. */
export async function pathFindings(setUp: SetUp): Promise<readonly Fault[]> {
	const { selection } = setUp.state;
	if (selection.kind === "inherited") {
		return selection.inherited.kind === "none" ? [noGo()] : await shadowed(setUp, selection.inherited.program);
	}
	return selection.kind === "chosen" ? await otherInShell(setUp, selection.environment.id) : [];
}

const noGo = (): Fault => ({
	kind: "toolchain-missing",
	message: t("There is no go on PATH, and no environment is selected."),
	remedies: [{ text: t("Select an installed environment."), action: { kind: "select" } }],
});

/** A later `go` on PATH meets the requirement that the first one does not meet: the reason of that problem (toolchainFindings). */
async function shadowed({ host, state, go }: SetUp, first: string): Promise<readonly Fault[]> {
	const unmet = state.requirements.find((requirement) => warns(requirement) && isUnmet(requirement));
	const version = unmet?.version;
	if (unmet === undefined || version === undefined || go === undefined) return [];
	const better = await laterGo(host, first, version);
	if (better === undefined) return [];
	const message = t(
		"{0} (Go {1}) comes first on PATH and shadows {2} (Go {3}), which meets {4}.",
		first,
		go.version,
		better.found,
		better.version,
		host.path.basename(unmet.file),
	);
	const reference = better.found;
	const text = t("Select Go {0} for the folder, or move its folder to the front of PATH.", better.version);
	return [{ kind: "note", message, remedies: [{ text, action: { kind: "use", reference } }] }];
}

interface LaterGo {
	readonly found: string;
	readonly version: GoVersion;
}

async function laterGo(host: SetUp["host"], first: string, needed: GoVersion): Promise<LaterGo | undefined> {
	for await (const program of programsOnPath(host)) {
		if (program.kind !== "go" || program.found === first) continue;
		const { found, goroot } = program;
		const version = await host.look((looks) => gorootVersion(looks, goroot)).catch(() => undefined);
		if (version !== undefined && compareGoVersions(version, needed) >= 0) return { found, version };
	}
	return undefined;
}

/**
 * In the shell that asks, the folder's environment is active and another `go` comes first all the same: a startup file or another
 * tool has put it there since. Where it is not active there, a note says how to activate it.
 */
async function otherInShell({ host, go, shell }: SetUp, id: string): Promise<readonly Fault[]> {
	if (shell === undefined || go === undefined) return [];
	const first = await firstGo({ ...host, variables: shell });
	const isOwn = first.kind === "program" && (await isSameGo(host, first.program, go.program));
	if (isOwn) return [];
	const active = activeId(host, shell);
	if (active === undefined) return [notActive(first.kind === "none" ? undefined : first.program)];
	// the environment of another folder
	if (active !== id) return [];
	if (first.kind === "none") return [];
	const message = t("In this shell {0} comes first on PATH, before the folder's Go {1}.", first.program, go.version);
	const text = t("Activate the environment again, after what changes PATH: {0}", activating);
	return [{ kind: "conflict", message, remedies: [{ text }, selectAnother()] }];
}

/** For bash and zsh; `env --help` has the others. */
const activating = 'eval "$(go-environments env)"';

const notActive = (program: string | undefined): Fault => ({
	kind: "note",
	message:
		program === undefined
			? t("The folder's environment is not active in this shell.")
			: t("The folder's environment is not active in this shell: go is {0}.", program),
	remedies: [{ text: t("Run commands with `go-environments exec`, or activate it: {0}", activating) }],
});
