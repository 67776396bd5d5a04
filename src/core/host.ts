import type { Fault } from "./fault.ts";

/** Environment variables. On Windows names compare without case: read them with {@link Host.variables} only through `variable()`. */
export type Variables = Readonly<Record<string, string>>;

export type Platform = "linux" | "darwin" | "win32";

/** Path arithmetic of the host's platform; never `node:path` in core or a provider, so that Windows is tested on Linux. */
export interface Paths {
	readonly separator: "/" | "\\";
	/** Between entries of PATH. */
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

/** Whose code a process runs. `machine`: a tool that the user installed; a folder: code that lies in that workspace folder. */
export type Origin = { readonly kind: "machine" } | { readonly kind: "folder"; readonly folder: string };

export interface RunRequest {
	readonly program: string;
	readonly arguments: readonly string[];
	readonly folder: string;
	/** The whole environment of the process; nothing is inherited. */
	readonly variables: Variables;
	readonly origin: Origin;
	/** Milliseconds; afterwards the whole process group is ended. */
	readonly limit: number;
	/** Bytes of standard output and error that are kept, each; 1 MiB unless said. */
	readonly outputLimit?: number;
	/**
	 * Called for each line, without its end, as soon as the process has written it; {@link outputLimit} does not count here. Each
	 * state of a progress bar (`\r`) is a line. Of a line longer than 65536 characters these are told. Where it throws, the
	 * process is ended and `run` throws the same.
	 */
	readonly onLine?: (line: string, from: OutputName) => void;
}

export type OutputName = "stdout" | "stderr";

export interface RunResult {
	/** null where a signal ended it. */
	readonly status: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface ForegroundRequest {
	readonly program: string;
	readonly arguments: readonly string[];
	/** Windows: the arguments are joined as they are; cmd.exe reads its command line in its own way. */
	readonly verbatim?: boolean;
	readonly folder: string;
	readonly variables: Variables;
	readonly origin: Origin;
}

export interface SpawnRequest extends Pick<RunRequest, "program" | "arguments" | "folder" | "variables" | "origin"> {
	/** Milliseconds that it has to end by itself when it is disposed; 2000 unless said. */
	readonly grace?: number;
	/** Called for each line of standard error, as {@link RunRequest.onLine} is; unless said they go to the log. */
	readonly onErrorLine?: (line: string) => void;
}

export type ProcessEnd = { readonly status: number } | { readonly signal: string };

/**
 * A process that stays. Disposing it closes its input and sends SIGTERM to its process group, and SIGKILL after the time of
 * grace (Windows: closes its input, and ends it and its children after that time). What it started ends with it, and it ends
 * with us.
 */
export interface Spawned extends Disposable {
	readonly pid: number;
	/** Its output, for one reader. It has to be read: a full pipe holds up the process. `host/spawned` gives Node's streams. */
	readonly stdout: AsyncIterable<Uint8Array>;
	/** Resolves when the process ended; the last of its output may still wait in `stdout`. Never rejects. */
	readonly ended: Promise<ProcessEnd>;
	/** Sends bytes, or text as UTF-8, to its input; resolves when the system has taken them. Throws process-failed: it has ended. */
	write(data: string | Uint8Array): Promise<void>;
	/** Closes its input. */
	endInput(): void;
}

/**
 * How a program in the foreground ended, or why the system could not start it (`ENOENT` where the program or its interpreter
 * is missing, `E2BIG` …).
 */
export type ForegroundEnd = ProcessEnd | { readonly notStarted: string };

/** Whether code of an origin may run: the editor's `isTrusted`, or the CLI's allow list. */
export interface Trust {
	allows(origin: Origin): boolean;
}

export interface Log {
	debug(message: string): void;
	info(message: string): void;
	warn(message: string): void;
	/** `cause` is printed with its chain of causes. */
	error(message: string, cause?: unknown): void;
}

export interface Disposable {
	dispose(): void;
}

/**
 * Our own store: small files by name (`selections/…json`), written atomically, 0700 and 0600. Faults: not-writable,
 * not-readable, disk-silent.
 */
export interface Store {
	readonly folder: string;
	read(name: string): Promise<string | undefined>;
	/** Whether {@link readNow} can answer: not where the store lies on a disk that may hang. */
	readonly isAtHand: boolean;
	/** The same at once, undefined also for what cannot be read: for the start of the editor, before terminals are restored. */
	readNow(name: string): string | undefined;
	/** Replaces the file in one step, or removes it for undefined. Removes temporary files of dead processes beside it. */
	write(name: string, text: string | undefined): Promise<void>;
	list(folder: string): Promise<readonly string[]>;
	/** Removes all of it. */
	clear(): Promise<void>;
}

export interface WriteOptions {
	/**
	 * What the file has to hold right before it is replaced, as {@link Host.read} gives it; undefined: it must not be there.
	 * Unless it is said, nothing is compared.
	 */
	readonly expected?: string | undefined;
	readonly signal?: AbortSignal;
}

export interface FetchRequest {
	/** `http:` or `https:`. Credentials in it are sent, and shown nowhere. */
	readonly url: string;
	/** What tells who we are (Authorization, Cookie) is not sent to another server, where the first one redirects. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Milliseconds for all of it. */
	readonly limit: number;
	/** Milliseconds in which nothing is heard, from the look-up of the name on; 30 000 unless said. */
	readonly silenceLimit?: number;
	/** Bytes of the content; one that is larger is refused. */
	readonly sizeLimit: number;
	/** Of the content, in lower-case hexadecimal. */
	readonly sha256?: string;
	/**
	 * The absolute path of a file, in a folder that is there, that gets the content, and is replaced when all of it is there and
	 * right. Until then it is `<file>.part`, with `<file>.part.json`: where the server tells a version (a strong ETag), these stay
	 * when a download ends early, and the next one of the same address goes on there. One download for a file at a time.
	 */
	readonly file?: string;
	/** Called for each part, with the bytes that are there and those of the whole where the server tells. What it throws is thrown. */
	readonly onProgress?: (received: number, total: number | undefined) => void;
}

export interface Fetched {
	/** Where the last redirect led. */
	readonly url: string;
	/** Of the answer, by lower-case name. */
	readonly headers: Readonly<Record<string, string>>;
	/** Bytes. */
	readonly size: number;
	/** Empty where it went to a file. */
	readonly content: Uint8Array;
}

/** The looks of {@link Host.look}: each is what the host's method of this name promises, at once. */
export interface Looks extends Pick<Host, "platform" | "path"> {
	read(path: string, limit?: number): string | undefined;
	readStart(path: string, bytes: number): Uint8Array | undefined;
	list(path: string): readonly DirectoryEntry[] | undefined;
	names(path: string): readonly string[] | undefined;
	stat(path: string): FileStat | undefined;
	realPath(path: string): string | undefined;
	readLink(path: string): string | undefined;
}

/** The one door to the machine. Files are read, never executed; only `run`, `spawn` and `foreground` start something. */
export interface Host {
	readonly platform: Platform;
	/** Node's name of the processor: `x64`, `arm64`. */
	readonly architecture: string;
	readonly path: Paths;
	readonly home: string;
	/** Whether `home` is what the system says of this account, and not only what HOME says. */
	readonly isAccountsHome: boolean;
	/** A copy taken first thing, WITHOUT our own activation in it (core/activation/activeMark). */
	readonly variables: Variables;
	readonly trust: Trust;
	readonly log: Log;
	readonly store: Store;
	/** Milliseconds since 1970. */
	now(): number;
	/**
	 * Lets other work of the event loop have its turn when this has gone on for some milliseconds. Every read and every look
	 * does so by itself; long loops without one call it.
	 */
	yield(): Promise<void>;
	/**
	 * The text of a regular file, or undefined where nothing is there. A byte order mark stays, as U+FEFF; UTF-16 with one is
	 * decoded. `limit` is in bytes, 1 MiB unless said. Throws not-a-file, too-large, not-readable, disk-silent.
	 */
	read(path: string, limit?: number): Promise<string | undefined>;
	/** The first `bytes` of a regular file as they are, or undefined where nothing is there. Throws as {@link read}. */
	readStart(path: string, bytes: number): Promise<Uint8Array | undefined>;
	/** The entries of a directory sorted by name, or undefined where no directory is. Throws not-readable, disk-silent. */
	list(path: string): Promise<readonly DirectoryEntry[] | undefined>;
	/** The names in a directory in no order, faster than {@link list}, which it is like otherwise. */
	names(path: string): Promise<readonly string[] | undefined>;
	/** Undefined where nothing is, or where a link leads nowhere. Throws not-readable, disk-silent. */
	stat(path: string): Promise<FileStat | undefined>;
	/** The path without links, or undefined where it leads nowhere (also in a cycle). Throws not-readable, disk-silent. */
	realPath(path: string): Promise<string | undefined>;
	/** Where a symbolic link points, as written; undefined where there is none. */
	readLink(path: string): Promise<string | undefined>;
	/**
	 * The looks that belong together, such as all at one environment, in one go: a listing makes thousands, and waiting for each
	 * costs more than the disk does. `view` only looks and returns: where a disk makes it wait, it begins again with what was
	 * answered, and what it throws for that must pass through. Throws what `view` throws.
	 */
	look<T>(view: (looks: Looks) => T): Promise<T>;
	/**
	 * Replaces a file in one step, or creates it; its folder must be there. A link stays, and what it leads to is replaced.
	 * Permission bits are kept, and the owner where the system allows it; hard links are not. A text takes the encoding of the
	 * file, its byte order mark, and its line ends where they are all of one kind; bytes are written as they are. Where it throws,
	 * the file is as it was and nothing lies beside it. Throws not-writable, not-a-file, conflict (not as expected), malformed (a
	 * text with bytes that are no UTF-8), too-large (more than 16 MiB of text), not-readable, cancelled, disk-silent.
	 */
	write(path: string, content: string | Uint8Array, options?: WriteOptions): Promise<void>;
	/**
	 * Bytes that the user may still write on the disk of a path, or of its nearest parent that is there; undefined where it cannot
	 * be told. Never throws a fault.
	 */
	freeSpace(path: string): Promise<number | undefined>;
	/** Calls `changed` some time after one of the paths changed. At most 200 watchers; beyond that nothing is watched. */
	watch(paths: readonly string[], changed: () => void): Disposable;
	/**
	 * The content of an address of the web, by GET. Through the proxies that http_proxy, https_proxy, all_proxy and no_proxy name in
	 * {@link variables}, in either case (the editor's own settings come before them); with the certificates of NODE_EXTRA_CA_CERTS and
	 * SSL_CERT_FILE beside Node's. Throws network (no connection, a status that is not 200, a redirect that is not followed),
	 * timed-out, cancelled, too-large, malformed (another checksum), not-supported (a proxy that is neither http nor https); for a
	 * file also not-writable, not-readable and disk-silent.
	 */
	fetch(request: FetchRequest, signal?: AbortSignal): Promise<Fetched>;
	/** A process that ends. Throws not-allowed, timed-out, cancelled, process-failed (it could not be started). */
	run(request: RunRequest, signal?: AbortSignal): Promise<RunResult>;
	/** A process that stays, owned by whoever starts it. Throws not-allowed, process-failed (it could not be started). */
	spawn(request: SpawnRequest): Promise<Spawned>;
	/** A process with our own input, output and signals. Throws not-allowed. */
	foreground(request: ForegroundRequest): Promise<ForegroundEnd>;
	/** The places that did not answer so far, each once. */
	readonly silent: readonly Fault[];
	/** Lower-case hexadecimal. */
	sha256(content: string | Uint8Array): string;
}
