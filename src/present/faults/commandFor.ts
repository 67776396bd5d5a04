import type { Action } from "../../core/action.ts";

/** A word that a shell reads literally. */
const plain = /^[\w.:@%+=/#-]+$/;

/** The command line for an action; undefined if the sentence of its remedy is sufficient. */
export function commandFor(action: Action): string | undefined {
	switch (action.kind) {
		case "use":
			return plain.test(action.reference) ? `go-environments use ${action.reference}` : undefined;
		case "select":
			return "go-environments list";
		case "trust":
			return "go-environments allow";
		case "operation":
			if (action.name === "clear") return "go-environments use --clear";
			if (action.name !== "allowBuilds" || !plain.test(action.reference)) return undefined;
			return `go-environments allow --builds --environment ${action.reference}`;
		case "open": // the place is shown below the message, in the form that terminals open
		case "setting":
		case "log":
		case "copy":
			return undefined;
	}
}
