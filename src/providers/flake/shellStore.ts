import { fingerprintsOf } from "../../core/activation/fingerprint.ts";
import { isStoreOfFolder } from "../../core/activation/isOfFolder.ts";
import type { GoEnvironment } from "../../core/environment.ts";
import { faultOrThrow } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { isObject } from "../../core/isObject.ts";
import { type DevShell, devShellOf } from "./devShell.ts";
import { nixSystem } from "./shellNames.ts";

/** Increase it if the stored format changes: an earlier record is then a miss. */
const recordVersion = 2;
const place = "flakes";
const recordFile = "shell.json";
const profileName = "profile";
/** A devShell of nixpkgs has 100 to 500 KB, most of it functions of bash. */
const maxBytes = 16 << 20;

/** A devShell that Nix evaluated, and what it was evaluated from. */
export interface EvaluatedShell {
	readonly shell: DevShell;
	/** The files that decided it, absolute. */
	readonly inputs: readonly string[];
	/** More files decided it: a change of them would not be noticed. */
	readonly isCut: boolean;
	/** Settings of Nix in the flake that were not accepted. */
	readonly ignoredSettings: readonly string[];
}

/** The folder in our store for one devShell, relative to the store. One for each shell: a profile keeps each of its results. */
async function folderOf(host: Host, { location, shell = "default" }: GoEnvironment): Promise<string> {
	const real = (await host.realPath(location).catch(() => undefined)) ?? location;
	const key = host.sha256(`${real}\0${shell}\0${nixSystem(host)}`).slice(0, 32);
	return `${place}/${key}`;
}

/** The profile of a devShell: a symbolic link to its result, which Nix then keeps with all that it needs. */
export async function profileOf(host: Host, environment: GoEnvironment): Promise<string> {
	return host.path.join(host.store.folder, await folderOf(host, environment), profileName);
}

/** The record of the last result, which is written after its profile. */
export async function recordOf(host: Host, environment: GoEnvironment): Promise<string> {
	return host.path.join(host.store.folder, await folderOf(host, environment), recordFile);
}

/** A folder that does not exist: Nix finds no earlier answers there (trusted-settings.json). */
export const noDataFolder = ({ path, store }: Host): string => path.join(store.folder, place, "no-data");

/**
 * The devShell as it was last evaluated, if its inputs are unchanged and its result still exists. Runs nothing; a record that
 * cannot be read is a miss.
 */
export async function storedShell(host: Host, environment: GoEnvironment): Promise<EvaluatedShell | undefined> {
	try {
		const folder = await folderOf(host, environment);
		const stored: unknown = JSON.parse((await host.store.read(`${folder}/${recordFile}`)) ?? "null");
		if (!isObject(stored) || stored["version"] !== recordVersion || !isObject(stored["inputs"])) return undefined;
		const { inputs, isCut, target, ignoredSettings } = stored;
		if (typeof target !== "string") return undefined;
		const profile = host.path.join(host.store.folder, folder, profileName);
		const [found, now, shell] = await Promise.all([
			host.realPath(profile),
			fingerprintsOf(host, Object.keys(inputs)),
			resultAt(host, profile),
		]);
		// the garbage collection removes the result once the profile is gone
		if (found !== target || shell === undefined) return undefined;
		if (Object.entries(inputs).some(([path, print]) => now[path] !== print)) return undefined;
		const more = { inputs: Object.keys(inputs), isCut: isCut === true, ignoredSettings: textsOf(ignoredSettings) };
		return { shell, ...more };
	} catch (cause) {
		if (!(cause instanceof SyntaxError)) faultOrThrow(cause);
		return undefined;
	}
}

/** The same, unless files that are not compared may have changed. */
export async function validShell(host: Host, environment: GoEnvironment): Promise<EvaluatedShell | undefined> {
	const stored = await storedShell(host, environment);
	return stored?.isCut === true ? undefined : stored;
}

const textsOf = (value: unknown): readonly string[] =>
	Array.isArray(value) ? value.filter((part) => typeof part === "string") : [];

const targetOf = async (host: Host, environment: GoEnvironment): Promise<string | undefined> =>
	await host.realPath(await profileOf(host, environment));

const resultAt = async (host: Host, profile: string): Promise<DevShell | undefined> =>
	devShellOf((await host.read(profile, maxBytes)) ?? "");

async function resultOf(host: Host, environment: GoEnvironment): Promise<DevShell> {
	const profile = await profileOf(host, environment);
	const shell = await resultAt(host, profile);
	if (shell === undefined) throw new SyntaxError(`${profile} has an unknown form`);
	return shell;
}

