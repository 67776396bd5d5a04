import { withoutCredentials } from "../../../conda/withoutCredentials.ts";
import { opening } from "../../../core/action.ts";
import { FaultError } from "../../../core/fault.ts";
import { t } from "../../../core/l10n.ts";
import type { CondaSource } from "./condaSource.ts";
import { correcting } from "./environmentFile.ts";
import { explicitSource, packageFile } from "./packageFiles.ts";

/** An address or a path, with its checksum if it has one: md5, or `sha256:` and sha256. */
const address = /^[^\s#]+\/[^\s/#]+(?:#(?:sha256:)?[0-9a-f]{32,64})?$/i;

/** What an explicit file asks for. Throws malformed with line, conflict for one of another platform (`linux-64`). */
export function explicitFile(file: string, text: string, platform: string): CondaSource {
	const lines: string[] = [];
	let isAfterMark = false;
	let go: string | undefined;
	for (const [index, written] of text.split(/\r?\n/).entries()) {
		const entry = written.trim();
		const [, wanted] = /^#\s*platform:\s*(\S+)$/.exec(entry) ?? [];
		if (wanted !== undefined && wanted !== platform) throw foreign(file, index + 1, wanted, platform);
		if (entry === "@EXPLICIT") isAfterMark = true;
		if (entry === "" || entry.startsWith("#") || entry === "@EXPLICIT") continue;
		const { name, version } = (address.test(entry) ? packageFile(entry) : undefined) ?? {};
		if (!isAfterMark || name === undefined || version === undefined) throw notPackage(file, index + 1, entry);
		if (name === "go") go = version;
		lines.push(entry);
	}
	if (lines.length === 0) {
		const message = t("The file names no packages.");
		throw new FaultError({ kind: "malformed", message, file, line: 1, remedies: [correcting(file, 1)] });
	}
	return explicitSource(lines, go);
}

function notPackage(file: string, line: number, entry: string): FaultError {
	const message = t("“{0}” is not the address of a conda package.", withoutCredentials(entry));
	return new FaultError({ kind: "malformed", message, file, line, remedies: [correcting(file, line)] });
}

function foreign(file: string, line: number, wanted: string, platform: string): FaultError {
	return new FaultError({
		kind: "conflict",
		message: t("The file is for {0}, but this machine is {1}.", wanted, platform),
		file,
		line,
		remedies: [{ text: t("Use a file for {0}.", platform), action: opening(file, line) }],
	});
}
