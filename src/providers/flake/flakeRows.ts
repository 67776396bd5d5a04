import { opening } from "../../core/action.ts";
import { orUndefined } from "../../core/attempt.ts";
import { environmentId, type GoEnvironment } from "../../core/environment.ts";
import { type Fault, faultOrThrow, type Problem, type Remedy, selectAnother } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { t } from "../../core/l10n.ts";
import { flakeKind } from "./flakeKind.ts";
import { type FlakeLock, flakeLock } from "./flakeLock.ts";
import { plainNix } from "./plainNix.ts";
import { shellToolchain } from "./shellActivation.ts";
import { type NoFlake, nixSystem, type ShellNames, shellNames } from "./shellNames.ts";
import { shellNotes } from "./shellNotes.ts";
import { storedShell } from "./shellStore.ts";

/** The largest flakes in use have about 60 KB. */
const maxBytes = 256 * 1024;
/** Nested brackets: real flakes need about twenty. */
const maxDepth = 500;
const parseTimeoutMs = 2000;

/**
 * Replaces the name in the id of a row for shells whose names are unknown before evaluation. Not translated, because an id must
 * not depend on the language.
 */
const unknownNames = "(names unknown)";

/** The rows of the flake in `folder`. `workspace` is the opened folder, if it contains the flake. */
export async function flakeRows(host: Host, folder: string, workspace?: string): Promise<readonly GoEnvironment[]> {
	const file = host.path.join(folder, "flake.nix");
	const { names, isOpen, problems } = await shellsIn(host, file);
	const lock = await flakeLock(host, host.path.join(folder, "flake.lock"));
	const real = await host.realPath(folder).catch(() => undefined);
	const before = workspace === undefined ? "" : host.path.relative(workspace, folder).replaceAll("\\", "/");
	const notes = lockNotes(lock);
	const row = (shell: string, more: readonly string[]): GoEnvironment => ({
		id: environmentId("flake", `${folder}#${shell}`),
		provider: "flake",
		kind: flakeKind,
		name: `${before}#${shell === unknownNames ? t("(names unknown)") : shell}`,
		otherNames: [],
		shell,
		location: folder,
		toolchain: { kind: "unknown" },
		otherPaths: [],
		realPaths: real === undefined ? [] : [real],
		origin: "Nix",
		goRemedy: { text: t("Add `pkgs.go` to its packages."), action: opening(file) },
		notes: [...more, ...notes],
		problems: lock.kind === "faulty" ? [...problems, lock.problem] : problems,
		...refusal(host, `${before}#${shell === unknownNames ? t("(names unknown)") : shell}`, shell === unknownNames),
		...(workspace === undefined ? {} : { folder: workspace }),
	});
	if (names.length === 0) {
		return isOpen
			? [row(unknownNames, [t("The names of its devShells cannot be read without evaluating the flake.")])]
			: [];
	}
	const more = isOpen
		? [t("The flake may have more devShells. Their names cannot be read without evaluating it.")]
		: [];
	return await Promise.all(names.map((name) => withToolchain(host, row(name, more))));
}

/** The row with its Go and with what its activation lacks, if Nix has evaluated it in its present state. */
async function withToolchain(host: Host, row: GoEnvironment): Promise<GoEnvironment> {
	if (row.notActivatable !== undefined) return row;
	const stored = await storedShell(host, row);
	if (stored === undefined) return row;
	const toolchain = await orUndefined(() => shellToolchain(host, stored.shell));
	return toolchain === undefined ? row : { ...row, toolchain, notes: [...shellNotes(row.name, stored), ...row.notes] };
}

/** Why a devShell cannot be used, if it cannot. */
function refusal(
	{ platform }: Pick<Host, "platform">,
	name: string,
	isUnnamed: boolean,
): { readonly notActivatable?: Fault } {
	if (platform === "win32") return { notActivatable: onWindows(name) };
	return isUnnamed ? { notActivatable: unnamed(name) } : {};
}

const developing = (): Remedy => ({
	text: t("Or use `nix develop` in a terminal."),
	action: { kind: "copy", text: "nix develop" },
});

