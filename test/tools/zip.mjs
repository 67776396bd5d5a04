// Reads zip files: module zips of Go toolchains, our own .vsix.
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openPromise } from "yauzl";

/** The file names in a zip, in its order. */
export async function namesInZip(file) {
	const names = [];
	for await (const { fileName } of (await openPromise(file)).eachEntry()) names.push(fileName);
	return names;
}

/**
 * Unpacks each file for which `placeOf(name)` returns a path below `folder`: `{ path, executable }`, or undefined to skip it.
 */
export async function unpackZip(file, folder, placeOf) {
	const made = new Set();
	const zip = await openPromise(file);
	for await (const entry of zip.eachEntry()) {
		// yauzl refuses names that point outside the folder
		const place = entry.fileName.endsWith("/") ? undefined : placeOf(entry.fileName);
		if (place === undefined) continue;
		const target = join(folder, place.path);
		if (!made.has(dirname(target))) mkdirSync(dirname(target), { recursive: true });
		made.add(dirname(target));
		const parts = [];
		for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part);
		writeFileSync(target, Buffer.concat(parts));
		if (place.executable) chmodSync(target, 0o755);
	}
}
