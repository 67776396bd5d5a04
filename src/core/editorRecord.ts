import type { Host } from "./host.ts";

const storedVersion = 1;

/** The folder of editor records in our store. */
export const editorRecords = "editors";

/** The folders that an editor keeps for us and that may remain after it uninstalls us. */
export interface EditorRecord {
	/** The editor's global storage for this extension. */
	readonly storage: string;
	/** The extension's own folder; each version has its own. */
	readonly extension: string;
}

/**
 * Records this editor for the uninstall script, which gets no information from the editor. Writes only changes. Throws
 * not-writable.
 */
export async function noteEditor(host: Host, { storage, extension }: EditorRecord): Promise<void> {
	const name = `${editorRecords}/${host.sha256(storage).slice(0, 32)}.json`;
	const text = `${JSON.stringify({ version: storedVersion, storage, extension })}\n`;
	const stored = await host.store.read(name).catch(() => undefined);
	if (stored !== text) await host.store.write(name, text);
}

/** Parses a stored record; undefined if it is invalid or from a newer version. */
export function editorRecordOf(text: string | undefined): EditorRecord | undefined {
	try {
		const { version, storage, extension } = JSON.parse(text ?? "{}") as Record<string, unknown>;
		if (version !== storedVersion || typeof storage !== "string" || typeof extension !== "string") return undefined;
		return { storage, extension };
	} catch {
		return undefined;
	}
}
