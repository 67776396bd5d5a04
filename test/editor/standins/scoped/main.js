// As ms-python.python gives each folder its environment: PATH of the folder alone, before anybody else has touched PATH.
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
	start(); // when VS Code starts: before us, who wait for a file that has to do with Go
	return { start };
};
