import type { ProgramSetting } from "../creation.ts";
import type { ProviderName } from "../environment.ts";
import type { Fault, Problem } from "../fault.ts";
import { defaultGoToolchain, type GoToolchainSetting, goToolchainValues } from "../folderKnowledge.ts";
import type { Homed } from "../host.ts";
import { t } from "../l10n.ts";
import type { Provider } from "../provider.ts";
import { pathOfReference } from "../selection/reference.ts";
import type { WrittenReference } from "../selection/selectionOf.ts";
import { providerOrder } from "./providerOrder.ts";
import { programSettings, type SettingName, section } from "./settingNames.ts";

/** The effective settings of a folder, or of the machine if no folder is named. */
export interface FolderSettings {
	readonly order: readonly ProviderName[];
	/** Absolute. */
	readonly searchPaths: readonly string[];
	readonly goToolchain: GoToolchainSetting;
	readonly environment?: WrittenReference;
	/** `<provider>.program`, by provider. */
	readonly programs?: Readonly<Record<ProviderName, ProgramSetting>>;
	/** Set if it is unknown whether the settings name an environment; also one of the faults. */
	readonly environmentFault?: Fault;
	/** Problems of the settings themselves. */
	readonly faults?: readonly Fault[];
}

/** A setting as it was written. */
export interface RawSetting {
	/** null means not set: in a folder's settings it overrides the user's value. */
	readonly value: unknown;
	/** The value comes from the manifest: nobody has set it. */
	readonly isDefault?: boolean;
	/** The workspace's file that contains it. User settings have none. */
	readonly file?: string;
	/** From 1. */
	readonly line?: number;
}

/** The settings as a face reads them, unchecked. */
export interface RawSettings {
	setting(name: SettingName): RawSetting | undefined;
	/** The folder that relative search paths are relative to. */
	readonly base: string;
	/** Faults of the settings file itself. */
	readonly faults?: readonly Fault[];
}

type Tell = (name: SettingName, problem: Problem) => void;

/**
 * Interprets the settings, in the same way for the editor and the command line. A wrong value or list entry is ignored and
 * reported as a fault; the other entries are kept. `providers` are in their default order.
 */
export function folderSettings(
	host: Homed,
	providers: readonly Pick<Provider, "name">[],
	raw: RawSettings,
): FolderSettings {
	const faults: Fault[] = [...(raw.faults ?? [])];
	const tell: Tell = (name, problem) => faults.push({ ...problem, ...placeOf(raw.setting(name)) });
	const settings = {
		...environmentIn(raw, tell),
		order: orderIn(raw, providers, tell),
		searchPaths: searchPathsIn(host, raw, tell),
		goToolchain: goToolchainIn(raw, tell),
		...programsIn(host, raw, tell),
	};
	// an unreadable file may set an environment
	// what a file says that cannot be read nobody knows: it may name an environment
	const environmentFault = faults.find(({ kind }) => /^(?:not-readable|too-large|disk-silent)$/.test(kind));
	return { ...settings, faults, ...(environmentFault === undefined ? {} : { environmentFault }) };
}

const placeOf = ({ file, line }: Partial<RawSetting> = {}): Pick<Fault, "file" | "line"> => ({
	...(file === undefined ? {} : { file }),
	...(line === undefined ? {} : { line }),
});

const wrong = (name: SettingName, message: string): Problem => ({
	kind: "malformed",
	message,
	remedies: [
		{
			text: t("Correct the setting goEnvironments.{0}.", name),
			action: { kind: "setting", name: `${section}.${name}` },
		},
	],
});

function environmentIn(raw: RawSettings, tell: Tell): Pick<FolderSettings, "environment"> {
	const setting = raw.setting("environment");
	const value = setting?.value ?? undefined;
	if (value === undefined) return {};
	if (typeof value !== "string") {
		tell(
			"environment",
			wrong("environment", t("The setting goEnvironments.environment must be a string. It is ignored.")),
		);
		return {};
	}
	return value.trim() === "" ? {} : { environment: { reference: value, ...placeOf(setting) } };
}

function orderIn(raw: RawSettings, providers: readonly Pick<Provider, "name">[], tell: Tell): readonly ProviderName[] {
	const names = stringsIn(raw, "providers", tell);
	if (names === undefined) return providers.map(({ name }) => name);
	const { order, problem } = providerOrder(names, providers);
	if (problem !== undefined) tell("providers", problem);
	return order;
}

function searchPathsIn(host: Homed, raw: RawSettings, tell: Tell): readonly string[] {
	const paths = (stringsIn(raw, "searchPaths", tell) ?? []).map((path) => path.trim());
	return paths.filter((path) => path !== "").map((path) => pathOfReference(host, path, raw.base));
}

function goToolchainIn(raw: RawSettings, tell: Tell): GoToolchainSetting {
	const { value, isDefault = false } = raw.setting("goToolchain") ?? {};
	if (value === undefined || value === null) return defaultGoToolchain;
	const known = goToolchainValues.find((name) => name === value);
	if (known !== undefined) return { value: known, isDefault };
	const names = goToolchainValues.join(", ");
	tell(
		"goToolchain",
		wrong("goToolchain", t("The setting goEnvironments.goToolchain must be one of {0}. It is ignored.", names)),
	);
	return defaultGoToolchain;
}

function programsIn(host: Homed, raw: RawSettings, tell: Tell): Pick<FolderSettings, "programs"> {
	const programs: Record<ProviderName, ProgramSetting> = {};
	for (const name of programSettings) {
		const { value, file } = raw.setting(name) ?? {};
		if (value === undefined || value === null || value === "") continue;
		if (typeof value !== "string") {
			tell(name, wrong(name, t("The setting goEnvironments.{0} must be a string. It is ignored.", name)));
			continue;
		}
		const written = value.trim();
		const program = /[\\/~]/.test(written) ? pathOfReference(host, written, raw.base) : written;
		programs[name.slice(0, name.indexOf("."))] = { program, ...(file === undefined ? {} : { file }) };
	}
	return Object.keys(programs).length === 0 ? {} : { programs };
}

/** Undefined if the setting is not set, or if none of it is valid. */
function stringsIn(raw: RawSettings, name: SettingName, tell: Tell): readonly string[] | undefined {
	const value = raw.setting(name)?.value ?? undefined;
	if (value === undefined) return undefined;
	if (!Array.isArray(value)) {
		tell(name, wrong(name, t("The setting goEnvironments.{0} must be a list of strings. It is ignored.", name)));
		return undefined;
	}
	const entries: readonly unknown[] = value;
	const strings = entries.filter((entry): entry is string => typeof entry === "string");
	const others = entries.filter((entry) => typeof entry !== "string");
	if (others.length === 0) return strings;
	tell(
		name,
		wrong(
			name,
			t(
				"The setting goEnvironments.{0} must be a list of strings. These entries are ignored: {1}.",
				name,
				shown(others),
			),
		),
	);
	// a list without a valid entry was not meant to be empty
	return strings.length === 0 ? undefined : strings;
}

const maxShownEntries = 3;
const maxShownCharacters = 40;

function shown(entries: readonly unknown[]): string {
	const texts = entries.slice(0, maxShownEntries).map((entry) => {
		const text = JSON.stringify(entry);
		return text.length > maxShownCharacters ? `${text.slice(0, maxShownCharacters)}…` : text;
	});
	return [...texts, ...(entries.length > maxShownEntries ? ["…"] : [])].join(", ");
}
