import type { Fault } from "../core/fault.ts";
import { faultText } from "../present/cli/faultText.ts";
import { faultJson, type Json } from "./json.ts";
import type { Session } from "./session.ts";

type Told = Pick<Session, "host" | "terminal">;

/** A fault on standard error, and as JSON where that was asked for; resolves to the status. */
export async function tellFault(
	{ host, terminal }: Told,
	fault: Fault,
	status: number,
	isJson: boolean,
	withoutAnswer: Json = {},
): Promise<number> {
	await terminal.printError(`${faultText(host, fault, terminal.errorStyle).join("\n")}\n`);
	if (isJson) await terminal.printJson({ ...withoutAnswer, faults: [faultJson(fault)] });
	return status;
}

/** What does not hold the verb up. */
export async function tellWarnings({ host, terminal }: Told, faults: readonly Fault[]): Promise<void> {
	const lines = faults.flatMap((fault) => faultText(host, fault, terminal.errorStyle));
	if (lines.length > 0) await terminal.printError(`${lines.join("\n")}\n`);
}
