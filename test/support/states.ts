import type { GoEnvironment, ProviderName } from "../../src/core/environment.ts";
import type { InheritedGo } from "../../src/core/folderKnowledge.ts";
import type { Host } from "../../src/core/host.ts";
import type { JudgedRequirement } from "../../src/core/requirements/requirement.ts";
import type { FolderState, ProviderState, Selection } from "../../src/core/state.ts";
import { pathsOf } from "../../src/host/nodeHost.ts";
import { goVersion } from "./rows.ts";

/** The part of a host that presentation uses. */
export const linuxPlaces: Pick<Host, "home" | "path" | "platform"> = {
	home: "/home/u",
	path: pathsOf("linux"),
	platform: "linux",
};

export function folderState(selection: Selection, more: Partial<FolderState> = {}): FolderState {
	return {
		folder: "/w/api",
		environments: [],
		specifications: [],
		requirements: [],
		selection,
		activation: { kind: "none" },
		faults: [],
		...more,
	};
}

type Inherits = Extract<Selection, { kind: "inherited" }>;

/** Inherits the Go of a row, or none, without having selected it. */
export function inherits(environment?: GoEnvironment, more: Partial<Inherits> = {}): Inherits {
	return {
		kind: "inherited",
		reason: { kind: "none" },
		inherited: inheritedOf(environment),
		...(environment === undefined ? {} : { environment }),
		...more,
	};
}

function inheritedOf(environment: GoEnvironment | undefined): InheritedGo {
	if (environment?.toolchain.kind !== "known") return { kind: "none" };
	const { version, goroot, program } = environment.toolchain;
	return { kind: "program", version, goroot, program };
}

/** `go 1.22` in the folder's go.mod, line 3, met by default. */
export function requirement(version: string, more: Partial<JudgedRequirement> = {}): JudgedRequirement {
	return {
		range: `>=${version}`,
		version: goVersion(version),
		source: "go",
		file: "/w/api/go.mod",
		line: 3,
		decides: true,
		met: true,
		...more,
	};
}

export const titles: ReadonlyMap<ProviderName, string> = new Map([
	["sdk", "Go SDKs"],
	["gvm", "gvm"],
	["conda", "conda"],
	["flake", "Nix flakes"],
]);

export function listed(environments: ProviderState["environments"], more: Partial<ProviderState> = {}): ProviderState {
	return { kind: "listed", environments, faults: [], ...more };
}
