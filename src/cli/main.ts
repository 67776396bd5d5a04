import { leaveTerminal } from "../host/leaveTerminal.ts";
import { endProcess } from "./endProcess.ts";
import { useLanguageOf } from "./language.ts";
import { logTo, run } from "./run.ts";
import { currentVariables, openSession } from "./session.ts";

async function main(): Promise<void> {
	const variables = currentVariables(); // first thing: nothing may have changed them
	await useLanguageOf(variables);
	const session = openSession(variables, logTo(process.stderr, variables["GO_ENVIRONMENTS_DEBUG"] === "1"));
	const status = await run(session, process.argv.slice(2));
	leaveTerminal();
	endProcess(process, session.host.silent, status);
}

void main();
