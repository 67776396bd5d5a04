import { rm } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";
import { editorRecordOf, editorRecords } from "../core/model/editorRecord.ts";
import { storeIn } from "./store.ts";

/** Publisher and name: what every editor calls its global storage for us. */
const extensionId = "go-environments.go-environments";

/**
 * Removes what the editor that had our extension in `extension` kept for us, and its record in the store below `folder`;
 * choices, and what other editors keep, stay. Resolves to the folders that were removed. Throws not-writable, and Node's errors.
 */
export async function removeEditor(folder: string, extension: string): Promise<readonly string[]> {
	const store = storeIn(folder);
	const removed: string[] = [];
	for (const name of await store.list(editorRecords)) {
		const record = editorRecordOf(store.readNow(name));
		// an upgrade lies beside the version that noted it
		if (record === undefined || dirname(record.extension) !== dirname(extension)) continue;
		const { storage } = record;
		// the record is a file that anybody may have written: nothing but such a folder is ever removed
		if (!isAbsolute(storage) || basename(storage) !== extensionId) continue;
		await rm(storage, { recursive: true, force: true });
		await rm(join(folder, name), { force: true });
		removed.push(storage);
	}
	return removed;
}
