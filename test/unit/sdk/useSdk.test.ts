import { rmSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { faultOf } from "../../../src/core/fault.ts";
import { sdkProvider } from "../../../src/providers/sdk/sdkProvider.ts";
import { discoveredBy } from "../../support/discovered.ts";
import { goroot, type Machine, machine } from "../../support/machine.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

const { signal } = new AbortController();
const activate = sdkProvider.activate ?? (() => Promise.reject(new Error("no activate")));

describe("a path", () => {
	const files = {
		...goroot("/opt/go", "1.22.6"),
		...goroot("/data/installs/golang/1.22.3/go", "1.22.3"),
		...goroot("/opt/homebrew/Cellar/go/1.24.1/libexec", "1.24.1"),
		...goroot("/nix/store/x/share/go", "1.23.4"),
		...goroot("/opt/conda/go", "1.22.5"),
		"/opt/conda/conda-meta/history": "",
		"/opt/conda/bin/go": { link: "../go/bin/go" },
		"/usr/bin/go": { link: "/opt/go/bin/go" },
		"/opt/half/src/fmt/print.go": "",
		"/opt/text": "x",
	};
	const cases: readonly [string, string | undefined][] = [
		["/opt/go", "go1.22.6 /opt/go"],
		["/opt/go/", "go1.22.6 /opt/go"],
		["/opt/go/bin", "go1.22.6 /opt/go"],
		["/opt/go/bin/go", "go1.22.6 /opt/go"],
		["/usr/bin/go", "go1.22.6 /opt/go"],
		["/data/installs/golang/1.22.3", "go1.22.3 /data/installs/golang/1.22.3/go"],
		["/opt/homebrew/Cellar/go/1.24.1", "go1.24.1 /opt/homebrew/Cellar/go/1.24.1/libexec"],
		["/nix/store/x", "go1.23.4 /nix/store/x/share/go"],
		["/opt/half", "go /opt/half"],
		["/opt/conda", undefined],
		["/opt/conda/go", undefined],
		["/opt/conda/bin/go", undefined],
		["/opt", "go1.22.6 /opt/go"],
		["/data", undefined],
		["/opt/text", undefined],
		["/opt/gone", undefined],
	];

	it.each(cases)("%s is %s", async (path, shown) => {
		made = machine({ files });
		const row = await sdkProvider.classify(made.host, path, signal);
		expect(row === undefined ? undefined : `${row.name} ${row.location}`).toBe(shown);
		if (row !== undefined) expect(row.realPaths).toEqual([row.location]);
	});
});

describe("activation", () => {
	it("puts the program's folder, as found, in front and needs no GOROOT", async () => {
		made = machine({
			variables: { PATH: "/opt/current/bin" },
			files: { ...goroot("/opt/go1.22.6", "1.22.6"), "/opt/current": { link: "go1.22.6" } },
		});
		const [row] = (await discoveredBy(sdkProvider, made.host)).environments;
		if (row === undefined) throw new Error("no row");
		expect(await activate(made.host, row, { PATH: "/usr/bin", GOROOT: "/other" }, signal)).toEqual({
			activation: {
				lists: { PATH: { prepend: ["/opt/current/bin"], drop: [] } },
				variables: {},
				terminal: {},
			},
			toolchain: { kind: "known", version: "1.22.6", goroot: "/opt/current", program: "/opt/current/bin/go" },
			inputs: ["/opt/current/VERSION", "/opt/current/bin/go"],
			warnings: [],
			scripts: [],
		});
	});

	it("sets GOROOT where the program lies elsewhere", async () => {
		made = machine({
			variables: { PATH: "/opt/packed/bin" },
			files: { "/opt/packed/bin/go": { program: "" }, "/opt/packed/go/VERSION": "go1.22.5\n" },
		});
		const [row] = (await discoveredBy(sdkProvider, made.host)).environments;
		if (row === undefined) throw new Error("no row");
		const { activation } = await activate(made.host, row, {}, signal);
		expect(activation.lists["PATH"]?.prepend).toEqual(["/opt/packed/bin"]);
		expect(activation.variables).toEqual({ GOROOT: "/opt/packed/go" });
	});

	it("gives the version of today, and fails with what is wrong today", async () => {
		made = machine({ files: { ...goroot("/usr/local/go", "1.22.6"), "/home/u/sdk/go1.22.1": null } });
		const [half, whole] = (await discoveredBy(sdkProvider, made.host)).environments.toReversed();
		if (half === undefined || whole === undefined) throw new Error("no rows");
		made.write({ "/usr/local/go/VERSION": "go1.23.4\n" });
		expect((await activate(made.host, whole, {}, signal)).toolchain).toMatchObject({ version: "1.23.4" });
		rmSync(made.place("/usr/local/go/bin/go"));
		const faults = await Promise.all(
			[half, whole].map((row) =>
				activate(made?.host ?? raise(), row, {}, signal).catch((cause: unknown) => faultOf(cause)),
			),
		);
		expect(faults).toMatchObject([
			{ kind: "activation-failed", message: expect.stringContaining("/home/u/sdk/go1.22.1") },
			{ kind: "activation-failed", message: expect.stringContaining("/usr/local/go/bin/go is missing") },
		]);
	});
});

function raise(): never {
	throw new Error("no machine");
}

it("a cancelled listing ends", async () => {
	made = machine({ files: goroot("/usr/local/go", "1.22.6") });
	const stop = new AbortController();
	stop.abort();
	const found = [];
	for await (const one of sdkProvider.discoverMachine(made.host, { searchPaths: [] }, stop.signal)) found.push(one);
	expect(found.filter(({ kind }) => kind === "environment")).toEqual([]);
});
