import type { Action } from "../core/action.ts";
import type { EnvironmentPlan } from "../core/creation.ts";
import { type GoEnvironment, versionOf } from "../core/environment.ts";
import { type Fault, type Problem, remediesOf } from "../core/fault.ts";
import type { JudgedRequirement } from "../core/requirements/requirement.ts";
import type { FolderState, Selection } from "../core/state.ts";
import { environmentProblems } from "../present/texts/environmentFacts.ts";

/** The shapes of docs/behaviour.md, The CLI's contract: a missing value is null, every file is absolute. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Indented with tabs and with a final newline, so that people can read it too. */
export const jsonText = (answer: JsonObject): string =>
	`${JSON.stringify({ schemaVersion: 1, ...answer }, null, "\t")}\n`;

export const faultJson = (fault: Fault): JsonObject => ({
	kind: fault.kind,
	message: fault.message,
	file: fault.file ?? null,
	line: fault.line ?? null,
	remedies: remediesJson(fault),
});

const problemJson = (problem: Problem): JsonObject => ({
	kind: problem.kind,
	message: problem.message,
	remedies: remediesJson(problem),
});

const remediesJson = (problem: Problem): readonly JsonObject[] =>
	remediesOf(problem).map(({ text, action }) => ({ text, action: action === undefined ? null : actionJson(action) }));

function actionJson(action: Action): JsonObject {
	if (action.kind === "open") return { ...action, line: action.line ?? null };
	if (action.kind === "operation" && action.name === "update") {
		return { ...action, file: action.file ?? null, reference: action.reference ?? null };
	}
	if (action.kind !== "operation" || action.name !== "create") return action;
	return {
		...action,
		file: action.file ?? null,
		version: action.version ?? null,
		environment: action.environment ?? null,
	};
}

export function environmentJson(environment: GoEnvironment): JsonObject {
	const { id, provider, name, location, toolchain, otherPaths, notes } = environment;
	return {
		id,
		provider,
		name,
		version: versionOf(environment) ?? null,
		goroot: ("goroot" in toolchain ? toolchain.goroot : undefined) ?? null,
		program: ("program" in toolchain ? toolchain.program : undefined) ?? null,
		location,
		toolchain: toolchain.kind,
		otherPaths,
		problems: environmentProblems(environment).map(problemJson),
		notes,
	};
}

/** What would be created, updated or removed. */
export function planJson(plan: EnvironmentPlan): JsonObject {
	const { change, name, location, tool, channels, requested, pip, packages, downloadBytes, notes } = plan;
	return {
		change,
		name,
		location,
		tool: tool?.program ?? null,
		channels,
		requested,
		pip: pip ?? [],
		packages: packages ?? null,
		downloadBytes: downloadBytes ?? null,
		notes: notes.map(({ message }) => message),
	};
}

export function selectionJson(selection: Selection): JsonObject {
	const { kind, reason } = selection;
	return {
		kind,
		id: (kind === "missing" ? undefined : selection.environment?.id) ?? null,
		reference:
			(kind === "inherited" || (kind === "missing" && selection.isUnread) ? undefined : selection.reference) ?? null,
		reason: { kind: reason.kind, file: reason.file ?? null, line: reason.line ?? null },
		recommended: selection.recommended?.id ?? null,
	};
}

const requirementJson = ({ range, file, line, met, switchesTo }: JudgedRequirement): JsonObject => ({
	range,
	file,
	line,
	met,
	switchesTo: switchesTo ?? null,
});

export function folderJson({
	folder,
	selection,
	activation,
	requirements,
	specifications,
	faults,
}: FolderState): JsonObject {
	const failed = activation.kind === "failed" ? [activation.fault] : [];
	return {
		folder,
		selection: selectionJson(selection),
		// the other kinds only occur in an editor window
		activation: activation.kind === "active" || activation.kind === "failed" ? activation.kind : "none",
		requirements: requirements.map(requirementJson),
		specifications: specifications.map(({ kind, file, demand, unreadable }) => ({
			kind,
			file,
			line: demand?.line ?? unreadable?.line ?? null,
			reference: demand?.alternatives.join(" ") ?? unreadable?.text ?? null,
		})),
		faults: [...faults, ...failed].map(faultJson),
	};
}
