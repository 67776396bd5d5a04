import type { Action, OperationCall, UpdateCall } from "../../core/action.ts";

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
			return operationCommand(action);
		case "open": // the place is shown below the message, in the form that terminals open
		case "setting":
		case "log":
		case "copy":
			return undefined;
	}
}

function operationCommand(call: OperationCall): string | undefined {
	if (call.name === "clear") return "go-environments use --clear";
	if (call.name === "allowBuilds" && plain.test(call.reference)) {
		return `go-environments allow --builds --environment ${call.reference}`;
	}
	if (call.name === "update") return updateCommand(call);
	if (call.name !== "create") return undefined;
	const { file, version, environment } = call;
	if (environment !== undefined) return plain.test(environment) ? `go-environments create ${environment}` : undefined;
	if (version !== undefined) return `go-environments create go${version}`;
	if (file === undefined) return "go-environments create";
	return plain.test(file) ? `go-environments create --from ${file}` : undefined;
}

function updateCommand({ file, reference }: UpdateCall): string | undefined {
	const words = [...(reference === undefined ? [] : [reference]), ...(file === undefined ? [] : ["--from", file])];
	return words.every((word) => plain.test(word)) ? ["go-environments update", ...words].join(" ") : undefined;
}
