import type { Action, OperationCall } from "../../src/core/action.ts";

type OperationAction = Extract<Action, { readonly kind: "operation" }>;
type Kinds = Exclude<Action["kind"], "operation"> | `operation ${OperationCall["name"]}`;

/** One of each kind of action, by name; the compiler reports missing ones. */
export const actions = {
	use: { kind: "use", reference: "conda:ci" },
	select: { kind: "select" },
	open: { kind: "open", file: "/w/api/go.mod", line: 3 },
	setting: { kind: "setting", name: "goEnvironments.searchPaths" },
	trust: { kind: "trust" },
	"operation refresh": operation({ name: "refresh" }),
	"operation clear": operation({ name: "clear" }),
	"operation letGoSwitch": operation({ name: "letGoSwitch" }),
	"operation checkTerminal": operation({ name: "checkTerminal" }),
	"operation activate": operation({ name: "activate" }),
	"operation allowBuilds": operation({ name: "allowBuilds", reference: "flake:/w/api#ci" }),
	"operation openTerminal": operation({ name: "openTerminal" }),
	"operation create": operation({ name: "create", file: "/w/api/environment.yml" }),
	"operation update": operation({ name: "update", file: "/w/api/environment.yml" }),
	log: { kind: "log" },
	copy: { kind: "copy", text: "go env -u GOROOT" },
} as const satisfies Record<Kinds, Action>;

function operation(call: OperationCall): OperationAction {
	return { kind: "operation", ...call };
}

export type ActionName = keyof typeof actions;

/** All actions with their names. */
export const eachAction = Object.entries(actions) as readonly (readonly [ActionName, Action])[];
