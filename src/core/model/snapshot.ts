import { FaultError } from "../fault.ts";
import type { Host, Looks } from "../host.ts";

/**
 * The host during one reading of a folder: each file is read and each folder listed only once, so that the whole state
 * describes one moment. Everything else is passed to the host.
 */
export function snapshotOf(host: Host): Host {
	const known = new Map<string, { readonly value: unknown } | { readonly fault: FaultError }>();
	/** Texts of files that were read, with any limit. */
	const texts = new Map<string, string | undefined>();
	/** The operations of the current look. */
	let own: Looks;

	function once<T>(key: string, ask: () => T): T {
		const answer = known.get(key);
		if (answer !== undefined) {
			if ("fault" in answer) throw answer.fault;
			return answer.value as T;
		}
		try {
			const value = ask();
			known.set(key, { value });
			return value;
		} catch (cause) {
			// an exception that is not a fault may be the host's signal to restart this look
			if (cause instanceof FaultError) known.set(key, { fault: cause });
			throw cause;
		}
	}

	const looks: Looks = {
		platform: host.platform,
		path: host.path,
		read(file, limit) {
			const text = texts.get(file);
			// with a smaller limit than the cached read, the host decides again
			if (texts.has(file) && (text === undefined || limit === undefined || text.length <= limit)) return text;
			const read = once(`read ${limit} ${file}`, () => own.read(file, limit));
			texts.set(file, read);
			return read;
		},
		readStart: (file, bytes) => once(`start ${bytes} ${file}`, () => own.readStart(file, bytes)),
		list: (folder) => once(`list ${folder}`, () => own.list(folder)),
		names: (folder) => once(`names ${folder}`, () => own.names(folder)),
		stat: (path) => once(`stat ${path}`, () => own.stat(path)),
		realPath: (path) => once(`real ${path}`, () => own.realPath(path)),
		readLink: (path) => once(`link ${path}`, () => own.readLink(path)),
	};
	const look: Host["look"] = (view) =>
		host.look((given) => {
			own = given;
			return view(looks);
		});

	return {
		...host,
		get silent() {
			return host.silent;
		},
		look,
		read: (file, limit) => look(({ read }) => read(file, limit)),
		readStart: (file, bytes) => look(({ readStart }) => readStart(file, bytes)),
		list: (folder) => look(({ list }) => list(folder)),
		names: (folder) => look(({ names }) => names(folder)),
		stat: (path) => look(({ stat }) => stat(path)),
		realPath: (path) => look(({ realPath }) => realPath(path)),
		readLink: (path) => look(({ readLink }) => readLink(path)),
	};
}
