import type { GoEnvironment } from "../environment.ts";
import { type Fault, repairing, selectAnother } from "../fault.ts";
import type { FoundSpecification, InheritedGo } from "../folderKnowledge.ts";
import type { Host } from "../host.ts";
import { t } from "../l10n.ts";
import type { Provider } from "../provider.ts";
import type { Reason, Selection } from "../state.ts";
import type { Pick } from "./picks.ts";
import { type Resolution, resolveReference, rowWithPath } from "./reference.ts";

/** A reference from the setting or from `--environment`. */
export interface WrittenReference {
	readonly reference: string;
	readonly file?: string;
	readonly line?: number;
}

export interface SelectRequest {
	readonly host: Host;
	readonly folder: string;
	/** Environments of the machine; the only ones that a file above the folder can select. */
	readonly machine: readonly GoEnvironment[];
	/** Environments of the machine and of the folder. */
	readonly rows: readonly GoEnvironment[];
	/** The active providers, in their order. */
	readonly providers: readonly Provider[];
	/** `--environment`: takes precedence over everything else. */
	readonly argument?: WrittenReference & { readonly base: string };
	readonly pick?: Pick;
	/** Why the stored pick cannot be read: there is a selection, but it is unknown. */
	readonly pickFault?: Fault;
	readonly setting?: WrittenReference;
	/** Why the settings file cannot be read: whether it names an environment is unknown. */
	readonly settingFault?: Fault;
	readonly specifications: readonly FoundSpecification[];
	readonly inherited: InheritedGo;
	readonly signal: AbortSignal;
}

export interface Selected {
	readonly selection: Selection;
	/** Files that contradict each other. */
	readonly faults: readonly Fault[];
}

/** Resolves a reference among all rows. */
export function resolveIn(request: SelectRequest, reference: string, folder: string): Promise<Resolution> {
	const { host, rows, providers, signal } = request;
	return resolveReference({ host, rows, providers, folder, signal }, reference);
}

/** The selection for a resolved reference. */
export function selectionOf(
	request: SelectRequest,
	reference: string,
	resolution: Resolution,
	reason: Reason,
): Selection {
	if (resolution.kind === "inherited") return inheritedSelection(request, reason);
	if (resolution.kind === "unknown") {
		return { kind: "missing", reference, reason, fault: { ...resolution.fault, ...placeOf(reason) } };
	}
	const { environment, others } = resolution;
	return usable(reference, environment, others.length === 0 ? reason : { ...reason, others });
}

/** The file and line of a reason or reference, for a fault. */
export const placeOf = ({ file, line }: Reason | WrittenReference): { file?: string; line?: number } => ({
	...(file === undefined ? {} : { file }),
	...(line === undefined ? {} : { line }),
});

/** Why an environment cannot be used: it has no Go, or is broken. Undefined if it can. */
export function refusalOf({ toolchain, name, goRemedy }: GoEnvironment): Fault | undefined {
	if (toolchain.kind === "none") {
		return {
			kind: "reference-refused",
			message: t("“{0}” has no Go.", name),
			remedies: [goRemedy ?? { text: t("Install Go into it.") }, selectAnother()],
		};
	}
	if (toolchain.kind === "broken") {
		return {
			kind: "reference-refused",
			message: t("“{0}” cannot be used: {1}", name, toolchain.problem.message),
			remedies: repairing(toolchain.problem),
		};
	}
	return undefined;
}

/** The selection of a row; one without Go or a broken one is `missing`, with its problem as the fault. */
export function usable(reference: string, environment: GoEnvironment, reason: Reason): Selection {
	const fault = refusalOf(environment);
	if (fault === undefined) return { kind: "chosen", environment, reference, reason };
	return { kind: "missing", reference, reason, fault: { ...fault, ...placeOf(reason) } };
}

/** The selection of the inherited Go, with the row of its SDK if there is one. */
export function inheritedSelection({ host, rows, inherited }: SelectRequest, reason: Reason): Selection {
	const row = inherited.kind === "program" ? rowWithPath(host, rows, [inherited.goroot]) : undefined;
	return { kind: "inherited", reason, inherited, ...(row === undefined ? {} : { environment: row }) };
}
