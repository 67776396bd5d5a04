import { createCallOf, creating, opening } from "../action.ts";
import type { GoEnvironment } from "../environment.ts";
import { type Fault, type Remedy, remediesOf } from "../fault.ts";
import type { FoundSpecification } from "../folderKnowledge.ts";
import { t } from "../l10n.ts";
import type { Reason, Selection } from "../state.ts";
import { isPath, type Resolution, resolveReference } from "./reference.ts";
import { inheritedSelection, resolveIn, type Selected, type SelectRequest, selectionOf } from "./selectionOf.ts";

interface SelectionByFile {
	readonly specification: FoundSpecification;
	readonly selection: Selection;
}

/** The selection by files. In the nearest folder the first file that names Go decides; the others only recommend. */
export async function specifiedSelection(request: SelectRequest): Promise<Selected> {
	const deciding = request.specifications.filter(namesGo);
	const candidates: SelectionByFile[] = [];
	for (const specification of deciding) {
		candidates.push({ specification, selection: await selectionOfSpecification(request, specification) });
	}
	const [first, ...others] = candidates;
	if (first === undefined) {
		const selection = inheritedSelection(request, { kind: "none" });
		return { selection: recommending(selection, await offered(request)), faults: [] };
	}
	const folder = request.host.path.dirname(first.specification.file);
	const faults = others
		.filter(({ specification }) => request.host.path.dirname(specification.file) === folder)
		// the content of an unreadable file is unknown, so it cannot contradict another
		.filter(({ specification }) => ![first.specification, specification].some(isClosed))
		.filter(({ selection }) => first.specification.demand !== undefined && disagrees(first.selection, selection))
		.map((other) => conflict(first, other));
	const exists = others.map(({ selection }) => selection).find(({ kind }) => kind === "chosen");
	const isMissing = first.selection.kind === "missing";
	const recommended = isMissing && exists?.kind === "chosen" ? exists.environment : await offered(request);
	const selection = recommending(first.selection, recommended);
	return { selection, faults };
}

/** No permission to read it. */
const isClosed = ({ unreadable }: FoundSpecification): boolean => unreadable?.fault !== undefined;

/** Files that only offer an environment, or whose environment may have no Go, do not decide. */
function namesGo({ demand, unreadable, offers, namesNoGo }: FoundSpecification): boolean {
	if (offers !== undefined) return false;
	return unreadable !== undefined || (demand !== undefined && namesNoGo !== true);
}

const recommending = (selection: Selection, recommended: GoEnvironment | undefined): Selection =>
	// a recommendation by the file itself is not replaced
	recommended === undefined || selection.kind === "chosen" || selection.recommended !== undefined
		? selection
		: { ...selection, recommended };

/** The selection that a file would make if it decided. */
export async function selectionOfSpecification(
	request: SelectRequest,
	specification: FoundSpecification,
): Promise<Selection> {
	const { host, providers, signal } = request;
	const { file, demand, unreadable, owners, above } = specification;
	const line = demand?.line ?? unreadable?.line;
	const reason: Reason = { kind: "specification", file, ...(line === undefined ? {} : { line }) };
	if (demand === undefined) {
		const text = unreadable?.text ?? "";
		if (unreadable?.fault !== undefined) return { kind: "missing", reference: file, reason, fault: unreadable.fault };
		const told = specification.faults.find((fault) => fault.kind === "malformed" && fault.line === line);
		return { kind: "missing", reference: text, reason, fault: told ?? unreadableFault(text, file, line) };
	}
	let missing: Selection | undefined;
	for (const [index, reference] of demand.alternatives.entries()) {
		const resolution = await resolveReference(
			{
				host,
				rows: above ? request.machine : request.rows,
				providers,
				onlyListed: above,
				folder: host.path.dirname(file),
				...(owners === undefined ? {} : { owners }),
				signal,
			},
			reference,
		);
		const selection = selectionOf(request, reference, aboveTheFolder(request, above, reference, resolution), {
			...reason,
			line: demand.lines?.[index] ?? demand.line,
		});
		if (selection.kind !== "missing") return onRequest(request, selection);
		missing ??= notThere(selection, demand.alternatives);
	}
	if (missing !== undefined) return specification.creates === true ? withCreation(missing, file) : missing;
	return { kind: "missing", reference: "", reason, fault: unreadableFault("", file, line) };
}

export const creationFrom = (file: string): Remedy => ({
	text: t("Create it from this file."),
	action: creating({ file }),
});

/** What a file names, its own tool can create from it. */
function withCreation(selection: Selection, file: string): Selection {
	if (selection.kind !== "missing" || selection.fault.kind !== "reference-unknown") return selection;
	return { ...selection, fault: offeringCreation(selection.fault, file) };
}

/** The fault of a reference that is unknown, with the creation from a file as the best way out. */
export function offeringCreation(fault: Fault, file: string): Fault {
	// by its name alone it would not have what the file asks for
	const others = remediesOf(fault).filter(({ action }) => createCallOf(action) === undefined);
	return { ...fault, remedies: [creationFrom(file), ...others] };
}

/** A file above the folder cannot select an unlisted path; the fault says so, because the path may exist. */
function aboveTheFolder(request: SelectRequest, above: boolean, reference: string, resolution: Resolution): Resolution {
	if (!above || resolution.kind !== "unknown" || !isPath(request, reference)) return resolution;
	const message = t(
		"“{0}” is a path in a file above this folder. Such a file can only name environments of the machine.",
		reference,
	);
	const text = t("Name it in a file of this folder, or select it.");
	return { kind: "unknown", fault: { ...resolution.fault, message, remedies: [{ text, action: { kind: "select" } }] } };
}

/** A file only recommends an environment that is activated on request, such as a flake. */
function onRequest(request: SelectRequest, selection: Selection): Selection {
	if (selection.kind !== "chosen" || selection.environment.kind.activation === "immediate") return selection;
	return { ...inheritedSelection(request, selection.reason), recommended: selection.environment };
}

function notThere(selection: Selection, alternatives: readonly string[]): Selection {
	if (selection.kind !== "missing" || alternatives.length === 1) return selection;
	return { ...selection, reference: alternatives.join(" ") };
}

const unreadableFault = (text: string, file: string, line: number | undefined): Fault => ({
	kind: "malformed",
	message: t("“{0}” is neither a version nor an environment that can be read without its tool.", text),
	file,
	...(line === undefined ? {} : { line }),
});

/** The environment that a file of the folder offers. */
async function offered(request: SelectRequest): Promise<GoEnvironment | undefined> {
	const specification = request.specifications.find(({ offers, above }) => offers !== undefined && !above);
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

/** As written in the file. */
const wordsOf = ({ specification: { demand, unreadable } }: SelectionByFile): string =>
	demand?.alternatives.join(" ") ?? unreadable?.text ?? "";

function conflict(first: SelectionByFile, second: SelectionByFile): Fault {
	const { file } = second.specification;
	const line = second.specification.demand?.line;
	return {
		kind: "conflict",
		message: t(
			"{0} names “{1}”, but {2} takes precedence and names “{3}”.",
			second.specification.kind,
			wordsOf(second),
			first.specification.kind,
			wordsOf(first),
		),
		remedies: [{ text: t("Make the files agree, or remove one of them."), action: opening(file, line) }],
		file,
		...(line === undefined ? {} : { line }),
	};
}
