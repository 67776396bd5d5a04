import { isExplicit } from "../../../conda/isExplicit.ts";
import { opening } from "../../../core/action.ts";
import { FaultError } from "../../../core/fault.ts";
import type { Host } from "../../../core/host.ts";
import { t } from "../../../core/l10n.ts";
import { yamlMaxBytes, yamlText } from "../../../specifications/yamlText.ts";
import type { CondaSource } from "./condaSource.ts";
import { environmentFile } from "./environmentFile.ts";
import { explicitFile } from "./explicitFile.ts";
import { largeLock, mayBeLargeLock } from "./largeLock.ts";
import { isLock, lockFile } from "./lockFile.ts";

/** Lock files of large environments have a megabyte. */
const maxBytes = 4 << 20;

/** Whether a file may be one of conda's, by its name. */
export const mayBeCondaFile = ({ path }: Pick<Host, "path">, file: string): boolean =>
	/\.(?:ya?ml|txt)$/i.test(file) &&
	!/^(?:go-environments\.ya?ml|\.pre-commit-config\.yaml)$/i.test(path.basename(file));

/**
 * What a file asks for: an environment.yml, an explicit file, or a conda-lock.yml. `platform`: conda's name of this platform, asked
 * for only if needed. Throws malformed with line, conflict, not-supported, and the host's faults.
 */
export async function creationFile(host: Host, file: string, platform: () => Promise<string>): Promise<CondaSource> {
	const text = await host.read(file, maxBytes);
	const folder = host.path.dirname(file);
	if (text === undefined) {
		throw new FaultError({ kind: "not-readable", message: t("The file {0} does not exist.", file), file });
	}
	if (isExplicit(text)) return explicitFile(file, text, await platform());
	if (/\.txt$/i.test(file)) {
		const message = t("The file is not an explicit file of conda: it has no line “@EXPLICIT”.");
		const remedies = [
			{ text: t("Write it with `conda list --explicit --md5`, or use an environment.yml."), action: opening(file, 1) },
		];
		throw new FaultError({ kind: "malformed", message, file, line: 1, remedies });
	}
	if (text.length > yamlMaxBytes && mayBeLargeLock(text)) {
		return lockFile(file, folder, await largeLock(host, file, text), await platform());
	}
	const yaml = await yamlText(file, text, { merges: true });
	if ("fault" in yaml) throw new FaultError(yaml.fault);
	return isLock(yaml.value) ? lockFile(file, folder, yaml, await platform()) : environmentFile(file, folder, yaml);
}
