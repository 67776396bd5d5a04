/** A part of a Nix file, converted to an expression on first use: most of a flake is never used. */
export interface NixNode {
	expression(): NixExpression;
}

/** An attribute's name as written, or the node that computes it. */
export type NixKey = string | NixNode;

export type NixBinding =
	| { readonly kind: "value"; readonly path: readonly NixKey[]; readonly value: NixNode }
	| { readonly kind: "inherit"; readonly from: NixNode | undefined; readonly names: readonly string[] };

export interface NixFormal {
	readonly name: string;
	readonly fallback: NixNode | undefined;
}

/** What names of attributes can depend on; the rest of the language is `other`. */
export type NixExpression =
	| { readonly kind: "set"; readonly isRecursive: boolean; readonly bindings: readonly NixBinding[] }
	| { readonly kind: "let"; readonly bindings: readonly NixBinding[]; readonly body: NixNode }
	| {
			readonly kind: "function";
			/** `system` in `system: …`, `inputs` in `inputs@{ … }: …`. */
			readonly whole: string | undefined;
			readonly formals: readonly NixFormal[];
			readonly body: NixNode;
	  }
	| { readonly kind: "call"; readonly callee: NixNode; readonly argument: NixNode }
	| {
			readonly kind: "select";
			readonly target: NixNode;
			readonly path: readonly NixKey[];
			readonly fallback: NixNode | undefined;
	  }
	| { readonly kind: "name"; readonly name: string }
	| { readonly kind: "text"; readonly parts: readonly NixKey[] }
	| { readonly kind: "list"; readonly items: readonly NixNode[] }
	/** `a // b`, `a ++ b`. */
	| { readonly kind: "update" | "concat"; readonly left: NixNode; readonly right: NixNode }
	| { readonly kind: "with"; readonly scope: NixNode; readonly body: NixNode }
	| { readonly kind: "if"; readonly yes: NixNode; readonly no: NixNode }
	/** A number, a path, a boolean, null: values without attributes. */
	| { readonly kind: "plain" }
	| { readonly kind: "other" };

export interface NixFile {
	readonly root: NixNode;
	/** The offset of the first syntax error. */
	readonly error: number | undefined;
}
