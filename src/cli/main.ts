import { inheritedFiles } from "../host/inheritedFiles.ts";
import { leaveTerminal } from "../host/leaveTerminal.ts";
import { endProcess } from "./endProcess.ts";
import { useLanguageOf } from "./language.ts";
import { logTo, run } from "./run.ts";
import { currentVariables, openSession } from "./session.ts";

async function main(): Promise<void> {
	const files = process.argv[2] === "exec" ? inheritedFiles() : []; // first, before we open any file ourselves
	const variables = currentVariables(); // before anything can change them
	await useLanguageOf(variables);
	const session = openSession(variables, logTo(process, variables["GO_ENVIRONMENTS_DEBUG"] === "1"), files);
	const status = await run(session, process.argv.slice(2));
	leaveTerminal();
	endProcess(process, session.host.silent, status);
}

void main();
