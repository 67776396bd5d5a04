// Behaves like the Python environments extension: prepends an environment whose `bin` may contain a Go too, also after shell
// integration, and later another one.
const { join, delimiter } = require("node:path");
const { workspace } = require("vscode");

exports.activate = ({ environmentVariableCollection: collection }) => {
	const use = (name) => {
		const folder = join(process.env.GO_ENVIRONMENTS_TEST_STANDINS, name, "bin");
		collection.clear();
		collection.replace("VIRTUAL_ENV", join(folder, ".."));
		const always = { applyAtProcessCreation: true, applyAtShellIntegration: true };
		collection.prepend("PATH", folder + delimiter, always);
	};
	return {
		start: () => use("python"),
		change: () => use("python-other"),
		/** Sets it per folder, and none for all folders. */
		scope() {
			collection.clear();
			const folder = join(process.env.GO_ENVIRONMENTS_TEST_STANDINS, "python", "bin");
			const always = { applyAtProcessCreation: true, applyAtShellIntegration: true };
			for (const workspaceFolder of workspace.workspaceFolders ?? []) {
				if (workspaceFolder.name === "api") {
					collection.getScoped({ workspaceFolder }).prepend("PATH", folder + delimiter, always);
				}
			}
		},
		replace() {
			const folder = join(process.env.GO_ENVIRONMENTS_TEST_STANDINS, "python", "bin");
			collection.replace("PATH", `${folder}${delimiter}${process.env.PATH}`, { applyAtShellIntegration: true });
		},
	};
};
