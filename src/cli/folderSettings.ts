import type { ParseError } from "jsonc-parser";
import { opening } from "../core/action.ts";
import type { ProviderName } from "../core/environment.ts";
import { type Fault, faultOrThrow } from "../core/fault.ts";
import type { GoToolchainSetting } from "../core/folderKnowledge.ts";
import type { Host } from "../core/host.ts";
import { t } from "../core/l10n.ts";
import { providerOrder } from "../core/model/providerOrder.ts";
import { lineAt, mergeFault } from "../core/selection/mergeMarkers.ts";
import { pathOfReference } from "../core/selection/reference.ts";
import type { WrittenReference } from "../core/selection/selectionOf.ts";
import { providers } from "../providers/index.ts";

/** The settings that the CLI uses, with the faults of their file. */
export interface FolderSettings {
	readonly environment?: WrittenReference;
	/** Set if the file could not be read, so that it is unknown whether an environment is set. */
	readonly environmentFault?: Fault;
	readonly order: readonly ProviderName[];
	/** Absolute. They come from the folder: environments found only there need approval. */
	readonly searchPaths: readonly string[];
	readonly goToolchain: GoToolchainSetting;
	readonly faults: readonly Fault[];
}

const usual: FolderSettings = {
	order: providers.map(({ name }) => name),
	searchPaths: [],
	goToolchain: { value: "local", isDefault: true },
	faults: [],
};

/**
 * Reads the settings in the folder's .vscode/settings.json; user settings belong to an editor and are not read. A malformed
 * file is used as far as it can be parsed, as in the editor, and reported as a fault. Throws only for programming errors.
 */
export async function folderSettings(host: Host, folder: string): Promise<FolderSettings> {
	const file = host.path.join(folder, ".vscode", "settings.json");
	try {
		const text = await host.read(file);
		return text === undefined ? usual : await settingsIn(host, folder, file, text);
	} catch (cause) {
		const fault = faultOrThrow(cause);
		const told = { ...fault, file };
		return { ...usual, faults: [told], ...(fault.kind === "not-readable" ? { environmentFault: told } : {}) };
	}
}

async function settingsIn(host: Host, folder: string, file: string, text: string): Promise<FolderSettings> {
	const read = await parsed(file, text);
	const faults = [...read.faults];
	const wrong = (name: string, message: string): void => {
		const { line = 1 } = read.setting(name) ?? {};
		faults.push({ kind: "malformed", message, file, line });
	};
	const value = (name: string): unknown => read.setting(name)?.value;
	return {
		...environmentIn(read.setting("environment"), file, wrong),
		order: orderIn(value("providers"), wrong),
		searchPaths: searchPathsIn(host, folder, value("searchPaths"), wrong),
		goToolchain: goToolchainIn(value("goToolchain"), wrong),
		faults,
	};
}

interface Setting {
	readonly value: unknown;
	readonly line: number;
}

interface Parsed {
	/** Takes the name without the prefix. The last one wins, as in the editor. */
	setting(name: string): Setting | undefined;
	readonly faults: readonly Fault[];
}

async function parsed(file: string, text: string): Promise<Parsed> {
	const { getNodeValue, parseTree, printParseErrorCode } = await import("jsonc-parser");
	const errors: ParseError[] = [];
	try {
		const root = parseTree(text.replace(/^\uFEFF/, " "), errors, { allowTrailingComma: true, allowEmptyContent: true });
		const [first] = errors;
		const wrong =
			mergeFault(file, text) ?? (first && malformed(file, printParseErrorCode(first.error), text, first.offset));
		return {
			setting(name) {
				const properties = root?.type === "object" ? (root.children ?? []) : [];
				const property = properties.findLast(({ children }) => children?.[0]?.value === `goEnvironments.${name}`);
				const node = property?.children?.[1];
				return node === undefined ? undefined : { value: getNodeValue(node), line: lineAt(text, node.offset) };
			},
			faults: wrong === undefined ? [] : [wrong],
		};
	} catch (cause) {
		// the parser is recursive: 60,000 open brackets are a RangeError
		if (!(cause instanceof RangeError)) throw cause;
		return { setting: () => undefined, faults: [malformed(file, "TooDeep", text, 0)] };
	}
}

function malformed(file: string, code: string, text: string, offset: number): Fault {
	const line = lineAt(text, offset);
	return {
		kind: "malformed",
		message: t("{0} is not valid JSON with comments ({1}).", file, code),
		remedies: [{ text: t("Correct the file. Only its readable part is used."), action: opening(file, line) }],
		file,
		line,
		column: offset - text.lastIndexOf("\n", offset - 1),
	};
}

type Wrong = (name: string, message: string) => void;

const notAList = (name: string): string =>
	t("The setting goEnvironments.{0} must be a list of strings. It is ignored.", name);

function environmentIn(
	setting: Setting | undefined,
	file: string,
	wrong: Wrong,
): { readonly environment?: WrittenReference } {
	if (setting === undefined || setting.value === null) return {};
	const { value, line } = setting;
	if (typeof value !== "string") {
		wrong("environment", t("The setting goEnvironments.environment must be a string. It is ignored."));
		return {};
	}
	return value.trim() === "" ? {} : { environment: { reference: value, file, line } };
}

const isTexts = (value: unknown): value is string[] =>
	Array.isArray(value) && value.every((part) => typeof part === "string");

function orderIn(value: unknown, wrong: Wrong): readonly ProviderName[] {
	if (value === undefined) return usual.order;
	if (!isTexts(value)) {
		wrong("providers", notAList("providers"));
		return usual.order;
	}
	const { order, problem } = providerOrder(value, providers);
	if (problem !== undefined) wrong("providers", problem.message);
	return order;
}

function searchPathsIn(host: Host, folder: string, value: unknown, wrong: Wrong): readonly string[] {
	if (value === undefined) return [];
	if (!isTexts(value)) {
		wrong("searchPaths", notAList("searchPaths"));
		return [];
	}
	return value.filter((path) => path !== "").map((path) => pathOfReference(host, path, folder));
}

const toolchains = ["local", "auto", "inherit"] as const;

function goToolchainIn(value: unknown, wrong: Wrong): GoToolchainSetting {
	if (value === undefined) return usual.goToolchain;
	const known = toolchains.find((name) => name === value);
	if (known !== undefined) return { value: known, isDefault: false };
	wrong(
		"goToolchain",
		t("The setting goEnvironments.goToolchain must be one of {0}. It is ignored.", toolchains.join(", ")),
	);
	return usual.goToolchain;
}
