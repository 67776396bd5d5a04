import { type Fault, faultOrThrow } from "../core/fault.ts";
import type { FoundSpecification, SpecificationsRead } from "../core/folderKnowledge.ts";
import type { Host } from "../core/host.ts";
import type { Specification, SpecificationReader } from "../core/specification.ts";
import { filesOfPattern } from "./filesOfPattern.ts";
import { composePkgset } from "./goPkgset.ts";
import { switchedByMise } from "./miseSwitches.ts";
import { firstPart, namesIn } from "./namesIn.ts";
import { specificationReaders } from "./readers.ts";

/**
 * The specifications of a folder and its ancestors up to the root, as the tools look for their files: nearest folder first,
 * within one folder in order of precedence. Omits files without a demand for Go. Never throws; a file that cannot be read is a
 * fault.
 */
export async function readSpecifications(host: Host, folder: string, signal: AbortSignal): Promise<SpecificationsRead> {
	const read: SpecificationsReading = { host, specifications: [], inputs: new Set(), faults: [] };
	let at = folder;
	for (;;) {
		if (signal.aborted) break;
		await readFolder(read, at, at !== folder);
		const parent = host.path.dirname(at);
		if (parent === at) break;
		at = parent;
	}
	const specifications = await switchedByMise(host, folder, read.specifications, read.inputs);
	return { specifications, inputs: [...read.inputs], faults: read.faults };
}

interface SpecificationsReading {
	readonly host: Host;
	readonly specifications: FoundSpecification[];
	readonly inputs: Set<string>;
	readonly faults: Fault[];
}

async function readFolder(reading: SpecificationsReading, folder: string, above: boolean): Promise<void> {
	const readers = specificationReaders.filter(({ upwards }) => upwards || !above);
	const names = await namesOf(reading, folder, above, readers);
	const found: FoundSpecification[] = [];
	for (const reader of readers) {
		const specifications = await readKind(reading, reader, folder, names);
		const owners = reader.owners === undefined ? {} : { owners: reader.owners };
		found.push(...specifications.map((specification) => ({ ...specification, above, ...owners })));
	}
	const asked = found.filter(
		(specification) => asksForSomething(specification) && !(above && specification.folderOnly),
	);
	reading.specifications.push(...composePkgset(asked));
}

/**
 * What lies in a folder. That one above may not be listed is nothing to tell: /home is such a folder on many machines, and the
 * tools go on silently too. Where nobody may look into the folder itself, what would decide first may be there.
 */
async function namesOf(
	{ host, faults }: SpecificationsReading,
	folder: string,
	above: boolean,
	readers: readonly SpecificationReader[],
): Promise<ReadonlySet<string>> {
	const patterns = readers.flatMap((reader) => reader.files(host));
	const { names, fault, isClosed } = await namesIn(host, folder, patterns);
	if (fault === undefined) return names;
	const isTold = faults.some(({ kind, file }) => kind === fault.kind && file === fault.file);
	if (!isTold && (fault.kind === "disk-silent" || !above)) faults.push(fault);
	return isClosed && !above ? new Set(patterns.slice(0, 1)) : names;
}

/** The files of one kind, best first, up to the first that demands a Go: a mise.local.toml without Go defers to mise.toml. */
async function readKind(
	reading: SpecificationsReading,
	reader: SpecificationReader,
	folder: string,
	names: ReadonlySet<string>,
): Promise<readonly Specification[]> {
	const { host, inputs } = reading;
	const specifications: Specification[] = [];
	for (const pattern of reader.files(host)) {
		const isDeep = pattern.includes("/");
		if (!isDeep) inputs.add(host.path.join(folder, pattern));
		if (!names.has(firstPart(pattern))) continue;
		for (const name of await filesOfPattern(host, folder, pattern)) {
			const specification = await readOne(reading, reader, folder, name);
			if (specification === undefined) continue;
			specifications.push(specification);
			if (specification.demand !== undefined || specification.unreadable !== undefined) return specifications;
		}
	}
	return specifications;
}

async function readOne(
	{ host, inputs, faults }: SpecificationsReading,
	reader: SpecificationReader,
	folder: string,
	name: string,
): Promise<Specification | undefined> {
	const file = host.path.join(folder, ...name.split("/"));
	try {
		const text = await host.read(file, reader.maxBytes);
		if (text === undefined) return undefined;
		inputs.add(file);
		const companion = await companionText(host, folder, reader, name, inputs);
		const { platform } = host;
		return await reader.read(file, text, { platform, ...(companion === undefined ? {} : { companion }) });
	} catch (cause) {
		const fault = faultOrThrow(cause);
		const told = { ...fault, file };
		if (fault.kind === "not-readable" && reader.selectsAlone !== false) {
			return { kind: reader.kind, file, unreadable: { fault: told }, faults: [told] };
		}
		faults.push(told);
		return undefined;
	}
}

/** The companion's text; one that cannot be read is treated as missing, as its tool does. */
async function companionText(
	host: Host,
	folder: string,
	reader: SpecificationReader,
	name: string,
	inputs: Set<string>,
): Promise<string | undefined> {
	const companion = reader.companion?.(name);
	if (companion === undefined) return undefined;
	const file = host.path.join(folder, ...companion.split("/"));
	inputs.add(file);
	return await host.read(file).catch(() => undefined);
}

/** Excludes, for example, a mise.toml that only has other tools. */
function asksForSomething({ demand, unreadable, requires, pkgset, faults }: Specification): boolean {
	return [demand, unreadable, requires, pkgset].some((part) => part !== undefined) || faults.length > 0;
}
