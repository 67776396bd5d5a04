import { fingerprintsOf } from "../activation/fingerprint.ts";
import { orUndefined } from "../attempt.ts";
import type { FilePrint } from "../creation.ts";
import type { GoEnvironment } from "../environment.ts";
import type { Host } from "../host.ts";
import { pathKey } from "../isInside.ts";
import { isObject } from "../isObject.ts";
import { isSameFile } from "../isSameFile.ts";
import type { Provider } from "../provider.ts";

/** From which content of a file an environment was made, and what it was like then. */
interface MadeFrom {
	readonly version: 1;
	readonly location: string;
	readonly file: string;
	/** Of the file, without comments and blank lines. */
	readonly content: string;
	/** Of what decides the activation of the environment: another one means that it was changed, or made anew, by its own tool. */
	readonly environment: string;
}

const recordName = (host: Host, { location }: GoEnvironment): string =>
	`made/${host.sha256(pathKey(host, location)).slice(0, 32)}.json`;

/** Remembers that an environment is what a file asked for at that time. Best effort: without it a change of the file is not told. */
export async function rememberMade(
	host: Host,
	providers: readonly Provider[],
	made: GoEnvironment,
	{ file, print: content }: FilePrint,
): Promise<void> {
	const environment = await environmentPrint(host, providers, made);
	if (environment === undefined) return;
	const record: MadeFrom = { version: 1, location: made.location, file, content, environment };
	await orUndefined(() => host.store.write(recordName(host, made), `${JSON.stringify(record)}\n`));
}

export async function forgetMade(host: Host, made: GoEnvironment): Promise<void> {
	await orUndefined(() => host.store.write(recordName(host, made), undefined));
}

/**
 * Whether a file asks for something else than when the environment was made from it. False where that is not known, also because the
 * environment was changed since by its own tool. Never throws a fault.
 */
export async function hasChangedSince(
	host: Host,
	providers: readonly Provider[],
	made: GoEnvironment,
	file: string,
): Promise<boolean> {
	const record = await recordOfFile(host, made, file);
	if (record === undefined) return false;
	const now = await filePrint(host, file);
	if (now === undefined || now.print === record.content) return false;
	return (await environmentPrint(host, providers, made)) === record.environment;
}

/** Whether an environment was last made or updated from a file. Never throws a fault. */
export async function isMadeFrom(host: Host, made: GoEnvironment, file: string): Promise<boolean> {
	return (await recordOfFile(host, made, file)) !== undefined;
}

async function recordOfFile(host: Host, made: GoEnvironment, file: string): Promise<MadeFrom | undefined> {
	const record = recordOf(await orUndefined(() => host.store.read(recordName(host, made))));
	return record !== undefined && (await isSameFile(host, record.file, file)) ? record : undefined;
}

function recordOf(text: string | undefined): MadeFrom | undefined {
	if (text === undefined) return undefined;
	try {
		const value: unknown = JSON.parse(text);
		const isRecord =
			isObject(value) &&
			value["version"] === 1 &&
			["file", "content", "environment"].every((key) => typeof value[key] === "string");
		return isRecord ? (value as unknown as MadeFrom) : undefined;
	} catch {
		return undefined;
	}
}

/** What a file asks for now; undefined if it cannot be read. Never throws a fault. */
export async function filePrint(host: Host, file: string): Promise<FilePrint | undefined> {
	const text = await orUndefined(() => host.read(file));
	return text === undefined ? undefined : printOfText(host, file, text);
}

/** What a file with this text asks for. */
export function printOfText(host: Pick<Host, "sha256">, file: string, text: string): FilePrint {
	const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
	return { file, print: host.sha256(lines.filter((line) => !/^\s*(?:#|$)/.test(line)).join("\n")) };
}

/** What decides the activation of an environment, as a print; undefined where that is not known. Never throws a fault. */
export async function environmentPrint(
	host: Host,
	providers: readonly Provider[],
	environment: GoEnvironment,
): Promise<string | undefined> {
	const provider = providers.find(({ name }) => name === environment.provider);
	const inputs = await orUndefined(async () => provider?.inputs?.(host, environment));
	return inputs === undefined ? undefined : host.sha256(JSON.stringify(await fingerprintsOf(host, inputs)));
}
