import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Host, Log, Platform, Trust, Variables } from "../../src/core/host.ts";
import { nodeHost, pathsOf } from "../../src/host/nodeHost.ts";
import { type Content, goroot, quietLog, temporaryFolder, trustAll } from "./machine.ts";

/** The files of a prefix with conda-forge's go of a version, or without Go. */
export function prefixFiles(at: string, version?: string, platform: Platform = "linux"): Record<string, Content> {
	const { join: joined } = pathsOf(platform);
	const files: Record<string, Content> = { [joined(at, "conda-meta", "history")]: "" };
	if (version === undefined) return files;
	const own = goroot(joined(at, "go"), version, platform);
	files[joined(at, "conda-meta", `go-${version}-h2_1.json`)] = "{}";
	if (platform !== "win32") return { ...files, ...own, [joined(at, "bin", "go")]: { link: "../go/bin/go" } };
	// conda-forge moves the programs out of GOROOT on Windows
	const { [joined(at, "go", "bin", "go.exe")]: program, ...rest } = own;
	return { ...files, ...rest, [joined(at, "bin", "go.exe")]: program ?? "" };
}

/** A home folder on the real disk, for files that real shells read. */
export interface Home {
	readonly home: string;
	host(options?: { readonly trust?: Trust; readonly log?: Log; readonly variables?: Variables }): Host;
	/** Paths are below the home folder; those ending in `bin/conda` are programs. */
	write(files: Readonly<Record<string, string>>): void;
	remove(): void;
}

export function realHome(): Home {
	const home = temporaryFolder();
	return {
		home,
		host: ({ trust = trustAll, log = quietLog, variables = {} } = {}) =>
			nodeHost({ home, variables: { HOME: home, ...variables }, trust, log, storeFolder: join(home, ".store") }),
		write(files) {
			for (const [path, text] of Object.entries(files)) {
				const file = join(home, path);
				mkdirSync(dirname(file), { recursive: true });
				writeFileSync(file, text);
				if (path.endsWith("bin/conda")) chmodSync(file, 0o755);
			}
		},
		remove: () => rmSync(home, { recursive: true, force: true }),
	};
}
