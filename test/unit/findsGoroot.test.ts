import { afterEach, expect, it } from "vitest";
import { findsGoroot } from "../../src/goroot/findsGoroot.ts";
import { goroot, type Machine, machine } from "../support/machine.ts";
import { goVersion } from "../support/rows.ts";

let made: Machine;
afterEach(() => made.remove());

const files = {
	...goroot("/opt/go", "1.22.5"),
	"/usr/bin/go": { link: "../../opt/go/bin/go" },
	"/stable": { link: "opt/go" },
	"/farm/VERSION": { link: "../opt/go/VERSION" },
	"/farm/bin": { link: "../opt/go/bin" },
	"/c/envs/ci/go/VERSION": "go1.22.5\n",
	"/c/envs/ci/go/bin/linux_arm64/go": { program: "" },
	"/c/envs/ci/bin/go": { link: "../go/bin/linux_arm64/go" },
	"/c/packed/go/VERSION": "go1.22.5\n",
	"/c/packed/bin/go": { program: "" },
} as const;

it.each([
	["/opt/go", "/opt/go/bin/go", "1.22.5", true],
	["/opt/go", "/usr/bin/go", "1.22.5", true],
	["/stable", "/stable/bin/go", "1.22.5", true],
	["/opt/go", "/stable/bin/go", "1.9", true],
	["/farm", "/farm/bin/go", "1.22.5", true],
	// compiled into Go 1.8
	["/opt/go", "/opt/go/bin/go", "1.8.7", false],
	// go.dev/issue/62119
	["/c/envs/ci/go", "/c/envs/ci/bin/go", "1.22.0", true],
	["/c/envs/ci/go", "/c/envs/ci/bin/go", "1.21.13", false],
	["/c/packed/go", "/c/packed/bin/go", "1.22.5", false],
])("%s by %s of Go %s: %s", async (place, program, version, expected) => {
	made = machine({ files });
	expect(await findsGoroot(made.host, { goroot: place, program, version: goVersion(version) })).toBe(expected);
});

it("is not found by conda's go.exe on Windows, which lies outside of it", async () => {
	made = machine({
		platform: "win32",
		files: { "C:\\c\\go\\VERSION": "go1.22.5\n", "C:\\c\\bin\\go.exe": "" },
	});
	const go = { goroot: "C:\\c\\go", program: "C:\\c\\bin\\go.exe", version: goVersion("1.22.5") };
	expect(await findsGoroot(made.host, go)).toBe(false);
});
