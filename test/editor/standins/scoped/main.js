// Behaves like ms-python.python: sets PATH per folder, before any other extension has set PATH.
const { join, delimiter } = require("node:path");
const { workspace } = require("vscode");

exports.activate = ({ environmentVariableCollection }) => {
	const folder = join(process.env.GO_ENVIRONMENTS_TEST_STANDINS, "scoped", "bin");
	const always = { applyAtProcessCreation: true, applyAtShellIntegration: true };
	const start = () => {
		for (const workspaceFolder of workspace.workspaceFolders ?? []) {
			environmentVariableCollection.getScoped({ workspaceFolder }).prepend("PATH", folder + delimiter, always);
		}
	};
	start(); // when VS Code starts, before us: our extension waits for a Go file
	return { start };
};
