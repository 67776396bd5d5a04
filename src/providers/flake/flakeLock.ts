import type { ParseError } from "jsonc-parser";
import { FaultError, type Problem } from "../../core/fault.ts";
import type { Host } from "../../core/host.ts";
import { isObject } from "../../core/isObject.ts";
import { t } from "../../core/l10n.ts";

/** A lock with a hundred inputs has about 100 KB. */
const maxBytes = 1 << 20;

/** The nixpkgs of a flake, according to its flake.lock. */
export interface LockedNixpkgs {
	/** Of the input named nixpkgs, else of the first input that is a nixpkgs. */
	readonly revision?: string;
	/** `2024-07-02`: the date of that revision. */
	readonly date?: string;
}

export type FlakeLock =
	| { readonly kind: "absent" }
	/** `nixpkgs` is absent if the flake has no such input. */
	| { readonly kind: "locked"; readonly nixpkgs?: LockedNixpkgs }
	| { readonly kind: "faulty"; readonly problem: Problem };

type Json = Readonly<Record<string, unknown>>;

/** Reads `file`, a flake.lock. Returns its problems as data; throws only programming errors. */
export async function flakeLock(host: Host, file: string): Promise<FlakeLock> {
	try {
		const text = await host.read(file, maxBytes);
		if (text === undefined) return { kind: "absent" };
		return lockOf(file, await parsed(file, text));
	} catch (cause) {
		if (!(cause instanceof FaultError)) throw cause;
		return { kind: "faulty", problem: { kind: cause.fault.kind, message: cause.fault.message } };
	}
}

async function parsed(file: string, text: string): Promise<unknown> {
	const plain = text.replace(/^\uFEFF/, "");
	try {
		return JSON.parse(plain) as unknown;
	} catch {
		const offset = await firstError(plain);
		const line = plain.slice(0, offset).split("\n").length;
		throw malformed(t("{0} is not valid JSON (line {1}). Restore it, or run `nix flake lock`.", file, line));
	}
}

/** Only some versions of Node give a position in errors of JSON.parse, and only for some errors. */
async function firstError(text: string): Promise<number> {
	const { parse } = await import("jsonc-parser");
	const errors: ParseError[] = [];
	try {
		parse(text, errors, { disallowComments: true });
	} catch (cause) {
		if (!(cause instanceof RangeError)) throw cause; // nested too deeply for its recursion
	}
	return errors[0]?.offset ?? 0;
}

function lockOf(file: string, lock: unknown): FlakeLock {
	if (!isObject(lock)) throw malformed(t("{0} is not a Nix lock file: it must contain a JSON object.", file));
	const { version, nodes, root } = lock;
	// facts of Nix, section 6: all versions read 5 to 7 and refuse 4 and 8
	if (version !== 5 && version !== 6 && version !== 7) {
		throw malformed(t("{0} has version {1}; Nix reads 5 to 7.", file, JSON.stringify(version ?? null)));
	}
	if (!isObject(nodes) || typeof root !== "string")
		throw malformed(t("{0} is not a Nix lock file: it has no nodes.", file));
	const graph: Graph = { file, nodes, root };
	const inputs = inputsOf(graph, root);
	const name = "nixpkgs" in inputs ? "nixpkgs" : Object.keys(inputs).find((input) => isNixpkgs(graph, inputs[input]));
	if (name === undefined) return { kind: "locked" };
	const node = nodeAt(graph, inputs[name]);
	return node === undefined ? { kind: "locked" } : { kind: "locked", nixpkgs: lockedOf(node) };
}

interface Graph {
	readonly file: string;
	readonly nodes: Json;
	readonly root: string;
}

function nodeNamed({ file, nodes }: Graph, key: string): Json {
	const node = Object.hasOwn(nodes, key) ? nodes[key] : undefined;
	if (!isObject(node)) throw malformed(t("{0} refers to a node “{1}” that it does not have.", file, key));
	return node;
}

function inputsOf(graph: Graph, key: string): Json {
	const { inputs } = nodeNamed(graph, key);
	return isObject(inputs) ? inputs : {};
}

/** The node of an input: its key, or the path of inputs that it follows from the root. Undefined if it does not resolve. */
function nodeAt(graph: Graph, input: unknown): Json | undefined {
	const key = keyAt(graph, input, 0);
	return key === undefined ? undefined : nodeNamed(graph, key);
}

function keyAt(graph: Graph, input: unknown, depth: number): string | undefined {
	if (typeof input === "string") return input;
	if (!Array.isArray(input)) return undefined;
	if (depth > 50) throw malformed(t("{0} has inputs that follow each other in a cycle.", graph.file));
	let key: string | undefined = graph.root;
	for (const name of input) {
		if (key === undefined || typeof name !== "string") return undefined;
		key = keyAt(graph, inputsOf(graph, key)[name], depth + 1);
	}
	return key;
}

function isNixpkgs(graph: Graph, input: unknown): boolean {
	const { original } = nodeAt(graph, input) ?? {};
	if (!isObject(original)) return false;
	const { id, repo, url } = original;
	return id === "nixpkgs" || repo === "nixpkgs" || (typeof url === "string" && /\bnixpkgs\b/i.test(url));
}

function lockedOf({ locked, info }: Json): LockedNixpkgs {
	// version 5 has some of it in `info`
	const { rev, lastModified } = { ...(isObject(info) ? info : {}), ...(isObject(locked) ? locked : {}) } as Json;
	const date = typeof lastModified === "number" ? dateOf(lastModified) : undefined;
	return {
		...(typeof rev === "string" && /^[0-9a-f]{7,64}$/.test(rev) ? { revision: rev } : {}),
		...(date === undefined ? {} : { date }),
	};
}

/** The date of seconds since 1970. */
function dateOf(seconds: number): string | undefined {
	const date = new Date(seconds * 1000);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}

const malformed = (message: string): FaultError => new FaultError({ kind: "malformed", message });
