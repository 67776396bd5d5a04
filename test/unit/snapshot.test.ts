import { afterEach, expect, it } from "vitest";
import type { Looks } from "../../src/core/host.ts";
import { readFolder } from "../../src/core/model/readFolder.ts";
import { snapshotOf } from "../../src/core/model/snapshot.ts";
import { providers } from "../../src/providers/index.ts";
import { knowledge } from "../../src/specifications/knowledge.ts";
import { type Machine, machine } from "../support/machine.ts";

let made: Machine;
afterEach(() => made.remove());

it("one reading of a folder reads each of its files once, and lists it once", async () => {
	made = machine({
		files: {
			"/work/.go-version": "1.22",
			"/work/.tool-versions": "golang 1.22\n",
			"/work/mise.toml": '[tools]\ngo = "1.22"\n',
			"/work/environment.yml": "dependencies: [go=1.22]\n",
			"/work/flake.nix": "{ outputs = { self }: { devShells.x86_64-linux.ci = derivation { }; }; }",
			"/work/go.mod": "module x\n\ngo 1.22\n",
			"/work/go-environments.yaml": 'version: 1\nenvironment: "1.22"\n',
		},
	});
	const calls: string[] = [];
	const { host } = made;
	const look: typeof host.look = (view) =>
		host.look((looks) => {
			const counted: Looks = {
				...looks,
				read(file, limit) {
					calls.push(`read ${file}`);
					return looks.read(file, limit);
				},
				list(folder) {
					calls.push(`list ${folder}`);
					return looks.list(folder);
				},
			};
			return view(counted);
		});
	const { state } = await readFolder({
		host: { ...host, look },
		folder: "/work",
		machine: [],
		providers,
		knowledge,
		options: { searchPaths: [] },
		goToolchain: { value: "local", isDefault: true },
		signal: new AbortController().signal,
	});
	expect(state.specifications.length).toBeGreaterThan(4);
	const own = calls.filter((call) => / \/work(?:\/[^/]+)?$/.test(call) && !call.endsWith("/work/.git"));
	expect(own).toContain("list /work");
	expect(own.filter((call, at) => own.indexOf(call) !== at)).toEqual([]);
});

it("a snapshot keeps what was there, and what could not be read", async () => {
	made = machine({ files: { "/work/a": "1", "/work/secret": "x" }, denied: ["/work/secret"] });
	const snapshot = snapshotOf(made.host);
	expect(await snapshot.read("/work/a")).toBe("1");
	await expect(snapshot.read("/work/secret")).rejects.toMatchObject({ fault: { kind: "not-readable" } });
	made.write({ "/work/a": "2", "/work/b": "" });
	expect(await snapshot.read("/work/a")).toBe("1");
	expect(await snapshot.look(({ read }) => read("/work/a"))).toBe("1");
	expect(await made.host.read("/work/a")).toBe("2");
	await expect(snapshot.read("/work/secret")).rejects.toMatchObject({ fault: { kind: "not-readable" } });
});
