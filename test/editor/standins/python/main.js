// As the Python environments extension does: an environment whose `bin` may hold a Go too, also after shell integration, and
// another one later.
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
		/** Folder by folder, and nothing for all. */
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
