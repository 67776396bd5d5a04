import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Host, Log, Platform, Trust, Variables } from "../../src/core/host.ts";
import { nodeHost, pathsOf } from "../../src/host/nodeHost.ts";
import { placeIn, rootedDisk } from "./rootedDisk.ts";

/** A file's text or bytes; a program (mode 0755); a link with its target; or null for an empty directory. */
export type Content = string | Uint8Array | { readonly program: string } | { readonly link: string } | null;

export interface MachineOptions {
	readonly platform?: Platform;
	readonly home?: string;
	/** The account's home according to the system, if it differs from HOME. */
	readonly accountsHome?: string;
	readonly variables?: Variables;
	readonly trust?: Trust;
	/** Dead network disks. */
	readonly silent?: readonly string[];
	/** Files and directories that may not be read. */
	readonly denied?: readonly string[];
	readonly calls?: Map<string, number>;
	readonly log?: Log;
	readonly files?: Readonly<Record<string, Content>>;
}

/** A simulated machine in a folder: its host reads nothing else. Call `[Symbol.dispose]` or `remove()` at the end. */
export interface Machine {
	readonly host: Host;
	/** The real folder that represents `/`. */
	readonly root: string;
	/** The real path of one of the machine's paths. */
	place(path: string): string;
	write(files: Readonly<Record<string, Content>>): void;
	/** The same machine with other options (other variables: another terminal). */
	withOptions(options: Omit<MachineOptions, "files">): Machine;
	remove(): void;
}

export const quietLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
export const trustAll: Trust = { allows: () => true };
const homes: Readonly<Record<Platform, string>> = { linux: "/home/u", darwin: "/Users/u", win32: "C:\\Users\\u" };

/** A new folder below the system's temporary one, without links in its path. */
export function temporaryFolder(): string {
	return realpathSync(mkdtempSync(join(tmpdir(), "ge-")));
}

export function machine(options: MachineOptions = {}): Machine {
	const root = temporaryFolder();
	const made = machineIn(root, options);
	made.write(options.files ?? {});
	return made;
}

function machineIn(root: string, options: MachineOptions): Machine {
	const { platform = "linux", variables = {} } = options;
	const home = options.home ?? homes[platform];
	const place = (path: string): string => placeIn({ root, platform }, path);
	const host = nodeHost({
		platform,
		architecture: "x64",
		home,
		accountsHome: options.accountsHome ?? "/nobody",
		variables: { ...(platform === "win32" ? { USERPROFILE: home } : { HOME: home }), ...variables },
		trust: options.trust ?? trustAll,
		log: options.log ?? quietLog,
		disk: rootedDisk({
			root,
			platform,
			silent: options.silent ?? [],
			denied: options.denied ?? [],
			...(options.calls === undefined ? {} : { calls: options.calls }),
		}),
		storeFolder: join(root, ".store"),
		diskTimeoutMs: 100,
	});
	return {
		host,
		root,
		place,
		write(files) {
			for (const [path, content] of Object.entries(files)) writeContent(place(path), content);
		},
		withOptions: (more) => machineIn(root, { ...options, ...more }),
		remove: () => rmSync(root, { recursive: true, force: true }),
	};
}

export function writeContent(file: string, content: Content): void {
	mkdirSync(content === null ? file : dirname(file), { recursive: true });
	if (content === null) return;
	if (typeof content === "string" || content instanceof Uint8Array) writeFileSync(file, content);
	else if ("link" in content) symlinkSync(content.link, file);
	else {
		writeFileSync(file, content.program);
		chmodSync(file, 0o755);
	}
}

/** The files of a GOROOT that our code reads. `platform` decides whether it has `go.exe`. */
export function goroot(at: string, version: string, platform: Platform = "linux"): Record<string, Content> {
	const path = pathsOf(platform);
	const program = path.join(at, "bin", platform === "win32" ? "go.exe" : "go");
	// from 1.21 VERSION has a second line (facts of go: cmd/dist)
	const isNew = !/^1\.(?:\d|1\d|20)(?:\D|$)/.test(version);
	return {
		[path.join(at, "VERSION")]: isNew ? `go${version}\ntime 2024-07-02T20:15:38Z\n` : `go${version}`,
		[program]: { program: "#!/bin/sh\nexit 1\n" },
		[path.join(at, "src", "fmt", "print.go")]: "package fmt\n",
	};
}
