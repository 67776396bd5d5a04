import { afterEach, beforeEach, expect, it } from "vitest";
import type { GoEnvironment } from "../../src/core/environment.ts";
import { faultOf } from "../../src/core/fault.ts";
import { defaultGoToolchain } from "../../src/core/folderKnowledge.ts";
import { useEnvironment } from "../../src/operations/useEnvironment.ts";
import { knowledge } from "../../src/specifications/knowledge.ts";
import { type Machine, machine } from "../support/machine.ts";
import { goVersion, row } from "../support/rows.ts";

const toolchain = {
	kind: "known",
	version: goVersion("1.22.5"),
	goroot: "/sdk/go",
	program: "/sdk/go/bin/go",
} as const;
const sdk: GoEnvironment = { ...row({ provider: "sdk", name: "go1.22.5", version: "1.22.5" }), toolchain };

let made: Machine;
beforeEach(() => {
	made = machine({ files: { "/w/go.mod": "", "/sdk/go/bin/go": "program" } });
});
afterEach(() => made.remove());

/** The selections that were stored, or the kind of the fault. */
async function used(environment: GoEnvironment): Promise<readonly string[] | string | undefined> {
	const stored: string[] = [];
	const operation = useEnvironment({
		place: {
			host: made.host,
			folder: "/w",
			settings: { order: ["sdk"], searchPaths: [], goToolchain: defaultGoToolchain },
			providers: [],
			knowledge,
		},
		machine: { rows: [environment], faults: [] },
		rows: async () => [environment],
		base: "/w",
		wanted: { environment },
		select: async (choice) => void stored.push(typeof choice === "object" ? choice.name : choice),
	});
	try {
		await operation.run(() => {}, new AbortController().signal);
		return stored;
	} catch (cause) {
		return stored.length > 0 ? stored : faultOf(cause)?.kind;
	}
}

it("an environment whose Go went since it was listed is refused, and the selection stays as it was", async () => {
	expect(await used(sdk)).toEqual(["go1.22.5"]);
	expect(await used({ ...sdk, toolchain: { ...toolchain, program: "/sdk/gone/bin/go" } })).toBe("toolchain-missing");
});

it("one that is activated on request may have to be built again", async () => {
	const kind = { ...sdk.kind, activation: "on-request" } as const;
	expect(await used({ ...sdk, kind, toolchain: { ...toolchain, program: "/nix/store/gone/bin/go" } })).toEqual([
		"go1.22.5",
	]);
});
