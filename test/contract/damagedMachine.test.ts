import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { GoEnvironment } from "../../src/core/environment.ts";
import type { Host } from "../../src/core/host.ts";
import type { Discovered, Provider } from "../../src/core/provider.ts";
import { providers } from "../../src/providers/index.ts";
import { writeMachine } from "../fixtures/machine.ts";
import { type Machine, type MachineOptions, machine } from "../support/machine.ts";

// Many kinds of damage at once, on a machine with something of each kind; providers.test.ts tests them one by one.

let made: Machine | undefined;
afterEach(() => made?.remove());

const work = "/home/u/work";
const plan = { conda: { environments: 6, records: 5, withoutGo: 3 }, gvm: 4, sdks: 12 };
const flake = `{
  outputs = { nixpkgs, ... }: { devShells.x86_64-linux = { default = 1; ci = 2; }; };
}
`;

function everything(options: MachineOptions = {}): Machine {
	made = machine(options);
	const { path, home } = made.host;
	writeMachine({ platform: "linux", path, home, place: made.place }, plan);
	made.write({
		[`${home}/.condarc`]: "envs_dirs:\n  - ~/more\n",
		[`${work}/flake.nix`]: flake,
		[`${work}/flake.lock`]: '{"nodes":{"root":{}},"root":"root","version":7}',
		[`${work}/.conda/conda-meta/history`]: "",
		[`${work}/.gvm_local/environments/go1.20@local`]: 'export GOROOT="/gone"\n',
	});
	return made;
}

/** A host that refuses to start anything, because discovery is static. */
function still(host: Host): Host {
	const refuse = (): never => {
		throw new Error("discovery started a process");
	};
	return Object.create(host, { run: { value: refuse }, foreground: { value: refuse } });
}

async function gathered(rows: AsyncIterable<Discovered>): Promise<readonly Discovered[]> {
	const all: Discovered[] = [];
	for await (const found of rows) all.push(found);
	return all;
}

async function discovered(
	provider: Provider,
	host: Host,
	signal: AbortSignal = new AbortController().signal,
): Promise<readonly Discovered[]> {
	const options = { searchPaths: ["/home/u/sdk", "/nowhere"] };
	return [
		...(await gathered(provider.discoverMachine(still(host), options, signal))),
		...(await gathered(provider.discoverFolder(still(host), work, options, signal))),
	];
}

const rowsOf = (found: readonly Discovered[]): readonly GoEnvironment[] =>
	found.flatMap((one) => (one.kind === "environment" ? [one.environment] : []));

const filesBelow = (folder: string): readonly string[] =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort((a, b) => (a < b ? -1 : 1));

/** Damages of a file, selected by a number, so that a failure can be reproduced. */
const damages: readonly ((file: string) => void)[] = [
	(file) => mkdirSync(file),
	(file) => void execFileSync("mkfifo", [file]),
	(file) => writeFileSync(file, ""),
	(file) => writeFileSync(file, "x".repeat(2_000_000)),
	(file) => writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x0a])),
	(file) => writeFileSync(file, "<<<<<<< ours\n=======\n>>>>>>> theirs\n"),
	(file) => writeFileSync(file, "[".repeat(60_000)),
	(file) => symlinkSync("/nowhere", file),
	(file) => symlinkSync(file, file),
	() => {},
];

function damage(root: string, seed: number): void {
	let state = seed;
	const next = (below: number): number => {
		// the Park–Miller generator: the same sequence everywhere
		state = (state * 48_271) % 2_147_483_647;
		return state % below;
	};
	for (const file of filesBelow(root)) {
		if (next(3) > 0) continue;
		rmSync(file);
		damages[next(damages.length)]?.(file);
	}
}

describe.each(providers.map((provider) => [provider.name, provider] as const))("the provider %s", (_name, provider) => {
	it("knows what decides an activation without activating", async () => {
		const { host } = everything();
		if (provider.activate === undefined) {
			expect(provider.inputs).toBeUndefined();
			return;
		}
		// its tool is needed to activate it
		if (provider.kind.activation === "on-request") return;
		const row = rowsOf(await discovered(provider, host)).find(({ toolchain }) => toolchain.kind === "known");
		if (row === undefined) throw new Error("no usable row");
		const inputs = await provider.inputs?.(still(host), row);
		const { signal } = new AbortController();
		const activated = await provider.activate(still(host), row, { PATH: "/usr/bin" }, signal);
		expect(new Set(inputs)).toEqual(new Set(activated.inputs));
		expect(activated.toolchain).toEqual(row.toolchain);
		const front = activated.activation.lists["PATH"]?.prepend ?? [];
		const program = row.toolchain.kind === "known" ? row.toolchain.program : "";
		expect(front).toContain(dirname(program));
	});

	it.each(Array.from({ length: 12 }, (_, index) => index + 1))("takes any damage as data (%i)", async (seed) => {
		const { host, root } = everything({ denied: ["/home/u/.gvm/environments/go1.18", "/home/u/sdk"] });
		damage(root, seed);
		const found = await discovered(provider, host);
		for (const one of found) {
			if (one.kind === "fault") expect(one.fault.message).toMatch(/\S/);
			if (one.kind === "environment" && one.environment.toolchain.kind === "broken") {
				expect(one.environment.toolchain.problem.message).toMatch(/\S/);
			}
		}
	});
});
