import type { Action } from "../../core/action.ts";

/** What a shell takes as one word that means itself. */
const plain = /^[\w.:@%+=/#-]+$/;

/** What a person types on the command line for an action; undefined where the sentence beside it says all there is to do. */
export function commandFor(action: Action): string | undefined {
	switch (action.kind) {
		case "use":
			return plain.test(action.reference) ? `go-environments use ${action.reference}` : undefined;
		case "select":
			return "go-environments list";
		case "trust":
			return "go-environments allow";
		case "operation":
			return action.name === "clear" ? "go-environments use --clear" : undefined;
		case "open": // the place stands below the message, in the form that terminals open
		case "setting":
		case "log":
		case "copy":
			return undefined;
	}
}
