import { type Call, generated, type NixFunction } from "./nixLibrary.ts";
import {
	attribute,
	emptySet,
	type Lazy,
	lazily,
	merged,
	type NixSet,
	type NixValue,
	once,
	setOf,
	textsOf,
	unknown,
	updated,
} from "./nixValue.ts";

const none: Lazy = lazily(unknown);

/** The functions of flake-utils, flake-utils-plus and flake-parts that build a flake's outputs from a shorter form. */
export const flakeLibraries: Readonly<Record<string, NixFunction>> = {
	eachDefaultSystem: { arity: 1, apply: (call, make = none) => bySystem(call, unknown, make) },
	eachDefaultSystemMap: { arity: 1, apply: (call, make = none) => generated(call, unknown, make) },
	eachSystemMap: { arity: 2, apply: (call, systems = none, make = none) => generated(call, systems(), make) },
	eachDefaultSystemPassThrough: { arity: 1, apply: (call, make = none) => call(make(), none) },
	eachSystemPassThrough: { arity: 2, apply: (call, _, make = none) => call(make(), none) },
	// flake-utils takes systems and a function; with a function alone, it is a function of the project that creates an attribute
	// per system
	eachSystem: {
		arity: 1,
		apply: (call, systems = none) =>
			systems().kind === "function"
				? generated(call, unknown, systems)
				: { kind: "function", call: (make) => bySystem(call, systems(), make) },
	},
	evalFlakeModule: {
		arity: 2,
		apply: (call, _, module = none) =>
			setOf([["config", lazily(setOf([["flake", once(() => flakeParts(call, module(), undefined))]]))]]),
	},
	simpleFlake: { arity: 1, apply: (_, options = none) => simpleFlake(options()) },
	mkFlake: {
		arity: 1,
		apply: (call, options = none) => {
			const build = attribute(options(), "outputsBuilder");
			if (build?.kind === "function") return perSystem(call(build, none), unknown);
			return { kind: "function", call: (module) => flakeParts(call, module(), undefined) };
		},
	},
};

/** A project's own function that is applied for each system: `self.lib.forAllSystems (system: …)`. */
export function perSystemFunction(name: string): NixFunction | undefined {
	if (!/^(?:for|each|per|gen)\w*systems?$/i.test(name)) return undefined;
	return {
		arity: 1,
		apply: (call, make = none) =>
			make().kind === "function" ? generated(call, unknown, make) : { kind: "unknown", name },
	};
}

/** As in flake-utils: `f system` returns the outputs, the result has them by output, then by system. */
function bySystem(call: Call, systems: NixValue, make: Lazy): NixValue {
	const names = textsOf(systems);
	const one = call(make(), names?.[0] === undefined ? none : lazily({ kind: "text", text: names[0] }));
	return perSystem(one, systems);
}

/** Converts outputs of one system to outputs of `systems`. */
function perSystem(outputs: NixValue, systems: NixValue): NixValue {
	if (outputs.kind !== "set") return unknown;
	const names = textsOf(systems);
	const each = (value: Lazy): Lazy =>
		lazily(names === undefined ? { ...emptySet, any: [value] } : setOf(names.map((name) => [name, value])));
	return setOf(
		[...outputs.entries].map(([name, value]) => [name, each(value)]),
		outputs.any.map(each),
		outputs.isOpen,
	);
}

function simpleFlake(options: NixValue): NixValue {
	const has = (name: string): boolean => attribute(options, name) !== undefined;
	if (has("shell")) return perSystem(setOf([["devShells", lazily(setOf([["default", none]]))]]), unknown);
	// without `shell` it uses `devShell` of the project's packages, which an overlay may define (flake-utils, simpleFlake.nix)
	return has("overlay") || has("preOverlays") ? perSystem(setOf([["devShells", none]]), unknown) : emptySet;
}

/** Options of flake-parts modules that become devShells: its own, and those of devshell, devenv and make-shell. */
const shellOptions = [["devShells"], ["devshells"], ["devenv", "shells"], ["make-shells"]];

/** Outputs with unknown shells. */
const moreShells: NixSet = setOf([["devShells", lazily({ ...emptySet, any: [none], isOpen: true })]], [], true);

/**
 * The outputs of a flake-parts module and of those that it imports; one from a file or an input may define more. `systems` are
 * those of the importing module.
 */
function flakeParts(call: Call, module: NixValue, systems: NixValue | undefined): NixValue {
	const options = module.kind === "function" ? call(module, none) : module;
	// `inputs.x.flakeModule` defines options, `./shells.nix` uses them
	if (options.kind === "unknown" && options.name !== undefined && systems !== undefined) return emptySet;
	if (options.kind !== "set") return moreShells;
	const allSystems = systems ?? attribute(options, "systems") ?? unknown;
	const own = attribute(options, "perSystem");
	const outputs: NixValue[] = [];
	if (own !== undefined) outputs.push(shellsOf(own.kind === "function" ? call(own, none) : own, allSystems));
	const flake = attribute(options, "flake");
	if (flake !== undefined) outputs.push(flake);
	const imports = attribute(options, "imports");
	if (imports?.kind === "list") {
		for (const item of imports.items) outputs.push(flakeParts(call, item(), allSystems));
		if (imports.isOpen) outputs.push(moreShells);
	} else if (imports !== undefined) outputs.push(moreShells);
	return outputs.reduce((a, b) => updated(a, b, true), emptySet);
}

function shellsOf(options: NixValue, systems: NixValue): NixSet {
	const found = shellOptions
		.map((path) => path.reduce<NixValue | undefined>((value, name) => value && attribute(value, name), options))
		// the others contain options, from which the modules create shells
		.map((shells, index) => (index === 0 || shells === undefined ? shells : withUnknownValues(shells)))
		.filter((shells) => shells !== undefined);
	const known = found.filter(({ kind }) => kind === "set");
	// if nothing is known, all four options are possible; one unknown value covers them
	const shells = known.length === 0 ? found[0] : known.reduce(merged);
	if (shells === undefined) return emptySet;
	const outputs = perSystem(setOf([["devShells", once(() => shells)]]), systems);
	return outputs.kind === "set" ? outputs : emptySet;
}

/** Shells with the same names, of which nothing else is known. */
const withUnknownValues = (options: NixValue): NixValue =>
	options.kind === "set"
		? setOf(
				[...options.entries.keys()].map((name) => [name, none]),
				options.any.map(() => none),
				options.isOpen,
			)
		: options;
