// Prepends to PATH for the first time after everything else has started.
const { join, delimiter } = require("node:path");

exports.activate = ({ environmentVariableCollection: collection }) => ({
	prepend() {
		const folder = join(process.env.GO_ENVIRONMENTS_TEST_STANDINS, "late", "bin");
		collection.prepend("PATH", folder + delimiter, { applyAtProcessCreation: true, applyAtShellIntegration: true });
	},
});
