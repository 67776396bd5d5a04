import type { Fault } from "../core/fault.ts";
import { faultText } from "../present/cli/faultText.ts";
import { faultJson, type JsonObject } from "./json.ts";
import type { Session } from "./session.ts";

type Told = Pick<Session, "host" | "terminal">;

/** Prints a fault on standard error, and as JSON if requested; resolves to the status. */
export async function tellFault(
	{ host, terminal }: Told,
	fault: Fault,
	status: number,
	isJson: boolean,
	withoutAnswer: JsonObject = {},
): Promise<number> {
	await terminal.printError(`${faultText(host, fault, terminal.errorStyle).join("\n")}\n`);
	if (isJson) await terminal.printJson({ ...withoutAnswer, faults: [faultJson(fault)] });
	return status;
}

/** Prints faults that do not stop the verb. */
export async function tellWarnings({ host, terminal }: Told, faults: readonly Fault[]): Promise<void> {
	const lines = faults.flatMap((fault) => faultText(host, fault, terminal.errorStyle, true));
	if (lines.length > 0) await terminal.printError(`${lines.join("\n")}\n`);
}
