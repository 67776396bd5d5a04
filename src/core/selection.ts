import { condaSpec, matchesCondaRange } from "./condaRange.ts";
import type { GoEnvironment, ProviderName } from "./environment.ts";
import type { Fault } from "./fault.ts";
import type { FoundSpecification, InheritedGo } from "./folderKnowledge.ts";
import type { Host } from "./host.ts";
import type { Pick } from "./picks.ts";
import type { Provider } from "./provider.ts";
import { isPath, type Resolution, resolveReference, rowWithPath } from "./reference.ts";
import type { SpecificationKind } from "./specification.ts";
import type { Reason, Selection } from "./state.ts";
import { t } from "./words.ts";

/** A reference that was written somewhere: the setting, or `--environment`. */
export interface WrittenReference {
	readonly reference: string;
	readonly file?: string;
	readonly line?: number;
}

export interface SelectRequest {
	readonly host: Host;
	readonly folder: string;
	/** Of the machine; all that a file above the folder can select. */
	readonly machine: readonly GoEnvironment[];
	/** Of the machine and the folder. */
	readonly rows: readonly GoEnvironment[];
	readonly providers: readonly Provider[];
	readonly order?: readonly ProviderName[];
	/** `--environment`: before everything else. */
	readonly argument?: WrittenReference & { readonly base: string };
	readonly pick?: Pick;
	/** Why the stored pick cannot be read: something was chosen, and nobody knows what. */
	readonly pickFault?: Fault;
	readonly setting?: WrittenReference;
	readonly specifications: readonly FoundSpecification[];
	readonly inherited: InheritedGo;
	readonly signal: AbortSignal;
}

export interface Selected {
	readonly selection: Selection;
	/** Files that disagree. */
	readonly faults: readonly Fault[];
}

/** Tools whose installs a pin file prefers: it is theirs (BEHAVIOUR.md, References). */
const ownersOf: Partial<Record<SpecificationKind, readonly string[]>> = {
	".go-version": ["gvm", "goenv"],
	".go-pkgset": ["gvm"],
	".tool-versions": ["asdf", "mise"],
	"mise.toml": ["asdf", "mise"],
};

/**
 * Which environment a folder uses and why: the argument, the user's pick, the setting, the specification that decides, the Go
 * that was inherited (BEHAVIOUR.md, Selection). Reads nothing but paths that a reference names.
 */
export async function select(request: SelectRequest): Promise<Selected> {
	const { argument, pick, pickFault, setting } = request;
	if (argument !== undefined) {
		const resolution = await resolveIn(request, argument.reference, argument.base);
		return { selection: selectionOf(request, argument.reference, resolution, { kind: "argument" }), faults: [] };
	}
	if (pick !== undefined) return { selection: await picked(request, pick), faults: [] };
	if (pickFault !== undefined) {
		const reference = pickFault.file ?? "";
		return { selection: { kind: "missing", reference, reason: { kind: "pick" }, fault: pickFault }, faults: [] };
	}
	if (setting !== undefined) {
		const resolution = await resolveIn(request, setting.reference, request.folder);
		const reason: Reason = { kind: "setting", ...placeOf(setting) };
		return { selection: selectionOf(request, setting.reference, resolution, reason), faults: [] };
	}
	return await specified(request);
}

const placeOf = ({ file, line }: WrittenReference): { file?: string; line?: number } => ({
	...(file === undefined ? {} : { file }),
	...(line === undefined ? {} : { line }),
});

function resolveIn(request: SelectRequest, reference: string, folder: string): Promise<Resolution> {
	const { host, rows, providers, order, signal } = request;
	return resolveReference(
		{ host, rows, providers, folder, ...(order === undefined ? {} : { order }), signal },
		reference,
	);
}

async function picked(request: SelectRequest, pick: Pick): Promise<Selection> {
	const reason: Reason = { kind: "pick" };
	if (pick.id === "inherited") return inheritedSelection(request, reason);
	const row = request.rows.find(({ id }) => id === pick.id) ?? rowWithPath(request.host, request.rows, pick.paths);
	if (row !== undefined) return usable(pick.id, row, reason);
	const [path] = pick.paths;
	const resolution = path === undefined ? undefined : await resolveIn(request, path, request.folder);
	if (resolution?.kind === "found") return usable(pick.id, resolution.environment, reason);
	return {
		kind: "missing",
		reference: path ?? pick.id,
		reason,
		fault: {
			kind: "selection-missing",
			message: t("The environment chosen for this folder is gone: {0}.", path ?? pick.id),
			remedy: t("Choose another one, or clear the choice."),
		},
	};
}

