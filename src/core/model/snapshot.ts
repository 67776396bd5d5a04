import { FaultError } from "../fault.ts";
import type { Host, Looks } from "../host.ts";

/**
 * The host as one reading of a folder sees it: each file is read and each folder listed once, whoever asks, so that all that is
 * said of the folder is of one moment. What is not about files is the host's own.
 */
export function snapshotOf(host: Host): Host {
	const known = new Map<string, { readonly value: unknown } | { readonly fault: FaultError }>();
	/** Of files that could be read, whatever limit they were read with. */
	const texts = new Map<string, string | undefined>();
	/** Those of the look that runs. */
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
			// what is no fault may be the host's, which begins this look again
			if (cause instanceof FaultError) known.set(key, { fault: cause });
			throw cause;
		}
	}

	const looks: Looks = {
		platform: host.platform,
		path: host.path,
		read(file, limit) {
			const text = texts.get(file);
			// who allows less than was read decides anew
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
