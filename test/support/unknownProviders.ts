import { environmentId, type GoEnvironment } from "../../src/core/environment.ts";
import type { Host } from "../../src/core/host.ts";
import type { Provider } from "../../src/core/provider.ts";
import { goProgramOf, toolchainAt } from "../../src/goroot/toolchainAt.ts";
import { providers } from "../../src/providers/index.ts";
import { type Content, goroot, type Machine, machine } from "./machine.ts";

/**
 * A provider unknown to src, as a contributor would write it: Guix profiles in `~/profiles/<name>`, and `.guix` of a folder.
 */
export const guix: Provider = {
	name: "guix",
	title: "Guix profiles",
	kind: { foundBy: "version", namedAfter: "purpose", isPlain: false, isProjectCode: false, activation: "immediate" },
	async *discoverMachine(host) {
		const folder = host.path.join(host.home, "profiles");
		yield { kind: "place", path: folder };
		for (const { name } of (await host.list(folder)) ?? []) {
			const environment = await guixRow(host, host.path.join(folder, name));
			if (environment !== undefined) yield { kind: "environment", environment };
		}
	},
	async *discoverFolder(host, folder) {
		const environment = await guixRow(host, host.path.join(folder, ".guix"), folder);
		if (environment !== undefined) yield { kind: "environment", environment };
	},
	classify: (host, path) => guixRow(host, path),
	activate: async (host, { location, toolchain }, base) => ({
		activation: {
			lists: { PATH: { prepend: [host.path.join(location, "bin")], drop: [] } },
			variables: { GUIX_PROFILE: location, GUIX_OUTER: base["GUIX_PROFILE"] ?? null },
			terminal: {},
		},
		toolchain,
		inputs: [host.path.join(location, "manifest")],
		warnings: [],
		scripts: [],
	}),
	inputs: async (host, { location }) => [host.path.join(location, "manifest")],
	pathFolders: async (host, { location }) => [host.path.join(location, "bin")],
	async leave(_host, base) {
		const { GUIX_PROFILE: profile, ...variables } = base;
		return { variables: profile === undefined ? base : variables, scripts: [] };
	},
};

async function guixRow(host: Host, location: string, folder?: string): Promise<GoEnvironment | undefined> {
	if ((await host.stat(host.path.join(location, "manifest")))?.kind !== "file") return undefined;
	return await host.look((looks): GoEnvironment => {
		const goroot = host.path.join(location, "lib", "go");
		const real = looks.realPath(location);
		const realGoroot = looks.realPath(goroot);
		return {
			id: environmentId("guix", location),
			provider: "guix",
			kind: guix.kind,
			name: host.path.basename(location),
			otherNames: [],
			location,
			toolchain: realGoroot === undefined ? { kind: "none" } : toolchainAt(looks, goroot, goProgramOf(host, goroot)),
			otherPaths: [],
			realPaths: [real, realGoroot].filter((path) => path !== undefined),
			origin: "guix",
			notes: [],
			problems: [],
			...(folder === undefined ? {} : { folder }),
		};
	});
}

/** Shells of a file in the project, each activated only on request: the same kind as a flake. */
const devbox: Provider = {
	name: "devbox",
	title: "Devbox shells",
	kind: { foundBy: "name", namedAfter: "purpose", isPlain: false, isProjectCode: true, activation: "on-request" },
	shellFile: "devbox.json",
	async *discoverMachine() {},
	async *discoverFolder(host, folder) {
		for (const shell of (await host.read(host.path.join(folder, "devbox.json")))?.trim().split(" ") ?? []) {
			yield { kind: "environment", environment: devboxRow(folder, shell) };
		}
	},
	classify: async () => undefined,
	activate: async (host, { name, location, toolchain }) => ({
		activation: {
			lists: {},
			variables: { DEVBOX_SHELL: name, DEVBOX_ALL: (await host.read(devboxFile(host, location))) ?? "" },
			terminal: {},
		},
		toolchain,
		inputs: [devboxFile(host, location)],
		warnings: [],
		scripts: [],
	}),
	inputs: async (host, { location }) => [devboxFile(host, location)],
	pathFolders: async () => [],
};

const devboxFile = ({ path }: Host, folder: string): string => path.join(folder, "devbox.json");

export const devboxRow = (folder: string, shell: string): GoEnvironment => ({
	id: environmentId("devbox", `${folder}#${shell}`),
	provider: "devbox",
	kind: devbox.kind,
	name: `#${shell}`,
	otherNames: [],
	shell,
	location: folder,
	toolchain: { kind: "unknown" },
	otherPaths: [],
	realPaths: [folder],
	origin: "devbox",
	notes: [],
	problems: [],
	folder,
});

/** The real providers and these two. */
export const allProviders: readonly Provider[] = [...providers, guix, devbox];

const profile = (at: string, version?: string): Record<string, Content> => ({
	[`${at}/manifest`]: "(manifest)\n",
	...(version === undefined ? {} : goroot(`${at}/lib/go`, version)),
});

/** A machine with environments of both, of the machine and of the folder `work`, and one SDK. */
export function machineOfUnknown(work: string): Machine {
	return machine({
		variables: { PATH: "/usr/bin", GUIX_PROFILE: "/outer" },
		files: {
			...profile("/home/u/profiles/ci", "1.23.4"),
			...profile("/home/u/profiles/a-tools", "1.21.6"),
			...profile("/home/u/profiles/bare"),
			...profile(`${work}/.guix`, "1.20.1"),
			...profile("/opt/unlisted", "1.19.1"),
			...goroot("/home/u/sdk/go1.22.5", "1.22.5"),
			"/home/u/sdk/go1.22.5/.unpacked-success": "",
			[`${work}/devbox.json`]: "default ci\n",
			[`${work}/tools/README`]: "",
		},
	});
}
