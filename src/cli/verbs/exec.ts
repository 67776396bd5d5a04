import { type Fault, FaultError } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { hasRawBytes } from "../../core/rawText.ts";
import { changedNames, isKeptByShell, lossyNames } from "../../core/rawVariables.ts";
import { withLauncher } from "../launched.ts";
import { variablesOf } from "../place.ts";
import { programFor } from "../programFor.ts";
import { tellFault, tellWarnings } from "../telling.ts";
import type { Verb } from "../verb.ts";

export const exec: Verb = {
	name: "exec",
	parameters: "-- <command>…",
	options: ["environment", "folder", "json"],
	maxPositionals: 0,
	takesCommand: true,
	summary: () => t("Run a command in the folder's environment."),
	examples: () => [
		["go-environments exec -- go test ./...", t("Use the environment of the folder.")],
		["go-environments exec --environment 1.21 -- go vet ./...", t("Use another Go for this command only.")],
	],
	async run(session, { options, command }) {
		const { host, workingFolder } = session;
		const words = session.rawArguments(command);
		const [name, ...parameters] = words;
		if (name === undefined) {
			throw new FaultError({
				kind: "usage",
				message: t("`exec` needs a command."),
				remedies: [{ text: t("For example: {0}", "go-environments exec -- go version") }],
			});
		}
		const { variables: target, warnings } = await variablesOf(session, options);
		const variables = withLauncher(host, session.variables, target);
		if (words.some(hasRawBytes) && !isKeptByShell(variables)) throw new FaultError(notUtf8());
		const changed = [...lossyNames(host.platform, variables), ...changedNames(variables)].map(changedVariable);
		await tellWarnings(session, [...warnings, ...changed, ...session.unreadableNames.map(lostVariable)]);
		const program = await programFor(host, variables, session.nameableFolder, name, parameters);
		if ("fault" in program) return await tellFault(session, program.fault, program.status, options.json === true);
		if (session.earlySignal !== undefined) return await session.endBySignal(session.earlySignal);
		// code that the user typed needs no approval
		const request = { ...program, folder: workingFolder, variables, origin: { kind: "machine" } } as const;
		const end = await host.foreground(request, session);
		if ("status" in end) return end.status;
		if ("signal" in end) return await session.endBySignal(end.signal);
		const { notStarted } = end;
		const fault: Fault = {
			kind: "process-failed",
			message: t("{0} could not be started ({1}).", program.program, notStarted),
			...(notStarted === "E2BIG"
				? { remedies: [{ text: t("The variables of the environment and the arguments are too large.") }] }
				: {}),
		};
		return await tellFault(session, fault, notStarted === "ENOENT" ? 127 : 126, options.json === true);
	},
};

/** Only a shell can pass on bytes that are not UTF-8, and it would drop some variables (functions that bash exports). */
const notUtf8 = (): Fault => ({
	kind: "not-supported",
	message: t("The command has an argument that is not UTF-8, so it was not run."),
	remedies: [{ text: t("Run it in a shell with this environment: {0}", 'eval "$(go-environments env)"') }],
});

const changedVariable = (name: string): Fault => ({
	kind: "not-supported",
	message: t("The value of {0} is not UTF-8: the program may get it changed.", name),
});

const lostVariable = (name: string): Fault => ({
	kind: "not-supported",
	message: t("The name of the variable {0} is not UTF-8: the program does not get it.", name),
});
