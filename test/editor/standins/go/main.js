// Behaves like golang.go: on activation, prepends for all folders at once.
const { join, delimiter } = require("node:path");

exports.activate = ({ environmentVariableCollection: collection }) => {
	const prepend = (name) =>
		collection.prepend("PATH", join(process.env.GO_ENVIRONMENTS_TEST_STANDINS, name, "bin") + delimiter);
	prepend("go");
	return {
		/** The user selected another Go there. */
		change: () => prepend("go-other"),
		/** It uses the Go on PATH for a moment, then its own again. */
		again() {
			collection.delete("PATH");
			prepend("go");
		},
	};
};
