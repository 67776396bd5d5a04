import type { Node } from "jsonc-parser";
import { faultOrThrow } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { isObject } from "../../core/isObject.ts";
import { lineAt } from "../../core/lineAt.ts";
import { settingsFile } from "../../core/settings/settingNames.ts";

/** A path that a setting of the official Go extension names. */
export interface GoExtensionSetting {
	readonly name: GoSettingName;
	/** Of a setting that is an object: `PATH` of `go.toolsEnvVars`. */
	readonly key?: string;
	readonly value: string;
	/** Absent for the user's own settings. */
	readonly file?: string;
	readonly line?: number;
}

/** The settings that decide which Go the extension runs, each with the keys that do if it is an object. */
export const goSettingKeys = {
	"go.goroot": undefined,
	"go.gopath": undefined,
	"go.alternateTools": ["go"],
	"go.toolsEnvVars": ["PATH", "Path", "GOROOT"],
} as const;

export type GoSettingName = keyof typeof goSettingKeys;

const names = Object.keys(goSettingKeys) as readonly GoSettingName[];

/** Values that the editor knows. `file`: where they are, if not in the user's settings. */
export interface GoSettingSource {
	value(name: string): unknown;
	readonly file?: string | undefined;
}

/** The paths in such values. */
export function goExtensionSettings({ value: given, file }: GoSettingSource): readonly GoExtensionSetting[] {
	const place = file === undefined ? {} : { file };
	return names.flatMap((name): readonly GoExtensionSetting[] => {
		const value = given(name);
		const keys = goSettingKeys[name];
		if (keys === undefined) return isText(value) ? [{ name, value, ...place }] : [];
		if (!isObject(value)) return [];
		return keys.flatMap((key) => {
			const own = (value as Readonly<Record<string, unknown>>)[key];
			return isText(own) ? [{ name, key, value: own, ...place }] : [];
		});
	});
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** The paths in the folder's own settings file, each with its line. A file that cannot be read has none. */
export async function writtenGoSettings(host: Host, folder: string): Promise<readonly GoExtensionSetting[]> {
	const file = settingsFile(host, folder);
	const text = await host.read(file).catch((cause: unknown) => {
		faultOrThrow(cause);
		return undefined;
	});
	if (text === undefined) return [];
	const { parseTree } = await import("jsonc-parser");
	let root: Node | undefined;
	try {
		root = parseTree(text.replace(/^\uFEFF/, " "), [], { allowTrailingComma: true });
	} catch (cause) {
		// the parser is recursive: 60,000 open brackets
		if (!(cause instanceof RangeError)) throw cause;
	}
	const inside = (node: Node | undefined, key: string): Node | undefined =>
		node?.type === "object"
			? node.children?.findLast(({ children: [name] = [] }) => name?.value === key)?.children?.[1]
			: undefined;
	return names.flatMap((name) => {
		const found = inside(root, name);
		const keys = goSettingKeys[name];
		const nodes =
			keys === undefined ? [[undefined, found] as const] : keys.map((key) => [key, inside(found, key)] as const);
		return nodes.flatMap(([key, node]) => {
			const value: unknown = node?.value;
			if (node === undefined || !isText(value)) return [];
			return [{ name, value, file, line: lineAt(text, node.offset), ...(key === undefined ? {} : { key }) }];
		});
	});
}