function selectionOf(request: SelectRequest, reference: string, resolution: Resolution, reason: Reason): Selection {
	if (resolution.kind === "inherited") return inheritedSelection(request, reason);
	if (resolution.kind === "unknown") {
		return { kind: "missing", reference, reason, fault: { ...resolution.fault, ...placeOfReason(reason) } };
	}
	const { environment, others } = resolution;
	return usable(reference, environment, others.length === 0 ? reason : { ...reason, others });
}

const placeOfReason = ({ file, line }: Reason): { file?: string; line?: number } => ({
	...(file === undefined ? {} : { file }),
	...(line === undefined ? {} : { line }),
});

/** Why an environment cannot be used: it has no Go, or is broken. Undefined where it can. */
export function refusalOf({ toolchain, name }: GoEnvironment): Fault | undefined {
	if (toolchain.kind === "none") {
		return {
			kind: "reference-refused",
			message: t("“{0}” has no Go.", name),
			remedy: t("Install Go into it, or choose another environment."),
		};
	}
	if (toolchain.kind === "broken") {
		return {
			kind: "reference-refused",
			message: t("“{0}” cannot be used: {1}", name, toolchain.problem.message),
			remedy: t("Repair or remove it, or choose another environment."),
		};
	}
	return undefined;
}

/** A row as the selection; one without Go or a broken one is `missing`, with its problem as the fault. */
function usable(reference: string, environment: GoEnvironment, reason: Reason): Selection {
	const fault = refusalOf(environment);
	if (fault === undefined) return { kind: "chosen", environment, reference, reason };
	return { kind: "missing", reference, reason, fault: { ...fault, ...placeOfReason(reason) } };
}

function inheritedSelection({ host, rows, inherited }: SelectRequest, reason: Reason): Selection {
	const row = inherited.kind === "program" ? rowWithPath(host, rows, [inherited.goroot]) : undefined;
	return { kind: "inherited", reason, ...(row === undefined ? {} : { environment: row }) };
}

interface Wish {
	readonly specification: FoundSpecification;
	readonly selection: Selection;
}

/** What the files ask for. The first of the nearest folder that names Go decides; lesser ones only recommend. */
async function specified(request: SelectRequest): Promise<Selected> {
	const deciding = request.specifications.filter(namesGo);
	const wishes: Wish[] = [];
	for (const specification of deciding) {
		wishes.push({ specification, selection: await wished(request, specification) });
	}
	const [first, ...lesser] = wishes;
	if (first === undefined) {
		const selection = inheritedSelection(request, { kind: "none" });
		const flake = await flakeOf(request);
		return { selection: recommending(selection, flake), faults: [] };
	}
	const folder = request.host.path.dirname(first.specification.file);
	const faults = lesser
		.filter(({ specification }) => request.host.path.dirname(specification.file) === folder)
		// nobody knows what a file asks for that cannot be read
		.filter(({ selection }) => first.specification.demand !== undefined && disagrees(first.selection, selection))
		.map((other) => conflict(first, other));
	const outdated = outdatedFault(first);
	const exists = lesser.map(({ selection }) => selection).find(({ kind }) => kind === "chosen");
	const isMissing = first.selection.kind === "missing";
	const recommended = isMissing && exists?.kind === "chosen" ? exists.environment : await flakeOf(request);
	const selection = recommending(first.selection, recommended);
	return { selection, faults: outdated === undefined ? faults : [outdated, ...faults] };
}

/** The environment that an environment.yml names exists, but its Go is not the one that the file asks for. */
function outdatedFault({ specification, selection }: Wish): Fault | undefined {
	const { goSpec, file, demand } = specification;
	if (goSpec === undefined || selection.kind !== "chosen") return undefined;
	const { toolchain, name } = selection.environment;
	const range = condaSpec(goSpec)?.range;
	if (toolchain.kind !== "known" || range === undefined || matchesCondaRange(toolchain.version, range) !== false) {
		return undefined;
	}
	return {
		kind: "conflict",
		message: t("“{0}” has Go {1}, but the file asks for {2}.", name, toolchain.version, goSpec),
		remedy: t("Update the environment from the file, or change the file."),
		file,
		...(demand === undefined ? {} : { line: demand.line }),
	};
}

/** A flake only recommends; an environment.yml without Go among its dependencies asks for none. */
function namesGo({ kind, demand, unreadable, goSpec }: FoundSpecification): boolean {
	if (kind === "flake.nix") return false;
	if (unreadable !== undefined) return true;
	return demand !== undefined && (kind !== "environment.yml" || goSpec !== undefined);
}

