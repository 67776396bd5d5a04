import type { Host } from "../core/host.ts";

/** A setting in the folder's own settings file. */
export interface FolderSetting {
	readonly file: string;
	/** Undefined if the file does not set it. */
	value(): string | undefined;
	/** Undefined removes it. Throws malformed, not-writable, conflict. */
	write(value: string | undefined): Promise<void>;
	/** Removes the file if it is empty. */
	removeEmpty(): Promise<void>;
}

/**
 * Writes a setting, and returns what restores the earlier value, unless others have written another one since. A file that did
 * not exist is gone then, also where writing fails. Throws malformed, not-writable, conflict.
 */
export async function writeSetting(
	host: Pick<Host, "stat">,
	setting: FolderSetting,
	value: string | undefined,
): Promise<() => Promise<void>> {
	const before = setting.value();
	const isNew = (await host.stat(setting.file)) === undefined;
	try {
		await setting.write(value);
	} catch (cause) {
		if (isNew) await setting.removeEmpty();
		throw cause;
	}
	return async () => {
		if (setting.value() === value) await setting.write(before);
		if (isNew) await setting.removeEmpty();
	};
}
