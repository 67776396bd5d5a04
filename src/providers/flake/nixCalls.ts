import { flakeLibraries, perSystemFunction } from "./flakeLibraries.ts";
import { type NixFunction, nixLibrary } from "./nixLibrary.ts";
import { type Lazy, type NixValue, unknown } from "./nixValue.ts";

/** Applies a value as a function; an unknown one with a known name is treated as the function of nixpkgs or flake-utils. */
export function called(callee: NixValue, argument: Lazy): NixValue {
	if (callee.kind === "function") return callee.call(argument);
	if (callee.kind !== "unknown" || callee.name === undefined) return unknown;
	const known = functionOf(callee.name);
	return known === undefined ? unknown : withArguments(known, [argument]);
}

function functionOf(name: string): NixFunction | undefined {
	for (const library of [nixLibrary, flakeLibraries]) if (Object.hasOwn(library, name)) return library[name];
	return perSystemFunction(name);
}

function withArguments(known: NixFunction, parameters: readonly Lazy[]): NixValue {
	if (parameters.length >= known.arity) return known.apply(called, ...parameters);
	return { kind: "function", call: (next) => withArguments(known, [...parameters, next]) };
}
