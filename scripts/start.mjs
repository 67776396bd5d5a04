// npm start: installs everything and demonstrates the main task with this machine's own installations of Go: the environments,
// a sample workspace of two folders with different environments, and the editor with it. Ctrl+C ends it.
//
// `npm start -- --check` does the same without a person: it selects another Go in the status bar, runs `go version` in a new
// terminal, prints the results before and after, writes a screenshot to build/start.png, and exits with a status.
// VSCODE_EXECUTABLE names a desktop VS Code (default: `code` on PATH); START_EMBEDDED=1 always uses the embedded one. PORT and
// PASSWORD apply to the embedded one.
import { join, resolve } from "node:path";
import { installModules } from "../test/tools/nodeModules.mjs";

const root = resolve(import.meta.dirname, "..");
process.chdir(root);
const isCheck = process.argv.includes("--check");

if (Number(process.versions.node.split(".")[0]) < 20) {
	console.error(`Node ${process.versions.node} is too old: Go Environments is built and tested with Node 20 or later.`);
	process.exit(1);
}
if (!installModules(root)) process.exit(1);

// imported only after node_modules is installed
const { build, commandLine, heading } = await import("./start/commandLine.mjs");
const { sampleWorkspace, withTwoInstallations } = await import("./start/sampleWorkspace.mjs");

await build(root);
const place = join(root, "build", "start");
const cli = await withTwoInstallations(commandLine(root, join(place, "state")));
heading("The Go environments of this machine", "list");
cli.show("list");
const sample = sampleWorkspace(join(place, "sample"), cli);
for (const { folder, why } of sample.folders) {
	heading(why, `show ${folder}`);
	cli.show("show", "--folder", folder);
	heading("What a program started there gets", `exec --folder ${folder} -- go version`);
	cli.show("exec", "--folder", folder, "--", "go", "version");
}

const { openDesktop, openEmbedded } = await import("./start/openEditor.mjs");
if (isCheck) {
	const { check } = await import("./start/check.mjs");
	process.exitCode = await check({ root, place, cli, sample, picture: join(root, "build", "start.png") });
} else if (!openDesktop({ root, cli, sample })) {
	await openEmbedded({ root, place, cli, sample });
}
