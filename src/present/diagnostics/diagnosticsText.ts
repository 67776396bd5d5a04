import { versionOf } from "../../core/environment.ts";
import type { Fault } from "../../core/fault.ts";
import type { Homed, Platformed } from "../../core/host.ts";
import type { JudgedRequirement } from "../../core/requirements/requirement.ts";
import type { ActivationState, FolderState, MachineState, ProviderState } from "../../core/state.ts";
import { markdownLine } from "../escaping/markdownLine.ts";
import { linePlace } from "../texts/shortPath.ts";
import { redacted } from "./redacted.ts";

export interface DiagnosticSetting {
	/** Without the prefix. */
	readonly name: string;
	readonly value: unknown;
	readonly place: "user" | "workspace" | "folder";
	/** The folder's name if the value is specific to one folder. */
	readonly folder?: string;
}

export interface Diagnostics {
	/** Name and version, or name and a word: the extension, the editor, the system, the remote. */
	readonly parts: readonly (readonly [name: string, value: string])[];
	/** Other extensions that may be involved. */
	readonly extensions: readonly { readonly id: string; readonly version: string; readonly isActive: boolean }[];
	/** Settings that have a value. */
	readonly settings: readonly DiagnosticSetting[];
	/** Names only. */
	readonly variables: readonly string[];
	readonly machine: MachineState;
	readonly folders: readonly {
		readonly name: string;
		readonly folder: string;
		readonly state: FolderState | undefined;
	}[];
	/** The user's account names, to be removed. */
	readonly users: readonly string[];
}

/**
 * The content of a bug report, as Markdown. In English for its readers, whatever the user's language; messages of faults are as
 * the user saw them. Contains no values of variables, user names or credentials; `~` for the home folder.
 */
export function diagnosticsText(host: Homed & Platformed, diagnostics: Diagnostics): string {
	const { parts, extensions, settings, variables, machine, folders, users } = diagnostics;
	const lines = [
		"## Go Environments: diagnostics",
		...parts.map(([name, value]) => `- ${name}: ${value}`),
		`- other extensions: ${extensions.map(extensionText).join(", ") || "none"}`,
		`- variables of the editor: ${variables.join(", ") || "none"}`,
		"",
		"### Settings",
		...orNone(settings.map(settingText)),
		"",
		"### Providers",
		...orNone([...machine.providers].flatMap(([name, state]) => providerLines(host, name, state))),
		"",
		"### Folders",
		...orNone(folders.flatMap(({ name, folder, state }) => folderLines(host, name, folder, state))),
		"",
	];
	return redacted(host, users, lines.map(markdownLine).join("\n"));
}

const orNone = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? ["- none"] : lines);

const extensionText = ({ id, version, isActive }: Diagnostics["extensions"][number]): string =>
	`${id} ${version}${isActive ? "" : " (not active)"}`;

const settingText = ({ name, value, place, folder }: DiagnosticSetting): string =>
	`- ${name} = ${JSON.stringify(value)} (${place}${folder === undefined ? "" : ` ${folder}`})`;

function providerLines(
	host: Homed & Platformed,
	name: string,
	{ kind, environments, faults, tookMs }: ProviderState,
): readonly string[] {
	const counted = (wanted: string): number => environments.filter(({ toolchain }) => toolchain.kind === wanted).length;
	const counts = (["known", "unknown", "none", "broken"] as const).map((wanted) => `${counted(wanted)} ${wanted}`);
	const time = tookMs === undefined ? "" : `, ${Math.round(tookMs)} ms`;
	return [`- ${name}: ${kind}, ${environments.length} (${counts.join(", ")})${time}`, ...faultLines(host, "", faults)];
}

function folderLines(
	host: Homed & Platformed,
	name: string,
	folder: string,
	state: FolderState | undefined,
): readonly string[] {
	if (state === undefined) return [`- ${name} (${folder}): not read yet`];
	const { requirements, specifications, faults } = state;
	const shown = specifications.map((specification) => {
		const { alternatives = [], line } = specification.demand ?? {};
		const asks = alternatives.length === 0 ? "" : ` asks for ${alternatives.join(" ")}`;
		return `${linePlace(host, folder, { file: specification.file, ...(line === undefined ? {} : { line }) })}${asks}`;
	});
	return [
		`- ${name} (${folder})`,
		`  - selection: ${selectionText(host, state)}`,
		`  - activation: ${activationText(state.activation)}`,
		...requirements.map((requirement) => `  - requirement: ${requirementText(host, folder, requirement)}`),
		...shown.map((text) => `  - specification: ${text}`),
		...faultLines(host, folder, faults),
	];
}

function selectionText(host: Homed & Platformed, { selection, folder }: FolderState): string {
	const { kind, reason } = selection;
	const { file, line } = reason;
	const where =
		file === undefined ? "" : ` ${linePlace(host, folder, { file, ...(line === undefined ? {} : { line }) })}`;
	const why = `because of ${reason.kind}${where}`;
	if (selection.kind === "missing") return `missing, ${selection.reference}, ${selection.fault.kind}, ${why}`;
	const { environment } = selection;
	if (environment === undefined) return `${kind}, ${unlisted(selection)}, ${why}`;
	return `${kind}, ${environment.id}, Go ${versionOf(environment) ?? environment.toolchain.kind}, ${why}`;
}

/** A Go that is inherited, but not listed. */
function unlisted(selection: FolderState["selection"]): string {
	const inherited = selection.kind === "inherited" ? selection.inherited : undefined;
	if (inherited === undefined || inherited.kind === "none") return "no environment";
	return inherited.kind === "shim" ? "a shim" : `not listed, Go ${inherited.version ?? "unknown"}`;
}

function activationText(activation: ActivationState): string {
	const { kind } = activation;
	if (activation.kind === "failed") return `${kind}, ${activation.fault.kind}: ${activation.fault.message}`;
	if (activation.kind !== "active") return kind;
	const { lists, variables, terminal } = activation.activated.activation;
	const changed = Object.entries(lists).map(
		([name, { prepend, drop }]) => `${name} +${prepend.length} −${drop.length}`,
	);
	const set = Object.entries({ ...variables, ...terminal });
	const names = set.map(([name, value]) => (value === null ? `${name} removed` : name));
	return `${kind}: ${[...changed, ...names].join(", ") || "no change"}`;
}

function requirementText(host: Homed & Platformed, folder: string, requirement: JudgedRequirement): string {
	const { range, source, met, switchesTo, decides } = requirement;
	const verdict = met === null ? "not known" : met ? "met" : "not met";
	const switching = switchesTo === undefined ? "" : `, go switches to ${switchesTo}`;
	return `${source} ${range} (${linePlace(host, folder, requirement)}): ${verdict}${switching}${decides ? "" : ", nested"}`;
}

const faultLines = (host: Homed & Platformed, folder: string, faults: readonly Fault[]): readonly string[] =>
	faults.map(({ kind, message, file, line }) => {
		const at =
			file === undefined ? "" : ` (${linePlace(host, folder, { file, ...(line === undefined ? {} : { line }) })})`;
		return `  - fault ${kind}: ${message}${at}`;
	});
