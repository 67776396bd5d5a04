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

/** Those of flake-utils, flake-utils-plus and flake-parts that make a flake's outputs from something shorter. */
export const flakeLibraries: Readonly<Record<string, NixFunction>> = {
	eachDefaultSystem: { arity: 1, apply: (call, make = none) => turnedRound(call, unknown, make) },
	eachDefaultSystemMap: { arity: 1, apply: (call, make = none) => generated(call, unknown, make) },
	eachSystemMap: { arity: 2, apply: (call, systems = none, make = none) => generated(call, systems(), make) },
	eachDefaultSystemPassThrough: { arity: 1, apply: (call, make = none) => call(make(), none) },
	eachSystemPassThrough: { arity: 2, apply: (call, _, make = none) => call(make(), none) },
	// flake-utils takes systems and a function; a function alone is somebody's own, which makes an attribute per system
	eachSystem: {
		arity: 1,
		apply: (call, systems = none) =>
			systems().kind === "function"
				? generated(call, unknown, systems)
				: { kind: "function", call: (make) => turnedRound(call, systems(), make) },
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

/** Somebody's function that is given for each system: `self.lib.forAllSystems (system: …)`. */
export function perSystemFunction(name: string): NixFunction | undefined {
	if (!/^(?:for|each|per|gen)\w*systems?$/i.test(name)) return undefined;
	return {
		arity: 1,
		apply: (call, make = none) =>
			make().kind === "function" ? generated(call, unknown, make) : { kind: "unknown", name },
	};
}

/** What flake-utils does: `f system` has the outputs, the result has them by output, then by system. */
function turnedRound(call: Call, systems: NixValue, make: Lazy): NixValue {
	const names = textsOf(systems);
	const one = call(make(), names?.[0] === undefined ? none : lazily({ kind: "text", text: names[0] }));
	return perSystem(one, systems);
}

/** Outputs of one system as those of `systems`. */
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
	// without one it takes `devShell` of the project's packages, where an overlay puts one (flake-utils, simpleFlake.nix)
	return has("overlay") || has("preOverlays") ? perSystem(setOf([["devShells", none]]), unknown) : emptySet;
}

/** Options of flake-parts' modules that become devShells: its own, and those of devshell, devenv and make-shell. */
const shellOptions = [["devShells"], ["devshells"], ["devenv", "shells"], ["make-shells"]];

/** Outputs with shells that nobody knows. */
const moreShells: NixSet = setOf([["devShells", lazily({ ...emptySet, any: [none], isOpen: true })]], [], true);

/**
 * The outputs of a module of flake-parts and of those that it imports; one from a file or an input may define more. `systems`
 * are those of the module that imports this one.
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
		// what others write there are options, of which they make the shells
		.map((shells, index) => (index === 0 || shells === undefined ? shells : madeOf(shells)))
		.filter((shells) => shells !== undefined);
	const known = found.filter(({ kind }) => kind === "set");
	// of what is not known at all four options would be possible; one unknown says it
	const shells = known.length === 0 ? found[0] : known.reduce(merged);
	if (shells === undefined) return emptySet;
	const outputs = perSystem(setOf([["devShells", once(() => shells)]]), systems);
	return outputs.kind === "set" ? outputs : emptySet;
}

/** Shells of the same names, of which nothing else is known. */
const madeOf = (options: NixValue): NixValue =>
	options.kind === "set"
		? setOf(
				[...options.entries.keys()].map((name) => [name, none]),
				options.any.map(() => none),
				options.isOpen,
			)
		: options;
