// A home folder with two real Gos, and a workspace of two folders, for the editor's suites.
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { runFolder } from "../harness/codeServer.mjs";
import { goToolchains, smallGoVersions } from "../tools/go.mjs";

/** The newer one, which `api` requires, and the older one, which programs inherit. */
export const [newer, older] = smallGoVersions;

/** One that is only partly unpacked. */
export const broken = "1.20.14";

const program = process.platform === "win32" ? "go.exe" : "go";

/** PATH with the older Go only. */
function pathWith(goroot) {
	const kept = (process.env.PATH ?? "").split(delimiter).filter((folder) => !existsSync(join(folder, program)));
	return [join(goroot, "bin"), ...kept].join(delimiter);
}

export function write(root, files) {
	for (const [name, text] of Object.entries(files)) {
		const file = join(root, name);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
	}
}

/** A GOROOT of its own at a path that discovery does not search. */
export function unlistedGo(goroot, place) {
	mkdirSync(place, { recursive: true });
	for (const name of readdirSync(goroot)) symlinkSync(join(goroot, name), join(place, name), "junction");
}

/** As downloaded by golang.org/dl, with its marker of completeness. */
function asDownloaded(goroot, place) {
	unlistedGo(goroot, place);
	writeFileSync(join(place, ".unpacked-success"), "");
}

/** A `go` that only prints its owner. */
function fakeGo(folder, name) {
	write(folder, { "bin/go": `#!/bin/sh\necho the Go of ${name}\n` });
	chmodSync(join(folder, "bin", "go"), 0o755);
}

/**
 * `{ root, home, workspace, folders: { api, batch }, env, remove }`. The .code-workspace file is created for each run, because
 * VS Code writes folders that a test adds into it.
 */
export async function goMachine() {
	const goroots = await goToolchains([newer, older]);
	const root = runFolder();
	const home = join(root, "home");
	for (const [version, goroot] of Object.entries(goroots)) asDownloaded(goroot, join(home, "sdk", `go${version}`));
	// an interrupted download
	write(home, { [join("sdk", `go${broken}`, "VERSION")]: `go${broken}` });
	write(join(root, "work"), {
		"sample.code-workspace": JSON.stringify({ folders: [{ path: "api" }, { path: "batch" }] }),
		"api/go.mod": "module example.com/api\n\ngo 1.25\n",
		"api/.go-version": `${newer}\n`,
		"api/api.go": "package main\n\nfunc main() {}\n",
		"batch/go.mod": "module example.com/batch\n\ngo 1.21\n",
		"batch/batch.go": "package main\n\nfunc main() {}\n",
	});
	const work = join(root, "work");
	const standIns = join(root, "standins");
	for (const name of ["go", "go-other", "python", "python-other", "late", "startup"])
		fakeGo(join(standIns, name), name);
	return {
		root,
		home,
		workspace: join(work, "sample.code-workspace"),
		folders: { api: join(work, "api"), batch: join(work, "batch") },
		env: {
			PATH: pathWith(join(home, "sdk", `go${older}`)),
			GOROOT: "",
			GOFLAGS: "",
			GOTOOLCHAIN: "local",
			GO_ENVIRONMENTS_TEST_STANDINS: standIns,
			GO_ENVIRONMENTS_TEST_NEWER: newer,
			GO_ENVIRONMENTS_TEST_OLDER: older,
		},
		remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
	};
}
