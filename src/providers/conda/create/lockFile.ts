import { FaultError } from "../../../core/fault.ts";
import { isObject } from "../../../core/isObject.ts";
import { t } from "../../../core/l10n.ts";
import { scalar, type YamlText } from "../../../specifications/yamlText.ts";
import type { CondaSource } from "./condaSource.ts";
import { correcting } from "./environmentFile.ts";
import { explicitSource } from "./packageFiles.ts";

/** Whether a YAML file is a conda-lock.yml: conda itself would make an empty environment from it, with success. */
export const isLock = (value: unknown): boolean =>
	isObject(value) && Array.isArray(value["package"]) && isObject(value["metadata"]);

/**
 * The packages of a conda-lock.yml (version 1) for a platform, as package files by URL. Those of other categories than `main` and
 * optional ones are left out, as `conda-lock install` does. Throws malformed, not-supported, conflict if it has none for it.
 */
export function lockFile(file: string, folder: string, { value, lineOf }: YamlText, platform: string): CondaSource {
	const fault = (kind: "malformed" | "not-supported" | "conflict", message: string, line: number): FaultError =>
		new FaultError({ kind, message, file, line, remedies: [correcting(file, line)] });
	const { version, package: packages } = value as { readonly version?: unknown; readonly package: readonly unknown[] };
	if (version !== "1") {
		throw fault(
			"not-supported",
			t("Version {0} of this lock file is not supported.", String(version)),
			lineOf(["version"]),
		);
	}
	const lines: string[] = [];
	const pip: string[] = [];
	const platforms = new Set<string>();
	let go: string | undefined;
	for (const [index, entry] of packages.entries()) {
		const line = lineOf(["package", index]);
		if (!isObject(entry)) throw fault("malformed", t("An entry of “{0}” is not a package.", "package"), line);
		const text = (key: string): string | undefined => scalar(entry[key]);
		const hash = isObject(entry["hash"]) ? entry["hash"] : {};
		const [name, url, of] = [text("name"), text("url"), text("platform")];
		// neither is to be taken as an option, or as another line of a list
		const isPlain = /^\w\S*$/.test(name ?? "") && /^[^\s-]\S*$/.test(url ?? "");
		if (name === undefined || url === undefined || of === undefined || !isPlain) {
			throw fault("malformed", t("An entry of “{0}” is not a package.", "package"), line);
		}
		platforms.add(of);
		if (of !== platform || text("optional") === "true" || (text("category") ?? "main") !== "main") continue;
		if (text("manager") === "pip") {
			const sha256 = scalar(hash["sha256"]);
			pip.push(`${name} @ ${url}${sha256 === undefined ? "" : `#sha256=${sha256}`}`);
			continue;
		}
		const md5 = scalar(hash["md5"]);
		if (md5 === undefined || !/^[0-9a-f]{32}$/i.test(md5)) {
			throw fault("malformed", t("The package “{0}” has no md5 checksum.", name), line);
		}
		if (name === "go") go = text("version");
		lines.push(`${url}#${md5}`);
	}
	if (lines.length === 0) {
		const others = [...platforms].join(", ");
		throw fault("conflict", t("The file has no packages for {0}, only for: {1}.", platform, others), 1);
	}
	const withPip = pip.length === 0 ? {} : { pip: { entries: pip, options: ["--no-deps"], folder } };
	return { ...explicitSource(lines, go), ...withPip };
}
