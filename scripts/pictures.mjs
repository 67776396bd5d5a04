// Screenshots of the editor, for review and for the README: `node scripts/pictures.mjs [folder]`
// A machine with conda, gvm, SDKs and a flake, in each kind of theme, in English and in Simplified Chinese.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { goMachine, newer, write } from "../test/editor/goMachine.mjs";
import { startCodeServer } from "../test/harness/codeServer.mjs";
import { openWindow } from "../test/harness/editorWindow.mjs";
import { linkedExtension } from "../test/harness/linkedExtension.mjs";
import { launchBrowser } from "../test/harness/workbench.mjs";
import { installPackages } from "../test/tools/apt.mjs";
import { goToolchain } from "../test/tools/go.mjs";

const folder = resolve(process.argv[2] ?? "build/pictures");
mkdirSync(folder, { recursive: true });
// what is shown is what is in src
execFileSync(process.execPath, ["esbuild.mjs"], { cwd: resolve(import.meta.dirname, ".."), stdio: "ignore" });
await installPackages(["fonts-noto-cjk"]); // without a font with Chinese letters they are boxes

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

const looks = [
	{ name: "dark", theme: "Default Dark Modern" },
	{ name: "light", theme: "Default Light Modern" },
	{ name: "contrast", theme: "Default High Contrast" },
	{ name: "contrast-light", theme: "Default High Contrast Light" },
	{ name: "chinese", theme: "Default Dark Modern", language: "zh-cn" },
];

const machine = await goMachine();
await furnish(machine);
const extensionsDir = linkedExtension(join(machine.root, "extensions"));
const browser = await launchBrowser();
for (const { name, theme, language } of looks) {
	const settings = { "workbench.colorTheme": theme, "window.title": "Go Environments" };
	const server = await startCodeServer({ home: machine.home, env: machine.env, settings, extensionsDir });
	const viewport = { width: 1200, height: 760 };
	const window = await openWindow(browser, server, { target: machine.workspace, language, viewport });
	const take = async (what) => {
		await window.page.waitForTimeout(1200); // icons and decorations are drawn last
		await window.page.screenshot({ path: join(folder, `${name}-${what}.png`) });
	};
	await window.openFile("api.go");
	await window.openSidebar();
	await window.statusShows(`Go ${newer}`);
	const terminal = await window.newTerminal("api");
	await terminal.ask("go version");
	await take("sidebar");
	await window.treeRow(/^go-k8s/).hover();
	await window.page.locator(".monaco-hover:visible").first().waitFor();
	await take("tooltip");
	await window.openPicker();
	await take("picker");
	await window.page.context().close();
	await server.stop();
	rmSync(server.root, { recursive: true, force: true, maxRetries: 5 });
	console.log(`${name}: ${folder}`);
}
await browser.close();
machine.remove();