const recommending = (selection: Selection, recommended: GoEnvironment | undefined): Selection =>
	// what a file names by itself, a flake, is not replaced
	recommended === undefined || selection.kind === "chosen" || selection.recommended !== undefined
		? selection
		: { ...selection, recommended };

async function wished(request: SelectRequest, specification: FoundSpecification): Promise<Selection> {
	const { host, order, signal } = request;
	const { file, demand, unreadable, kind, above } = specification;
	const line = demand?.line ?? unreadable?.line;
	const reason: Reason = { kind: "specification", file, ...(line === undefined ? {} : { line }) };
	if (demand === undefined) {
		const text = unreadable?.text ?? "";
		const told = specification.faults.find((fault) => fault.kind === "malformed" && fault.line === line);
		return { kind: "missing", reference: text, reason, fault: told ?? unreadableFault(text, file, line) };
	}
	let missing: Selection | undefined;
	for (const reference of demand.alternatives) {
		const resolution = await resolveReference(
			{
				host,
				rows: above ? request.machine : request.rows,
				...(above ? {} : { providers: request.providers }),
				folder: host.path.dirname(file),
				...(order === undefined ? {} : { order }),
				...(ownersOf[kind] === undefined ? {} : { owners: ownersOf[kind] }),
				signal,
			},
			reference,
		);
		const selection = selectionOf(request, reference, aboveTheFolder(host, above, reference, resolution), reason);
		if (selection.kind !== "missing") return flakeOnly(selection);
		missing ??= notThere(selection, demand.alternatives);
	}
	return missing ?? { kind: "missing", reference: "", reason, fault: unreadableFault("", file, line) };
}

/** A file above the folder cannot lead to what only a path leads to; that is said, for the path may well exist. */
function aboveTheFolder(host: Host, above: boolean, reference: string, resolution: Resolution): Resolution {
	if (!above || resolution.kind !== "unknown" || !isPath(host, reference)) return resolution;
	const message = t(
		"“{0}” is a path in a file above this folder, which can name only environments of the machine.",
		reference,
	);
	const remedy = t("Name it in a file of this folder, or choose it.");
	return { kind: "unknown", fault: { ...resolution.fault, message, remedy } };
}

/** "A file that names a flake recommends it": nothing is evaluated because a file says so. */
function flakeOnly(selection: Selection): Selection {
	if (selection.kind !== "chosen" || selection.environment.provider !== "flake") return selection;
	return { kind: "inherited", reason: selection.reason, recommended: selection.environment };
}

function notThere(selection: Selection, alternatives: readonly string[]): Selection {
	if (selection.kind !== "missing" || alternatives.length === 1) return selection;
	return { ...selection, reference: alternatives.join(" ") };
}

const unreadableFault = (text: string, file: string, line: number | undefined): Fault => ({
	kind: "malformed",
	message: t("“{0}” is not a version or an environment that can be read without its own tool.", text),
	file,
	...(line === undefined ? {} : { line }),
});

async function flakeOf(request: SelectRequest): Promise<GoEnvironment | undefined> {
	const specification = request.specifications.find(({ kind, above }) => kind === "flake.nix" && !above);
	const [reference] = specification?.demand?.alternatives ?? [];
	if (specification === undefined || reference === undefined) return undefined;
	const resolution = await resolveIn(request, reference, request.host.path.dirname(specification.file));
	return resolution.kind === "found" ? resolution.environment : undefined;
}

function disagrees(first: Selection, second: Selection): boolean {
	if (first.kind === "chosen" && second.kind === "chosen") {
		const [a, b] = [first.environment, second.environment];
		if (a.toolchain.kind === "known" && b.toolchain.kind === "known")
			return a.toolchain.version !== b.toolchain.version;
		return a.id !== b.id;
	}
	return (
		first.kind !== second.kind ||
		(first.kind === "missing" && second.kind === "missing" && first.reference !== second.reference)
	);
}

/** As it stands in the file. */
const wordsOf = ({ specification: { demand, unreadable } }: Wish): string =>
	demand?.alternatives.join(" ") ?? unreadable?.text ?? "";

function conflict(first: Wish, second: Wish): Fault {
	const { file } = second.specification;
	const line = second.specification.demand?.line;
	return {
		kind: "conflict",
		message: t(
			"{0} asks for “{1}”, but {2} decides and asks for “{3}”.",
			second.specification.kind,
			wordsOf(second),
			first.specification.kind,
			wordsOf(first),
		),
		remedy: t("Make the files agree, or remove one of them."),
		file,
		...(line === undefined ? {} : { line }),
	};
}
