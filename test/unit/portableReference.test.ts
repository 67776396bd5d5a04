import { afterEach, expect, it } from "vitest";
import type { GoEnvironment } from "../../src/core/environment.ts";
import { portableReference } from "../../src/core/selection/portableReference.ts";
import { resolveReference } from "../../src/core/selection/reference.ts";
import { type Machine, machine } from "../support/machine.ts";
import { emptyProviders, row } from "../support/rows.ts";

let made: Machine | undefined;
afterEach(() => made?.remove());

/** The reference of the first row among these rows. */
async function referenceOf(wanted: GoEnvironment, others: readonly GoEnvironment[] = [], folder = "/w/api") {
	made = machine();
	const { host } = made;
	const rows = [...others, wanted];
	const { signal } = new AbortController();
	return await portableReference(host, wanted, folder, async (reference) => {
		const found = await resolveReference({ host, rows, providers: emptyProviders(), folder, signal }, reference);
		if (found.kind === "unknown") return undefined;
		return found.kind === "inherited" ? "inherited" : found.environment;
	});
}

const conda = (name: string, location = `/conda/envs/${name}`, version = "1.22.5"): GoEnvironment =>
	row({ provider: "conda", name, location, version });
const sdk = (version: string, location = `/sdk/go${version}`): GoEnvironment =>
	row({ provider: "sdk", name: `go${version}`, location, version });

it("is the name of a conda environment and of a gvm Go", async () => {
	expect(await referenceOf(conda("go-k8s"))).toEqual({ reference: "conda:go-k8s", isPortable: true });
	const gvm = row({ provider: "gvm", name: "go1.22.5@work", version: "1.22.5" });
	expect((await referenceOf(gvm, [sdk("1.22.5")])).reference).toBe("gvm:go1.22.5@work");
});

it("is the version of an SDK, with its kind where another kind would be taken", async () => {
	expect((await referenceOf(sdk("1.22.5"), [sdk("1.22.6"), conda("ci")])).reference).toBe("1.22.5");
	made?.remove();
	const first = conda("ci");
	const order = async (reference: string) =>
		reference === "1.22.5" ? first : reference === "sdk:1.22.5" ? wanted : undefined;
	const wanted = sdk("1.22.5");
	made = machine();
	expect((await portableReference(made.host, wanted, "/w", order)).reference).toBe("sdk:1.22.5");
});

it("is another name, or the version, where several environments have the name", async () => {
	const [one, two] = [conda("ci", "/one/envs/ci"), conda("ci", "/two/envs/ci", "1.23.1")];
	expect(await referenceOf(one, [two])).toEqual({ reference: "1.22.5", isPortable: true });
	const nicknamed = { ...one, otherNames: ["work-ci"] };
	expect((await referenceOf(nicknamed, [two])).reference).toBe("conda:work-ci");
});

it("is a path only where nothing else leads to it alone, then without the user's name", async () => {
	const [one, two] = [conda("ci", "/home/u/one/envs/ci"), conda("ci", "/two/envs/ci")];
	expect(await referenceOf(one, [two])).toEqual({ reference: "~/one/envs/ci", isPortable: false });
	expect(await referenceOf(sdk("1.22.5", "/opt/b"), [sdk("1.22.5", "/opt/a")])).toEqual({
		reference: "/opt/b",
		isPortable: false,
	});
});

it("never takes a name that is a path", async () => {
	const unnamed = conda("/opt/prefix", "/opt/prefix");
	expect(await referenceOf(unnamed)).toEqual({ reference: "1.22.5", isPortable: true });
});

it("is relative for what lies inside the folder", async () => {
	expect(await referenceOf(conda("go", "/w/api/envs/go"))).toEqual({ reference: "./envs/go", isPortable: true });
	const shell = row({ provider: "flake", name: "#ci", location: "/w/api", toolchain: { kind: "unknown" } });
	expect(await referenceOf(shell)).toEqual({ reference: ".#ci", isPortable: true });
	const nested = row({ provider: "flake", name: "tools#ci", location: "/w/api/tools", toolchain: { kind: "unknown" } });
	expect(await referenceOf(nested)).toEqual({ reference: "./tools#ci", isPortable: true });
});

it("is no relative path for what only begins like the folder", async () => {
	expect((await referenceOf(conda("go", "/w/api2/go"))).reference).toBe("conda:go");
});

it("is a path of this machine for a devShell elsewhere", async () => {
	const shell = row({ provider: "flake", name: "#ci", location: "/srv/flake", toolchain: { kind: "unknown" } });
	expect(await referenceOf(shell)).toEqual({ reference: "/srv/flake#ci", isPortable: false });
});
