// The machine of the pictures: conda, gvm, SDKs and a flake in a workspace of two folders.
import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { goMachine, newer, write } from "../test/editor/goMachine.mjs";
import { goToolchain } from "../test/tools/go.mjs";

const fakeGoroot = (version) => ({ VERSION: `go${version}\ntime 2025-01-01T00:00:00Z\n`, "src/fmt/print.go": "" });
const below = (place, files) =>
	Object.fromEntries(Object.entries(files).map(([name, text]) => [join(place, name), text]));

/** Conda with one real Go and environments without Go, two gvm Gos, one of them with a pkgset, a flake. */
async function furnish({ home, folders }) {
	const conda = join(home, "miniforge3");
	const envs = ["go-k8s", "data", "docs", "notebook"].map((name) => join(conda, "envs", name));
	const prefixes = [conda, ...envs];
	const [withGo] = envs;
	write("/", {
		[join(home, ".bashrc")]: "PS1='\\W $ '\n",
		[join(home, ".conda/environments.txt")]: prefixes.map((prefix) => `${prefix}\n`).join(""),
		...Object.fromEntries(prefixes.map((prefix) => [join(prefix, "conda-meta/history"), ""])),
		[join(conda, "bin/conda")]: "#!/bin/sh\n",
		[join(conda, "condabin/conda")]: "#!/bin/sh\n",
		[join(folders.api, "environment.yml")]: `name: go-k8s\ndependencies:\n  - go=${newer}\n`,
		[join(folders.batch, "flake.nix")]:
			"{ outputs = { self, nixpkgs }: { devShells.x86_64-linux.default = nixpkgs.legacyPackages.x86_64-linux.mkShell { }; }; }\n",
	});
	rmSync(join(folders.api, ".go-version"));
	cpSync(await goToolchain(newer), join(withGo, "go"), { recursive: true });
	mkdirSync(join(withGo, "bin"), { recursive: true });
	symlinkSync("../go/bin/go", join(withGo, "bin/go"));
	for (const [name, version] of [
		["go1.24.2", "1.24.2"],
		["go1.22.12", "1.22.12"],
	])
		gvmGo(home, name, version);
}

function gvmGo(home, name, version) {
	const root = join(home, ".gvm");
	const lines = (set) =>
		[
			`export GVM_ROOT; GVM_ROOT="${root}"`,
			`export gvm_go_name; gvm_go_name="${name}"`,
			`export gvm_pkgset_name; gvm_pkgset_name="${set}"`,
			`export GOROOT; GOROOT="$GVM_ROOT/gos/${name}"`,
			`export GOPATH; GOPATH="$GVM_ROOT/pkgsets/${name}/${set}"`,
			`export PATH; PATH="$GVM_ROOT/gos/${name}/bin:$PATH"`,
			"",
		].join("\n");
	write("/", {
		[join(root, "VERSION")]: "1.0.22\n",
		[join(root, "scripts/gvm")]: "",
		[join(root, "environments", name)]: lines("global"),
		...(version === "1.24.2" ? { [join(root, "environments", `${name}@work`)]: lines("work") } : {}),
		...below(join(root, "gos", name), fakeGoroot(version)),
	});
	cpSync("/bin/true", join(root, "gos", name, "bin/go"));
}

/** As goMachine, with all of that. */
export async function furnishedMachine() {
	const machine = await goMachine();
	await furnish(machine);
	return machine;
}
