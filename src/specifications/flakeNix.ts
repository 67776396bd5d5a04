import { lineAt } from "../core/lineAt.ts";
import type { SpecificationReader } from "../core/specification.ts";

const kind = "flake.nix";

/**
 * `flake.nix` offers the default shell of its flake. Opening a folder evaluates nothing, so it only recommends; the flake
 * provider determines which shells exist.
 */
export const flakeNix: SpecificationReader = {
	kind,
	files: () => ["flake.nix"],
	upwards: false,
	selectsAlone: false,
	maxBytes: 1 << 20,
	read: (file, text) => {
		const shells = /^[^#\n]*\bdevShells?\b/m.exec(text);
		const line = shells === null ? 1 : lineAt(text, shells.index);
		return Promise.resolve({ kind, file, demand: { alternatives: [".#default"], line }, offers: "flake", faults: [] });
	},
};