export const onWindows = (name: string): Fault => ({
	kind: "not-supported",
	message: t("“{0}” cannot be used on Windows: Nix runs on Linux and macOS.", name),
	remedies: [{ text: t("Open the folder in WSL.") }, selectAnother()],
});

const unnamed = (name: string): Fault => ({
	kind: "not-supported",
	message: t("“{0}” cannot be used: the names of its devShells cannot be read without evaluating the flake.", name),
	remedies: [
		{ text: t("Write the name of the devShell into flake.nix, for example `devShells.x86_64-linux.default`.") },
		developing(),
	],
});

interface Shells extends ShellNames {
	readonly problems: readonly Problem[];
}

/** A file that cannot be read may have shells: it is listed with its problem. */
const unread = (problem: Problem): Shells => ({ names: [], isOpen: true, problems: [problem] });

async function shellsIn(host: Host, file: string): Promise<Shells> {
	try {
		const text = await host.read(file, maxBytes);
		if (text !== undefined) return await shellsOf(host, file, text);
		return unread({ kind: "link-broken", message: t("{0} is a symbolic link to a path that does not exist.", file) });
	} catch (cause) {
		const fault = faultOrThrow(cause);
		return unread({ kind: fault.kind, message: fault.message });
	}
}

async function shellsOf(host: Host, file: string, text: string): Promise<Shells> {
	const plain = plainNix(text.replace(/^\uFEFF/, " "));
	if (plain.depth > maxDepth) {
		return unread({ kind: "malformed", message: t("{0} nests more than {1} brackets.", file, maxDepth) });
	}
	const { parseNix } = await import("./nixSyntax.ts");
	await host.yield();
	const parsed = await parseNix(plain.text, parseTimeoutMs);
	await host.yield();
	if (parsed === undefined) {
		return unread({ kind: "too-large", message: t("Reading {0} timed out.", file) });
	}
	const shells = shellNames(parsed.root, nixSystem(host));
	const problems: Problem[] = [];
	if (parsed.error !== undefined) {
		problems.push({ kind: "malformed", message: syntaxMessage(file, text, plain.text, parsed.error) });
	}
	if (typeof shells !== "string") return { ...shells, isOpen: shells.isOpen || problems.length > 0, problems };
	return { names: [], isOpen: true, problems: problems.length > 0 ? problems : [noFlakeProblem(file, shells)] };
}

/** Text that another tool must replace first: `{{ range .Packages }}` of Go (devbox), `{% if %}` of Jinja. */
const template = /\{\{[^;{}]*\}\}|\{%[^;{}]*%\}/g;

/** `plain`: without strings and comments, in which such words have no meaning. */
function syntaxMessage(file: string, text: string, plain: string, error: number): string {
	const line = text.slice(0, error).split("\n").length;
	const from = text.lastIndexOf("\n", error - 1) + 1;
	const end = text.indexOf("\n", error);
	for (const { index, 0: words } of plain.matchAll(template)) {
		if (index + words.length < from || (end >= 0 && index > end)) continue;
		return t("{0} is a template, not a flake: another tool fills in line {1}.", file, line);
	}
	return t("{0} has a syntax error in line {1}.", file, line);
}

function noFlakeProblem(file: string, why: NoFlake): Problem {
	const message =
		why === "not-a-set"
			? t("{0} is not a flake: it must be a literal attribute set.", file)
			: t("{0} is not a flake: it has no `outputs`.", file);
	return { kind: "malformed", message };
}

function lockNotes(lock: FlakeLock): string[] {
	if (lock.kind === "absent") return [t("There is no flake.lock, so its nixpkgs is not locked.")];
	if (lock.kind === "faulty" || lock.nixpkgs === undefined) return [];
	const { revision, date } = lock.nixpkgs;
	const short = revision?.slice(0, 12);
	if (short !== undefined && date !== undefined) return [t("flake.lock holds nixpkgs {0} of {1}.", short, date)];
	if (short !== undefined) return [t("flake.lock holds nixpkgs {0}.", short)];
	return date === undefined ? [] : [t("flake.lock holds nixpkgs of {0}.", date)];
}
