// As golang.go does: at its activation, for all folders at once.
const { join, delimiter } = require("node:path");

exports.activate = ({ environmentVariableCollection: collection }) => {
	const prepend = (name) =>
		collection.prepend("PATH", join(process.env.GO_ENVIRONMENTS_TEST_STANDINS, name, "bin") + delimiter);
	prepend("go");
	return {
		/** Another Go was chosen there. */
		change: () => prepend("go-other"),
		/** Its Go comes from PATH, and then not any more. */
		again() {
			collection.delete("PATH");
			prepend("go");
		},
	};
};
