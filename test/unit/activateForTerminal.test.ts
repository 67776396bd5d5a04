import { expect, it } from "vitest";
import type { Activated } from "../../src/core/activation.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import { faultOf } from "../../src/core/fault.ts";
import type { ActivationState, FolderState, Selection } from "../../src/core/state.ts";
import { activateForTerminal } from "../../src/operations/activateForTerminal.ts";
import { goVersion, row } from "../support/rows.ts";
import { inherits, linuxPlaces } from "../support/states.ts";

const go = row({ provider: "sdk", name: "go1.22.5", version: "1.22.5", location: "/go" });
const ci = row({ provider: "conda", name: "ci", version: "1.25.3", location: "/ci" });
const python: GoEnvironment = { ...ci, name: "py", toolchain: { kind: "none" } };

const activatedOf = ({ location }: GoEnvironment): Activated => ({
	activation: { lists: { PATH: { prepend: [`${location}/bin`], drop: [] } }, variables: {}, terminal: {} },
	toolchain: { kind: "unknown" },
	inputs: [],
	warnings: [],
	scripts: [],
});

const chosen: Selection = { kind: "chosen", environment: go, reason: { kind: "pick" } };
const stateOf = (selection: Selection, activation: ActivationState = { kind: "none" }): FolderState =>
	({ folder: "/work", selection, activation }) as FolderState;

async function opened(state: FolderState | undefined, other?: GoEnvironment): Promise<unknown> {
	const activated = async (environment: GoEnvironment): Promise<Activated> => activatedOf(environment);
	const { run } = activateForTerminal(linuxPlaces, { state, other, activated });
	try {
		const result = await run(() => {}, new AbortController().signal);
		return result && [result.environment.name, result.activation.lists["PATH"]?.prepend, result.isOwn];
	} catch (cause) {
		return faultOf(cause)?.kind;
	}
}

it("gives the folder's environment, as it is in use, or another one", async () => {
	const inUse: Activated = { ...activatedOf(go), activation: activatedOf(ci).activation };
	expect(await opened(stateOf(chosen))).toEqual(["go1.22.5", ["/go/bin"], true]);
	expect(await opened(stateOf(chosen, { kind: "outdated", activated: inUse }))).toEqual([
		"go1.22.5",
		["/ci/bin"],
		true,
	]);
	expect(await opened(stateOf(chosen), ci)).toEqual(["ci", ["/ci/bin"], false]);
	expect(await opened(undefined, ci)).toEqual(["ci", ["/ci/bin"], false]);
	expect(await opened(stateOf(inherits()))).toBeUndefined();
});

it("gives no other Go in the place of one that is missing, has no Go, or cannot be activated", async () => {
	const fault = { kind: "malformed", message: "It cannot be read." } as const;
	const missing: Selection = { kind: "missing", reference: "x", reason: { kind: "pick" }, fault };
	expect(await opened(stateOf(missing))).toBe("selection-missing");
	expect(await opened(stateOf(missing), ci)).toEqual(["ci", ["/ci/bin"], false]);
	expect(await opened(stateOf(chosen), python)).toBe("reference-refused");
	const flake: GoEnvironment = { ...go, notActivatable: { kind: "not-supported", message: "Not yet." } };
	expect(await opened(stateOf(chosen), flake)).toBe("not-supported");
});

it("gives an inherited Go that was selected, which then comes first", async () => {
	const environment: GoEnvironment = {
		...go,
		toolchain: { kind: "known", version: goVersion("1.22.5"), goroot: "/go", program: "/usr/bin/go" },
	};
	const inherited: Selection = inherits(environment, { reason: { kind: "pick" } });
	expect(await opened(stateOf(inherited))).toEqual(["go1.22.5", ["/usr/bin"], true]);
	expect(await opened(stateOf({ ...inherited, reason: { kind: "none" } }))).toBeUndefined();
});
