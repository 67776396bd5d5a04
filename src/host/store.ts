import { readFileSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FaultError, type FaultKind } from "../core/fault.ts";
import type { Platform, Store, Variables } from "../core/host.ts";
import { t } from "../core/words.ts";

/** `$XDG_STATE_HOME` or `~/.local/state`, `~/Library/Application Support`, `%LOCALAPPDATA%`, each `/go-environments`. */
export function storeFolder(platform: Platform, home: string, variables: Variables): string {
	const state = variables["XDG_STATE_HOME"];
	if (platform === "win32") {
		return `${variables["LOCALAPPDATA"] ?? `${home}\\AppData\\Local`}\\go-environments`;
	}
	if (platform === "darwin") return `${home}/Library/Application Support/go-environments`;
	// the XDG base directory specification: a relative path is ignored
	return `${state?.startsWith("/") ? state : `${home}/.local/state`}/go-environments`;
}

/** Our own store below `folder`, a path of the real machine. It is made when first written. */
export function storeIn(folder: string): Store {
	let writes: Promise<unknown> = Promise.resolve();

	async function writeNow(name: string, text: string | undefined): Promise<void> {
		const file = join(folder, name);
		try {
			if (text === undefined) {
				await rm(file, { force: true });
				return;
			}
			await mkdir(dirname(file), { recursive: true, mode: 0o700 });
			await replace(file, text);
			await removeLeftovers(dirname(file));
		} catch (cause) {
			throw storeFault("not-writable", t("{0} could not be written ({1}).", file, codeOf(cause)), file, cause);
		}
	}

	return {
		folder,
		async read(name) {
			const file = join(folder, name);
			try {
				return await readFile(file, "utf8");
			} catch (cause) {
				if (codeOf(cause) === "ENOENT" || codeOf(cause) === "ENOTDIR") return undefined;
				throw storeFault("not-readable", t("{0} cannot be read ({1}).", file, codeOf(cause)), file, cause);
			}
		},
		readNow(name) {
			try {
				return readFileSync(join(folder, name), "utf8");
			} catch {
				return undefined;
			}
		},
		write(name, text) {
			const write = writes.then(() => writeNow(name, text));
			writes = write.catch(() => {}); // the caller has it
			return write;
		},
		async list(below) {
			const names = await readdir(join(folder, below)).catch(() => []);
			return names.filter((name) => !isTemporary(name)).map((name) => `${below}/${name}`);
		},
		async clear() {
			await rm(folder, { recursive: true, force: true });
		},
	};
}

const codeOf = (cause: unknown): string => String((cause as NodeJS.ErrnoException | undefined)?.code ?? cause);

function storeFault(kind: FaultKind, message: string, file: string, cause: unknown): FaultError {
	return new FaultError({ kind, message, file }, { cause });
}

const temporaryName = /\.(\d+)-\d+\.tmp$/;
const isTemporary = (name: string): boolean => temporaryName.test(name);
let serial = 0;

/** Written beside, made durable, then renamed: a reader sees the old content or the new one, whenever we are killed. */
async function replace(file: string, text: string): Promise<void> {
	serial += 1;
	const temporary = `${file}.${process.pid}-${serial}.tmp`;
	const handle = await open(temporary, "wx", 0o600);
	try {
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
	try {
		await renamePatiently(temporary, file);
	} catch (cause) {
		await rm(temporary, { force: true });
		throw cause;
	}
}

/** Windows refuses to replace a file that another process reads just now. */
async function renamePatiently(from: string, to: string): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			await rename(from, to);
			return;
		} catch (cause) {
			const busy = ["EPERM", "EACCES", "EBUSY"].includes(codeOf(cause));
			if (process.platform !== "win32" || !busy || attempt === 10) throw cause;
			await new Promise((done) => setTimeout(done, 10 * attempt));
		}
	}
}

/** What processes left behind that were killed while they wrote. */
async function removeLeftovers(folder: string): Promise<void> {
	for (const name of await readdir(folder)) {
		const pid = temporaryName.exec(name)?.[1];
		if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (cause) {
		return codeOf(cause) === "EPERM"; // another user's
	}
}