/** What was true before an evaluation, for {@link storeShell}. */
export interface ShellInputs {
	/** Fingerprints of the inputs, by path. */
	readonly prints: Readonly<Record<string, string>>;
	readonly isCut: boolean;
}

/**
 * Makes the folder of the profile. Throws not-writable, and not-readable where others can write into it.
 */
export async function prepareProfile(host: Host, environment: GoEnvironment): Promise<void> {
	const name = `${await folderOf(host, environment)}/${recordFile}`;
	// an evaluation that is killed midway leaves the earlier result and its record, which belong together
	const before = await host.store.read(name).catch(() => undefined);
	if (before === undefined)
		await host.store.write(name, JSON.stringify({ version: recordVersion, folder: environment.location }));
}

/** Makes the stored result count no more, although its inputs are unchanged; it stays until the next one. Throws not-writable. */
export async function forgetShell(host: Host, environment: GoEnvironment): Promise<void> {
	const record = { version: recordVersion, folder: environment.location };
	await host.store.write(`${await folderOf(host, environment)}/${recordFile}`, JSON.stringify(record));
}

/**
 * Records the present result of the profile as that of `prints`, and forgets older ones. Throws not-writable; a SyntaxError where
 * the result has another form than Nix is known to write.
 */
export async function storeShell(
	host: Host,
	environment: GoEnvironment,
	{ prints, isCut }: ShellInputs,
	ignoredSettings: readonly string[],
): Promise<EvaluatedShell> {
	const shell = await resultOf(host, environment);
	const folder = await folderOf(host, environment);
	const record = {
		version: recordVersion,
		folder: environment.location,
		target: await targetOf(host, environment),
		inputs: prints,
		isCut,
		ignoredSettings,
	};
	await host.store.write(`${folder}/${recordFile}`, `${JSON.stringify(record)}\n`);
	const current = await host.readLink(await profileOf(host, environment));
	await removeLinks(host, folder, (number) => number < numberOf(current ?? ""));
	await forgetGone(host);
	return { shell, inputs: Object.keys(prints), isCut, ignoredSettings };
}

const numberOf = (link: string): number => Number(/^profile-(\d+)-link$/.exec(link)?.[1] ?? 0);

/** `profile-1-link` keeps what it leads to from being collected. */
async function removeLinks(host: Host, folder: string, isOld: (number: number) => boolean): Promise<void> {
	for (const name of await host.store.list(folder)) {
		const number = numberOf(host.path.basename(name));
		if (number > 0 && isOld(number)) await host.store.removeLink(name).catch(faultOrThrow);
	}
}

/** Lets the results of flakes be collected that are gone. */
async function forgetGone(host: Host): Promise<void> {
	for (const folder of await host.store.list(place)) {
		try {
			const stored: unknown = JSON.parse((await host.store.read(`${folder}/${recordFile}`)) ?? "null");
			const location = isObject(stored) ? stored["folder"] : undefined;
			if (typeof location !== "string" || (await host.stat(host.path.join(location, "flake.nix"))) !== undefined)
				continue;
			await removeLinks(host, folder, () => true);
			await host.store.removeLink(`${folder}/${profileName}`);
			await host.store.write(`${folder}/${recordFile}`, undefined);
		} catch (cause) {
			if (!(cause instanceof SyntaxError)) faultOrThrow(cause);
		}
	}
}

/** Where it is remembered that the evaluation of a flake may build. */
async function agreementOf(host: Host, { location }: GoEnvironment): Promise<string> {
	const real = (await host.realPath(location).catch(() => undefined)) ?? location;
	return `agreements/${host.sha256(real).slice(0, 32)}.json`;
}

/** Remembers that the user lets the evaluation of this flake build, until the store is reset. Throws not-writable. */
export async function agreeToBuilds(host: Host, environment: GoEnvironment): Promise<void> {
	const text = JSON.stringify({ version: 1, folder: environment.location, builds: true });
	await host.store.write(await agreementOf(host, environment), `${text}\n`);
}

/** A store that came with the project agrees to nothing. */
export async function mayBuild(host: Host, environment: GoEnvironment): Promise<boolean> {
	if (await isStoreOfFolder(host, environment.folder ?? environment.location)) return false;
	try {
		const stored: unknown = JSON.parse((await host.store.read(await agreementOf(host, environment))) ?? "null");
		return isObject(stored) && stored["version"] === 1 && stored["builds"] === true;
	} catch (cause) {
		if (!(cause instanceof SyntaxError)) faultOrThrow(cause);
		return false;
	}
}
