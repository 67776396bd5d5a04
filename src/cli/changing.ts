import type { EnvironmentPlan } from "../core/creation.ts";
import { environmentsOf } from "../core/discovery/discovery.ts";
import type { GoEnvironment } from "../core/environment.ts";
import { type Fault, FaultError } from "../core/fault.ts";
import { t } from "../core/l10n.ts";
import type { Report } from "../core/operation.ts";
import { type Resolution, resolveReference } from "../core/selection/reference.ts";
import { activeProviders } from "../core/settings/activeProviders.ts";
import type { ChangedEnvironment } from "../operations/changeEnvironment.ts";
import { type FolderReading, listFolder, listMachine } from "../operations/folderReading.ts";
import { isByVersion } from "../operations/isByVersion.ts";
import type { ChangeContext } from "../operations/planChange.ts";
import { planText } from "../present/cli/planText.ts";
import { environmentJson, faultJson, type JsonObject, planJson } from "./json.ts";
import { withProgress } from "./progress.ts";
import type { Session } from "./session.ts";
import { tellWarnings } from "./telling.ts";
import { usageFault } from "./usageFault.ts";
import type { Options, Verb } from "./verb.ts";
import { withWidths } from "./width.ts";

/** Throws usage where a verb that asks has nobody to ask; before anything takes time. */
export function checkAnswerable({ terminal }: Session, verb: Pick<Verb, "name">, options: Options): void {
	if (options.yes === true || options["dry-run"] === true || terminal.canAsk) return;
	throw usageFault(
		verb,
		t("`{0}` asks before it changes something, which needs a terminal. Add `--yes` or `--dry-run`.", verb.name),
	);
}

/** Makes a plan, and shows that it takes long: the tool may have to read indexes and to solve. */
export function planned<P>(
	session: Session,
	reading: FolderReading,
	options: Options,
	make: (context: ChangeContext) => Promise<P>,
): Promise<P> {
	const { rows } = reading;
	const act = (report: Report): Promise<P> => make({ place: reading, rows, preview: options.yes !== true, report });
	return session.finishing(withProgress(session.terminal, t("Planning…"), act));
}

/**
 * Shows a plan and asks, unless the options say that it is not needed. False: nothing is to be done, and that was said. For a dry run
 * the plan is the answer.
 */
export async function isConfirmed(
	session: Session,
	options: Options,
	plan: EnvironmentPlan,
	folders: readonly string[] = [],
): Promise<boolean> {
	const { host, terminal } = session;
	const isDry = options["dry-run"] === true;
	if (isDry && options.json === true) {
		const own = plan.change === "remove" ? { folders } : { folder: null };
		await terminal.printJson({ plan: planJson(plan), environment: null, ...own, faults: [] });
		return false;
	}
	if (options.yes === true && !isDry) {
		session.trustFolders();
		return true;
	}
	const style = isDry ? terminal.style : terminal.errorStyle;
	const width = isDry ? terminal.width : terminal.errorWidth;
	const request = { host, plan, folders, style, ...(width === undefined ? {} : { width }) };
	const lines = await withWidths((widthOf) => planText({ ...request, widthOf }));
	if (isDry) {
		await terminal.print(`${lines.join("\n")}\n`);
		return false;
	}
	await terminal.printError(`${lines.join("\n")}\n\n`);
	const answer = await terminal.ask(`${t("Continue? (y/N)")} `);
	if (answer !== undefined && /^(?:y|yes|是|好)$/i.test(answer)) {
		session.trustFolders();
		return true;
	}
	const message = t("Nothing was changed.");
	throw new FaultError({ kind: "cancelled", message });
}

/** The answer of a creation or an update. Requires that `isConfirmed` was true. */
export async function tellChanged(
	session: Session,
	options: Options,
	{ environment, state, warnings }: ChangedEnvironment,
	text: string,
): Promise<void> {
	const { terminal } = session;
	if (options.json === true) {
		const answer: JsonObject = {
			plan: null,
			environment: environmentJson(environment),
			folder: state?.folder ?? null,
			faults: warnings.map(faultJson),
		};
		await terminal.printJson(answer);
	} else await terminal.print(`${text}\n`);
	await tellWarnings(session, warnings);
}

/** All rows, listed anew. */
export async function rowsAnew(reading: FolderReading): Promise<readonly GoEnvironment[]> {
	const [machine, folder] = await Promise.all([listMachine(reading), listFolder(reading)]);
	return environmentsOf(machine.rows, folder.rows);
}

/** The environment that a reference names. Throws reference-unknown, reference-ambiguous, reference-refused for `inherited`. */
export async function namedEnvironment(
	session: Session,
	{ host, rows, providers, settings, signal }: FolderReading,
	reference: string,
): Promise<GoEnvironment> {
	const active = activeProviders(providers, settings);
	const request = { host, rows, providers: active, folder: session.workingFolder, signal };
	const resolution = await resolveReference(request, reference);
	if (resolution.kind === "unknown") throw new FaultError(resolution.fault);
	if (resolution.kind === "found") {
		if (isByVersion(reference, resolution.environment)) throw new FaultError(byVersion(reference, resolution));
		return resolution.environment;
	}
	const message = t("“{0}” is the Go of the shell, not an environment that can be changed.", reference);
	throw new FaultError({ kind: "reference-refused", message });
}

function byVersion(reference: string, { environment, others }: Extract<Resolution, { kind: "found" }>): Fault {
	const candidates = [environment, ...others].map(({ id }) => id);
	return {
		kind: "reference-ambiguous",
		message: t("“{0}” is a version, not the name of an environment: {1}.", reference, candidates.join(", ")),
		remedies: [{ text: t("Use the id or the path of one of them.") }],
		candidates,
	};
}

/** A path that was typed, absolute. */
export const typedPath = ({ host, workingFolder }: Session, file: string): string =>
	host.path.isAbsolute(file) ? host.path.normalize(file) : host.path.join(workingFolder, file);
