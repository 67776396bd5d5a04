import { activationBetween } from "../../core/activation.ts";
import { type Fault, FaultError } from "../../core/fault.ts";
import { t } from "../../core/l10n.ts";
import { lossyNames } from "../../core/rawVariables.ts";
import type { FolderVariables } from "../../operations/activateFolder.ts";
import { inFormOf } from "../../shell/posixLists.ts";
import { changesBetween, defaultShell, type ShellName, shellNames, shells, shellText } from "../../shell/shellText.ts";
import { variablesOf } from "../place.ts";
import type { Session } from "../session.ts";
import { tellWarnings } from "../telling.ts";
import type { Options, Verb } from "../verb.ts";

export const env: Verb = {
	name: "env",
	parameters: "",
	options: ["shell", "environment", "folder", "json"],
	maxPositionals: 0,
	summary: () => t("Print shell commands that activate the folder's environment."),
	examples: () => [
		['eval "$(go-environments env)"', t("In bash and zsh. `exec` does not change the shell.")],
		["go-environments env --shell fish | source", t("In fish.")],
		["go-environments env --shell powershell | Out-String | Invoke-Expression", t("In PowerShell.")],
		["go-environments env --shell json", t("Print the changes as JSON.")],
	],
	async run(session, { options }) {
		const shell = shellOf(session, options);
		const target = await variablesOf(session, options);
		await tellWarnings(session, target.warnings);
		if (shell === "json") await printJson(session, target);
		else await printShell(session, target, shell);
		return 0;
	},
};

function shellOf({ host, variables }: Session, { shell, json }: Options): ShellName | "json" {
	if (shell === undefined) return json === true ? "json" : defaultShell(host.platform, variables);
	const all = [...shellNames, "json"] as const;
	const known = all.find((name) => name === shell);
	if (known !== undefined && (json !== true || known === "json")) return known;
	throw new FaultError({
		kind: "usage",
		message:
			known === undefined
				? t("The shell must be one of {1}, not “{0}”.", shell, all.join(", "))
				: t("`--json` and `--shell {0}` cannot be combined.", shell),
	});
}

async function printJson({ host, terminal, variables: there }: Session, { variables }: FolderVariables): Promise<void> {
	const { lists, variables: values } = activationBetween(host, there, variables);
	await terminal.printJson({ lists, variables: values });
}

async function printShell(
	{ host, terminal, variables: there }: Session,
	target: FolderVariables,
	name: ShellName,
): Promise<void> {
	const shell = shells[name];
	const all = changesBetween(there, target.variables);
	const lossy = lossyNames(host.platform, there).filter((changed) => Object.hasOwn(all, changed));
	const whole = Object.fromEntries(Object.entries(all).filter(([changed]) => !lossy.includes(changed)));
	const { changes, faults } = inFormOf(host, name, there, whole);
	const { lines, left } = shellText(shell, changes);
	await terminal.printCode(lines.map((line) => `${line}\n`).join(""));
	await tellWarnings({ host, terminal }, [...faults, ...lossy.map(lossyFault), ...unassignable(name, left)]);
	// a person who reads the output may need to know how to use it
	if (terminal.width !== undefined) {
		await terminal.printError(`\n${terminal.errorStyle.faint(t("For this shell: {0}", shell.evaluated))}\n`);
	}
}

function unassignable(shell: ShellName, names: readonly string[]): readonly Fault[] {
	if (names.length === 0) return [];
	const message = t("{0} cannot assign these variables, so they are left out: {1}.", shell, names.join(", "));
	return [{ kind: "not-supported", message }];
}

const lossyFault = (name: string): Fault => ({
	kind: "not-supported",
	message: t("The value of {0} is not UTF-8, so it is not changed.", name),
});
