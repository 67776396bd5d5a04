import type { Host } from "../host.ts";

const storedVersion = 1;

/** Where the records of editors lie in our store. */
export const editorRecords = "editors";

/** The folders that an editor keeps for us: what is left of us when it uninstalls us. */
export interface EditorRecord {
	/** The editor's global storage for this extension. */
	readonly storage: string;
	/** The folder of the extension itself; another with each version, beside the earlier one. */
	readonly extension: string;
}

/** Notes this editor, for the uninstall script, which the editor tells nothing. Writes only what differs. Throws not-writable. */
export async function noteEditor(host: Host, { storage, extension }: EditorRecord): Promise<void> {
	const name = `${editorRecords}/${host.sha256(storage).slice(0, 32)}.json`;
	const text = `${JSON.stringify({ version: storedVersion, storage, extension })}\n`;
	const stored = await host.store.read(name).catch(() => undefined);
	if (stored !== text) await host.store.write(name, text);
}

/** The record in a stored text; undefined where it is none, or a newer version's. */
export function editorRecordOf(text: string | undefined): EditorRecord | undefined {
	try {
		const { version, storage, extension } = JSON.parse(text ?? "{}") as Record<string, unknown>;
		if (version !== storedVersion || typeof storage !== "string" || typeof extension !== "string") return undefined;
		return { storage, extension };
	} catch {
		return undefined;
	}
}
