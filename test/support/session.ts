import type { Session } from "../../src/cli/session.ts";
import type { CommandLine, Verb } from "../../src/cli/verb.ts";
import type { Host, Variables } from "../../src/core/host.ts";
import { plainStyle } from "../../src/present/cli/style.ts";

/** Runs a verb without a process, on any machine; resolves to its output. */
export async function printedBy(
	verb: Verb,
	host: Host,
	workingFolder: string,
	{ variables = host.variables, ...line }: Partial<CommandLine> & { readonly variables?: Variables } = {},
): Promise<{ readonly stdout: string; readonly stderr: string }> {
	let stdout = "";
	let stderr = "";
	const print = async (text: string): Promise<void> => {
		stdout += text;
	};
	const session: Session = {
		host,
		terminal: {
			style: plainStyle,
			errorStyle: plainStyle,
			width: undefined,
			errorWidth: undefined,
			print,
			printJson: (answer) => print(JSON.stringify(answer)),
			printCode: print,
			printError: async (text) => {
				stderr += text;
			},
			canAsk: false,
			ask: async () => undefined,
		},
		variables,
		unreadableNames: [],
		workingFolder,
		nameableFolder: workingFolder,
		rawArguments: (words) => words,
		trustFolders() {},
		signal: new AbortController().signal,
		leaveSignals() {},
		finishing: (work) => work,
		earlySignal: undefined,
		endBySignal: async () => 0,
	};
	await verb.run(session, { options: {}, positionals: [], command: [], ...line });
	return { stdout, stderr };
}
