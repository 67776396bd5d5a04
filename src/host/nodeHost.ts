import { createRequire } from "node:module";
import { posix, win32 } from "node:path";
import { withoutActivation } from "../core/activation/activeMark.ts";
import type { Disposable, Host, Log, Paths, Platform, Trust, Variables } from "../core/host.ts";
import { type Disk, nodeDisk } from "./disk.ts";
import { distantCalls } from "./distantCalls.ts";
import { distantRootOf } from "./distantRootOf.ts";
import { filesOf } from "./files.ts";
import { hasRoomOf } from "./hasRoom.ts";
import { accountsHome } from "./homeFolder.ts";
import { mountsOf } from "./mounts.ts";
import { storeFolder, storeIn } from "./store.ts";
import { treesOf } from "./trees.ts";
import { writesOf } from "./writes.ts";
import { writeTarget } from "./writeTarget.ts";

export interface HostOptions {
	/** A copy of the environment, taken before other code can change it; our own activation may be in it. */
	readonly variables: Variables;
	readonly home: string;
	/** Replaced in tests. */
	readonly accountsHome?: string;
	readonly trust: Trust;
	readonly log: Log;
	/** File descriptors that `foreground` passes on (host/inheritedFiles). */
	readonly inheritedFiles?: readonly number[];
	/** The editor's watchers; the CLI has none. */
	readonly watch?: (paths: readonly string[], changed: () => void) => Disposable;
	/** Replaced in tests. */
	readonly disk?: Disk;
	readonly platform?: Platform;
	readonly architecture?: string;
	readonly storeFolder?: string;
	/** Milliseconds after which a network disk is no longer accessed. */
	readonly diskTimeoutMs?: number;
}

/** A disk that does not respond within this time is no longer accessed. */
const defaultDiskTimeoutMs = 2000;

export function pathsOf(platform: Platform): Paths {
	const { sep, delimiter, ...path } = platform === "win32" ? win32 : posix;
	return { ...path, separator: sep, delimiter: delimiter };
}

/** Platforms other than Windows and macOS are treated as Linux: tools use the same paths there. */
export function currentPlatform(): Platform {
	return process.platform === "win32" || process.platform === "darwin" ? process.platform : "linux";
}

/** Loads a module of Node that most commands do not need: processes, network and hashes take 15 ms to load. */
const builtIn = createRequire(process.execPath) as (name: "node:crypto") => typeof import("node:crypto");

/** The access to this machine. The code for processes and downloads is loaded on first use. */
export function nodeHost(options: HostOptions): Host {
	const { home, trust, log, disk = nodeDisk, platform = currentPlatform() } = options;
	const path = pathsOf(platform);
	const variables = withoutActivation({ platform, path }, options.variables);
	const mounts = mountsOf(disk, platform, path, home, variables);
	const distant = distantCalls(disk, options.diskTimeoutMs ?? defaultDiskTimeoutMs);
	const files = filesOf({ disk, platform, path, mounts, distant });
	const disks = { disk, path, mounts, distant, look: files.look };

	/** The real path of a download, once its disk has responded. */
	async function placeOf(file: string): Promise<string> {
		const target = await files.look((looks) => writeTarget(looks, path, file));
		const root = mounts.distantRoot(target);
		if (root !== undefined) await distant.call(root, "own", [root]);
		return disk.place(target);
	}

	return {
		platform,
		architecture: options.architecture ?? process.arch,
		path,
		home,
		isAccountsHome: home === (options.accountsHome ?? accountsHome()),
		variables,
		trust,
		log,
		store: storeIn(options.storeFolder ?? storeFolder(platform, home, variables), {
			rootOf: (place) => distantRootOf(mounts, path, place),
			run: distant.run,
		}),
		now: () => Date.now(),
		yield: files.yield,
		read: files.read,
		readStart: files.readStart,
		list: files.list,
		names: files.names,
		stat: files.stat,
		realPath: files.realPath,
		readLink: files.readLink,
		look: files.look,
		hasRoom: hasRoomOf(disks),
		fetch: async (request, signal) => {
			const { fetchWith } = await import("./fetched.ts");
			return await fetchWith({ platform, variables, log, read: files.read, placeOf })(request, signal);
		},
		write: writesOf(disks),
		...treesOf(disks),
		get silent() {
			return files.silent;
		},
		watch: options.watch ?? (() => ({ dispose: () => {} })),
		run: async (request, signal) => (await import("./processes.ts")).runWith(trust, log)(request, signal),
		processes: {
			mark: async (pid) => (await import("./processMark.ts")).markOf(pid),
			isRunning: async (mark) => (await import("./processMark.ts")).isRunning(mark),
			end: async (mark) => (await import("./processMark.ts")).endMarked(mark),
		},
		watchdog: async (paths) => (await import("./watchdog.ts")).watchdogOver(paths),
		spawn: async (request) => (await import("./spawned.ts")).spawnWith(trust, log)(request),
		foreground: async (request, owner) =>
			(await import("./processes.ts")).foregroundWith(trust, options.inheritedFiles)(request, owner),
		sha256: (content) => builtIn("node:crypto").createHash("sha256").update(content).digest("hex"),
	};
}
