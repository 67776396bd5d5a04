import type { Fault } from "./fault.ts";

/** Environment variables. Windows compares names without case: read {@link Host.variables} only through `variable()`. */
export type Variables = Readonly<Record<string, string>>;

export type Platform = "linux" | "darwin" | "win32";

/** Path functions of the host's platform; core and providers never use `node:path`, so that Windows is tested on Linux. */
export interface Paths {
	readonly separator: "/" | "\\";
	/** Separates entries of PATH. */
	readonly delimiter: ":" | ";";
	join(...parts: string[]): string;
	resolve(...parts: string[]): string;
	dirname(path: string): string;
	basename(path: string): string;
	isAbsolute(path: string): boolean;
	normalize(path: string): string;
	relative(from: string, to: string): string;
}

export type EntryKind = "file" | "directory" | "link" | "other";

export interface DirectoryEntry {
	readonly name: string;
	readonly kind: EntryKind;
}

/**
 * What a path leads to, links followed. Times are in milliseconds since 1970. Programs may set `modified`; `changed` is when the
 * file system last saw the content, the permissions or the links of it change.
 */
export interface FileStat {
	readonly kind: "file" | "directory" | "other";
	readonly size: number;
	readonly modified: number;
	readonly changed: number;
	readonly executable: boolean;
}

/**
 * The owner of the code that a process runs. `machine`: a tool that the user installed; a folder: code in that workspace
 * folder.
 */
export type Origin = { readonly kind: "machine" } | { readonly kind: "folder"; readonly folder: string };

export interface RunRequest {
	readonly program: string;
	readonly arguments: readonly string[];
	readonly folder: string;
	/** All variables of the process; nothing is inherited. */
	readonly variables: Variables;
	readonly origin: Origin;
	/** Milliseconds; the whole process group is ended afterwards. */
	readonly timeoutMs: number;
	/**
	 * Milliseconds between SIGTERM and SIGKILL where it is ended, for a program that started processes in other groups and ends them
	 * itself; default 0, which is SIGKILL at once. SIGTERM is repeated meanwhile, for a program that missed it.
	 */
	readonly graceMs?: number;
	/** Bytes to keep of standard output and of standard error; default 1 MiB. */
	readonly maxOutputBytes?: number;
	/**
	 * Called for each line, without its line ending, as soon as the process has written it; {@link maxOutputBytes} does not apply.
	 * Each state of a progress bar (`\r`) is a line. Lines are cut after 65536 characters. If it throws, the process is ended and
	 * `run` throws the same.
	 */
	readonly onLine?: (line: string, from: OutputName) => void;
	/**
	 * Called with the id of the process, which is that of its process group, before its program begins to run (Windows: just
	 * afterwards). The program waits until it resolves. If it throws, the process is ended and `run` throws the same.
	 */
	readonly onStart?: (pid: number) => Promise<void>;
}

/**
 * A process, told apart from a later one with the same id. `machine`: the name of the machine, and on Linux of the container;
 * `started`: when it started, in a form of the system.
 */
export interface ProcessMark {
	readonly pid: number;
	readonly machine: string;
	readonly started: string;
}

/** Processes of this machine, ours or not. */
export interface Processes {
	/** By default of our own process; undefined if there is no such process. */
	mark(pid?: number): Promise<ProcessMark | undefined>;
	/** Undefined for a process of another machine, which cannot be asked. */
	isRunning(mark: ProcessMark): Promise<boolean | undefined>;
	/** Ends the process and its process group forcibly, if it is still the same process. */
	end(mark: ProcessMark): Promise<void>;
}

/**
 * A process of ours that outlives us and does nothing while we live. If we end without disposing it, in whatever way, it ends the
 * process groups that were named, then removes its paths, in their order and each only if those before are gone.
 */
export interface Watchdog extends Disposable {
	/** Names a process group to end; one with `graceMs` is asked to end first (SIGTERM), as {@link RunRequest.graceMs}. */
	watch(pid: number, graceMs?: number): void;
}

export type OutputName = "stdout" | "stderr";

