import { isExplicit } from "../conda/isExplicit.ts";
import { FaultError, faultOf } from "../core/fault.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import type { Specification, SpecificationReader } from "../core/specification.ts";
import { environmentYml } from "./environmentYml.ts";
import { specificationReaders } from "./readers.ts";

/**
 * What a file asks for that a user has named, wherever it lies: read as its name says, under any other name as an environment.yml.
 * Undefined for one that only lists packages: an explicit file, a large lock file. Throws the host's faults, and if it does not exist.
 */
export async function specificationOf(host: Host, file: string): Promise<Specification | undefined> {
	const reader = readerOf(host, file);
	try {
		const text = await host.read(file, reader.maxBytes);
		if (text === undefined) {
			throw new FaultError({ kind: "not-readable", message: t("The file {0} does not exist.", file), file });
		}
		return isExplicit(text) || /\.txt$/i.test(file)
			? undefined
			: await reader.read(file, text, { platform: host.platform });
	} catch (cause) {
		if (faultOf(cause)?.kind === "too-large") return undefined;
		throw cause;
	}
}

function readerOf(host: Host, file: string): SpecificationReader {
	const name = host.path.basename(file);
	return specificationReaders.find((reader) => reader.files(host).includes(name)) ?? environmentYml;
}
