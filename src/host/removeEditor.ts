import { rm } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";
import { editorRecordOf, editorRecords } from "../core/editorRecord.ts";
import { storeIn } from "./store.ts";

/** Publisher and name: the name of our global storage folder in every editor. */
const extensionId = "go-environments.go-environments";

/**
 * Removes what the editor with our extension in `extension` stored for us, and its record in the store below `folder`; keeps
 * selections and the data of other editors. Resolves to the removed folders. Throws not-writable, and Node's errors.
 */
export async function removeEditor(folder: string, extension: string): Promise<readonly string[]> {
	const store = storeIn(folder);
	const removed: string[] = [];
	for (const name of await store.list(editorRecords)) {
		const record = editorRecordOf(store.readNow(name));
		// another version is in the same folder as the recorded one
		if (record === undefined || dirname(record.extension) !== dirname(extension)) continue;
		const { storage } = record;
		// others may have written the record: only remove a folder with our name
		if (!isAbsolute(storage) || basename(storage) !== extensionId) continue;
		await rm(storage, { recursive: true, force: true });
		await rm(join(folder, name), { force: true });
		removed.push(storage);
	}
	return removed;
}