export interface RunResult {
	/** null if a signal ended it. */
	readonly status: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface ForegroundRequest {
	readonly program: string;
	readonly arguments: readonly string[];
	/** Windows: joins the arguments without quoting; cmd.exe parses its command line in its own way. */
	readonly verbatim?: boolean;
	readonly folder: string;
	readonly variables: Variables;
	readonly origin: Origin;
}

export interface SpawnRequest extends Pick<RunRequest, "program" | "arguments" | "folder" | "variables" | "origin"> {
	/** Milliseconds between closing it and ending it forcibly; default 2000. */
	readonly graceMs?: number;
	/** Called for each line of standard error, as {@link RunRequest.onLine}; by default lines are logged. */
	readonly onErrorLine?: (line: string) => void;
}

export type ProcessEnd = { readonly status: number } | { readonly signal: string };

/**
 * A long-running process. Disposing it closes its input, sends SIGTERM to its process group, and SIGKILL after the grace period
 * (Windows: closes its input, and ends it with its children after that period). Its children end with it, and it ends with our
 * process.
 */
export interface Spawned extends Disposable {
	readonly pid: number;
	/** Its output, for one reader. It must be read: a full pipe blocks the process. `host/spawned` wraps Node's streams. */
	readonly stdout: AsyncIterable<Uint8Array>;
	/** Resolves when the process ended; `stdout` may still have unread output. Never rejects. */
	readonly ended: Promise<ProcessEnd>;
	/**
	 * Writes bytes, or text as UTF-8, to its input; resolves when the system has accepted them. Throws process-failed if it has
	 * ended.
	 */
	write(data: string | Uint8Array): Promise<void>;
	/** Closes its input. */
	endInput(): void;
}

/**
 * How a program in the foreground ended, or why the system could not start it (`ENOENT` if the program or its interpreter does
 * not exist, `E2BIG` …).
 */
export type ForegroundEnd = ProcessEnd | { readonly notStarted: string };

/** Who handles the signals to our process until a program in the foreground gets them. */
export interface SignalOwner {
	/** Aborted by a signal that came. */
	readonly signal: AbortSignal;
	/** Called when the signals have their next receiver, so that none is lost in between. */
	leaveSignals(): void;
}

/** Whether code of an origin may run: `isTrusted` in the editor, the stored approvals in the CLI. */
export interface Trust {
	allows(origin: Origin): boolean;
}

export interface Log {
	debug(message: string): void;
	info(message: string): void;
	warn(message: string): void;
	/** `cause` is logged with its chain of causes. */
	error(message: string, cause?: unknown): void;
}

export interface Disposable {
	dispose(): void;
}

/**
 * Our own store: small files by name (`selections/….json`), written atomically with modes 0700 and 0600. Faults: not-writable,
 * not-readable, disk-silent.
 */
export interface Store {
	readonly folder: string;
	read(name: string): Promise<string | undefined>;
	/** Whether {@link readNow} works: not if the store is on a disk that may hang. */
	readonly isAtHand: boolean;
	/** Synchronous read; undefined also for a file that cannot be read. For the editor's start, before terminals are restored. */
	readNow(name: string): string | undefined;
	/**
	 * Replaces the file atomically, or removes it for undefined. Also removes what dead processes left: temporary files beside it,
	 * and stores that they were about to remove.
	 */
	write(name: string, text: string | undefined): Promise<void>;
	/**
	 * As {@link write}, but only while the file has the text `expected`, or for undefined does not exist: false if it has another
	 * one, also after a {@link clear} meanwhile.
	 */
	replace(name: string, expected: string | undefined, text: string): Promise<boolean>;
	/** Writes a file that does not exist: false if it does. Of several processes at once, exactly one gets true. */
	create(name: string, text: string): Promise<boolean>;
	list(folder: string): Promise<readonly string[]>;
	/** Removes a symbolic link that another tool made in it, whoever owns its target; leaves anything else. */
	removeLink(name: string): Promise<void>;
	/** Removes the whole store. */
	clear(): Promise<void>;
}

export interface WriteOptions {
	/**
	 * The content that the file must have just before it is replaced, as {@link Host.read} returns it; undefined: it must not
	 * exist. If absent, nothing is compared.
	 */
	readonly expected?: string | undefined;
	/** Adds execute permission for all who have read permission. */
	readonly isProgram?: true;
	/** Creates missing folders, accessible only to the user. */
	readonly makesFolder?: true;
	readonly signal?: AbortSignal;
}

export interface FetchRequest {
	/** `http:` or `https:`. Credentials in it are sent, but never shown. */
	readonly url: string;
	/** Headers that identify the user (Authorization, Cookie) are not sent to another server after a redirect. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Milliseconds for the whole request. */
	readonly timeoutMs: number;
	/** Milliseconds without data, from the name lookup on; default 30 000. */
	readonly silenceTimeoutMs?: number;
	/** Bytes; larger content is refused. */
	readonly maxBytes: number;
	/** Checksum of the content, in lower-case hexadecimal. */
	readonly sha256?: string;
	/**
	 * The absolute path of a file in an existing folder. It is replaced once the content is complete and verified. Until then the
	 * content is in `<file>.part`, with `<file>.part.json`: if the server sends a version (a strong ETag), both stay after an
	 * interrupted download, and the next download of the same address resumes there. Only one download per file at a time.
	 */
	readonly file?: string;
	/** Called for each part with the bytes received and the total, if the server sends it. Exceptions are passed on. */
	readonly onProgress?: (received: number, total: number | undefined) => void;
}

export interface Fetched {
	/** The address after redirects. */
	readonly url: string;
	/** Response headers by lower-case name. */
	readonly headers: Readonly<Record<string, string>>;
	/** In bytes. */
	readonly size: number;
	/** Empty if the content was written to a file. */
	readonly content: Uint8Array;
}

/** The synchronous operations of {@link Host.look}: each behaves as the host's method of the same name. */
export interface Looks extends Platformed {
	read(path: string, limit?: number): string | undefined;
	readStart(path: string, bytes: number): Uint8Array | undefined;
	list(path: string): readonly DirectoryEntry[] | undefined;
	names(path: string): readonly string[] | undefined;
	stat(path: string): FileStat | undefined;
	realPath(path: string): string | undefined;
	readLink(path: string): string | undefined;
}

/** What functions need that compute with paths as this platform writes them. */
export type Platformed = Pick<Host, "platform" | "path">;

/** What functions need that abbreviate or expand the home folder in paths. */
export type Homed = Pick<Host, "home" | "path">;

/** The only access to the machine. Files are read, never executed; only `run`, `spawn` and `foreground` start processes. */
export interface Host {
	readonly platform: Platform;
	/** Node's processor name: `x64`, `arm64`. */
	readonly architecture: string;
	readonly path: Paths;
	readonly home: string;
	/** Whether `home` is the system's home folder of this account, not only what HOME says. */
	readonly isAccountsHome: boolean;
	/** A copy taken at the start, WITHOUT our own activation (core/activation/activeMark). */
	readonly variables: Variables;
	readonly trust: Trust;
	readonly log: Log;
	readonly store: Store;
	/** Milliseconds since 1970. */
	now(): number;
	/**
	 * Yields to the event loop if this code has run for some milliseconds. Every read and look yields on its own; long loops
	 * without one must call this.
	 */
	yield(): Promise<void>;
	/**
	 * The text of a regular file, or undefined if it does not exist. Keeps a byte order mark as U+FEFF; decodes UTF-16 that has
	 * one. `limit` is in bytes, default 1 MiB. Throws not-a-file, too-large, not-readable, disk-silent.
	 */
	read(path: string, limit?: number): Promise<string | undefined>;
	/** The first `bytes` of a regular file, or undefined if it does not exist. Throws as {@link read}. */
	readStart(path: string, bytes: number): Promise<Uint8Array | undefined>;
	/**
	 * The entries of a directory sorted by name, or undefined if it is not an existing directory. Throws not-readable,
	 * disk-silent.
	 */
	list(path: string): Promise<readonly DirectoryEntry[] | undefined>;
	/** The unsorted names in a directory; faster than {@link list}, otherwise the same. */
	names(path: string): Promise<readonly string[] | undefined>;
	/** Undefined if it does not exist, also as the target of a symbolic link. Throws not-readable, disk-silent. */
	stat(path: string): Promise<FileStat | undefined>;
	/**
	 * The path with symbolic links resolved, or undefined if it does not exist (or is a cycle). Throws not-readable, disk-silent.
	 */
	realPath(path: string): Promise<string | undefined>;
	/** The target of a symbolic link, as written; undefined if it is not one. */
	readLink(path: string): Promise<string | undefined>;
	/**
	 * Runs several lookups together, such as all for one environment: a listing makes thousands, and awaiting each costs more than
	 * the disk does. `view` must have no side effects: if a disk makes it wait, it is restarted with the results so far, and must
	 * pass on the exception that signals this. Throws what `view` throws.
	 */
	look<T>(view: (looks: Looks) => T): Promise<T>;
	/**
	 * Replaces a file atomically, or creates it; its folder must exist, or be created by `makesFolder`. For a symbolic link, its
	 * target is replaced. Keeps permission bits, and the owner if the system allows it, but not hard links. Text is written in the
	 * file's encoding, with its byte order mark, and with its line endings if they are uniform; bytes are written unchanged. On
	 * failure the file is unchanged and no temporary file is left. Throws not-writable, not-a-file, conflict (unexpected content),
	 * malformed (a text with bytes that are not UTF-8), too-large (more than 16 MiB of text), not-readable, cancelled, disk-silent.
	 */
	write(path: string, content: string | Uint8Array, options?: WriteOptions): Promise<void>;
	/**
	 * Whether a file of this size can be written now in a folder or in its nearest existing parent. Writes and removes a trial
	 * file, because statfs does not report quotas. True if it cannot be tried. Never throws a fault.
	 */
	hasRoom(folder: string, bytes: number): Promise<boolean>;
	/**
	 * Whether entries can be created in a folder, or in its nearest existing parent if it does not exist: permissions, and a disk
	 * that is mounted read-only. Never throws a fault.
	 */
	isWritable(folder: string): Promise<boolean>;
	/**
	 * Removes a file, a link (not its target), or a folder with its content, also where folders in it are read-only. Does nothing
	 * if it does not exist. Throws not-writable, disk-silent.
	 */
	remove(path: string): Promise<void>;
	/** Renames a file, a link or a folder in one step, on one disk. The new name must not exist. Throws not-writable, disk-silent. */
	rename(from: string, to: string): Promise<void>;
	/** Calls `changed` shortly after one of the paths changed. At most 200 watchers; further paths are not watched. */
	watch(paths: readonly string[], changed: () => void): Disposable;
	/**
	 * The content of a web address, by GET. Uses the proxies in http_proxy, https_proxy, all_proxy and no_proxy of {@link
	 * variables}, in upper or lower case (the editor's own settings take precedence), and the certificates of NODE_EXTRA_CA_CERTS
	 * and SSL_CERT_FILE in addition to Node's. Throws network (no connection, a status other than 200, a redirect that is not
	 * followed), timed-out, cancelled, too-large, malformed (another checksum), not-supported (a proxy that is neither http nor
	 * https); for a file also not-writable, not-readable and disk-silent.
	 */
	fetch(request: FetchRequest, signal?: AbortSignal): Promise<Fetched>;
	/** Runs a process to its end. Throws not-allowed, timed-out, cancelled, process-failed (it could not be started). */
	run(request: RunRequest, signal?: AbortSignal): Promise<RunResult>;
	readonly processes: Processes;
	/**
	 * Ends the process groups that it is told of, and removes `paths`, if our process is killed. Windows has none: the result does
	 * nothing there.
	 */
	watchdog(paths: readonly string[]): Promise<Watchdog>;
	/** Starts a long-running process that the caller owns. Throws not-allowed, process-failed (it could not be started). */
	spawn(request: SpawnRequest): Promise<Spawned>;
	/**
	 * Runs a process with our own input, output and signals, which `owner` has handled until then. Throws not-allowed, cancelled
	 * (a signal came first, so nothing was started).
	 */
	foreground(request: ForegroundRequest, owner?: SignalOwner): Promise<ForegroundEnd>;
	/** The disks that have not responded so far, without duplicates. */
	readonly silent: readonly Fault[];
	/** Lower-case hexadecimal. */
	sha256(content: string | Uint8Array): string;
}
