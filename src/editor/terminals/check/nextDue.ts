/**
 * The first folder that is due for a check, with the key of what is known about it. Asks for the key of every folder, because
 * what is known about an earlier key must not be shown any more.
 */
export async function nextDue<Folder>(
	folders: readonly Folder[],
	keyNow: (folder: Folder) => Promise<string | undefined>,
	isDue: (key: string) => boolean,
): Promise<{ readonly folder: Folder; readonly key: string } | undefined> {
	const keyed: { readonly folder: Folder; readonly key: string | undefined }[] = [];
	for (const folder of folders) keyed.push({ folder, key: await keyNow(folder) });
	for (const { folder, key } of keyed) if (key !== undefined && isDue(key)) return { folder, key };
	return undefined;
}
