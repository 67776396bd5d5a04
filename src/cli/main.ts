import { useLanguageOf } from "./language.ts";
import { logTo, run } from "./run.ts";
import { currentVariables, openSession } from "./session.ts";

async function main(): Promise<void> {
	const variables = currentVariables(); // first thing: nothing may have changed them
	await useLanguageOf(variables);
	const session = openSession(variables, logTo(process.stderr, variables["GO_ENVIRONMENTS_DEBUG"] === "1"));
	const status = await run(session, process.argv.slice(2));
	// ONE blocked read of a dead disk keeps Node from ending in any other way; everything is printed by now
	if (session.host.silent.length > 0) process.kill(process.pid, "SIGKILL");
	process.exit(status);
}

void main();
