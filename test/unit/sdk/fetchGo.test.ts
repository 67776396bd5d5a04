import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CreateRequest, EnvironmentPlan } from "../../../src/core/creation.ts";
import type { Host } from "../../../src/core/host.ts";
import type { GoVersion } from "../../../src/core/versions/goVersion.ts";
import { sdkProvider } from "../../../src/providers/sdk/sdkProvider.ts";
import { type Home, realHome } from "../../support/conda.ts";
import { quietLog } from "../../support/machine.ts";

const { signal } = new AbortController();
let home: Home;
let host: Host;
beforeEach(() => {
	home = realHome();
	host = home.host({ variables: { PATH: "/usr/bin:/bin", GOROOT: "/wrong", GO111MODULE: "off", GOFLAGS: "-x" } });
});
afterEach(() => home.remove());

/** A go that runs this script, as one that is listed. */
function go(version: string, script: string): CreateRequest["goPrograms"][number] {
	const program = join(home.home, "gos", version, "go");
	mkdirSync(dirname(program), { recursive: true });
	writeFileSync(program, `#!/bin/sh\n${script}\n`);
	chmodSync(program, 0o755);
	return { program, version: version as GoVersion };
}

async function planned(version: string, goPrograms: CreateRequest["goPrograms"]): Promise<EnvironmentPlan | undefined> {
	const source = { kind: "version", version: version as GoVersion } as const;
	return await sdkProvider.create?.(
		host,
		{ folder: home.home, preview: false, place: { kind: "named" }, source, goPrograms },
		signal,
	);
}

const place = (version: string): string =>
	join(
		home.home,
		"go",
		"pkg",
		"mod",
		"golang.org",
		`toolchain@v0.0.1-go${version}.${host.platform}-${host.architecture === "x64" ? "amd64" : host.architecture}`,
	);

describe.skipIf(process.platform === "win32")("a Go by its version", () => {
	it("is downloaded by the first go from 1.21 on, without what would mislead it", async () => {
		const fetching = `echo "$1 $GOTOOLCHAIN [$GOROOT] $GO111MODULE [$GOFLAGS]" > "$HOME/asked"; echo "go: downloading $GOTOOLCHAIN" >&2; mkdir -p '${place("1.25.3")}'; echo go1.25.3 > '${place("1.25.3")}/VERSION'; echo "go version $GOTOOLCHAIN x/y"`;
		const plan = await planned("1.25.3", [go("1.20.14", "exit 9"), go("1.21.0", fetching), go("1.26.1", "exit 8")]);
		expect(plan).toMatchObject({ name: "go1.25.3", location: place("1.25.3"), tool: { title: "go1.21.0" } });
		expect(plan?.notes[0]?.message).toContain("It lies in the module cache");
		const told: string[] = [];
		expect(await plan?.operation.run(({ line }) => told.push(line ?? ""), signal)).toBe(place("1.25.3"));
		expect(await host.read(join(home.home, "asked"))).toBe("version go1.25.3 [] on []\n");
		expect(told).toContain("go: downloading go1.25.3");
	});

	it("that is there already is said", async () => {
		await expect(planned("1.26.1", [go("1.26.1", "exit 9")])).rejects.toMatchObject({
			fault: { kind: "conflict", remedies: [{ action: { kind: "use", reference: "1.26.1" } }] },
		});
	});

	it("is not asked for where GOPROXY is off", async () => {
		for (const version of ["1.25.3", "1.25"]) {
			host = home.host({ variables: { PATH: "/usr/bin:/bin", GOPROXY: "off" } });
			await expect(planned(version, [go("1.26.0", "exit 9")])).rejects.toMatchObject({
				fault: { kind: "network", message: `Go ${version} cannot be downloaded, because GOPROXY is “off”.` },
			});
		}
	});

	it("is the newest release where only its series is named", async () => {
		const plan = await planned("1.25", [go("1.22.0", 'echo "$@" > "$HOME/asked"; echo "go 1.25.9"')]);
		expect(plan?.name).toBe("go1.25.9");
		expect(await host.read(join(home.home, "asked"))).toBe("list -m go@1.25\n");
	});

	it.each([
		[[], /this machine has no Go/],
		[["1.20.14"], /the newest Go here is 1\.20\.14/],
	])("with %j says what is missing, and what to do", async (versions, message) => {
		const gos = versions.map((version) => go(version, "exit 9"));
		await expect(planned("1.25.3", gos)).rejects.toMatchObject({
			fault: { kind: "toolchain-missing", message: expect.stringMatching(message), remedies: [{}, {}] },
		});
	});

	it.each([
		['echo "go: download go1.99.1: 403 Forbidden" >&2; exit 1', /exists for your platform/],
		['echo "go: dial tcp: connection refused" >&2; exit 1', /connection and GOPROXY/],
		['echo "go version go1.26.2 x/y"', /connection and GOPROXY/],
	])("that does not come is a fault with its reason", async (script, remedy) => {
		const plan = await planned("1.99.1", [go("1.26.1", script)]);
		await expect(plan?.operation.run(() => {}, signal)).rejects.toMatchObject({
			fault: { kind: "network", remedies: [{ text: expect.stringMatching(remedy) }] },
		});
	});

	it.each([
		["https://ghp_TOKENSECRET@127.0.0.1:1", "https://127.0.0.1:1"],
		["https://u:p@ss-SECRET@proxy.invalid", "https://proxy.invalid"],
		["https://u:p,SECRET@proxy.invalid", "https://proxy.invalid"],
	])("tells nothing of the credentials in GOPROXY=%s", async (proxy, shown) => {
		const warned: string[] = [];
		const log = { ...quietLog, warn: (message: string) => warned.push(message) };
		host = home.host({ variables: { PATH: "/usr/bin:/bin", GOPROXY: proxy }, log });
		const plan = await planned("1.99.1", [go("1.26.1", 'echo "go: Get \\"$GOPROXY/x\\": refused" >&2; exit 1')]);
		expect(plan?.channels).toEqual([shown]);
		const told: string[] = [];
		const running = plan?.operation.run(({ line }) => told.push(line ?? ""), signal);
		const message = expect.stringContaining(`Get "${shown}/x": refused`);
		await expect(running).rejects.toMatchObject({ fault: { message } });
		expect(told.at(-1)).toContain(shown);
		expect(JSON.stringify([told, warned])).not.toMatch(/SECRET|p@ss/);
	});
});
