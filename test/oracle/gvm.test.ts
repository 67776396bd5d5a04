import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { activateEnvironment } from "../../src/core/activation/activateEnvironment.ts";
import { applied, listVariables } from "../../src/core/activation.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import type { Variables } from "../../src/core/host.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { sourcedFile } from "../../src/providers/gvm/gvmEnvironmentFile.ts";
import { gvmProvider } from "../../src/providers/gvm/gvmProvider.ts";
import { knowledge } from "../../src/specifications/knowledge.ts";
import { gvmFiles, localPkgset } from "../support/gvm.ts";
import { leftBy } from "../support/leftBy.ts";
import { goroot, machine, quietLog, trustAll } from "../support/machine.ts";

const bash = spawnSync("bash", ["--version"]).status === 0;
const signal = new AbortController().signal;
// a real folder of this machine, so that bash finds the same files
const place = machine();
const home = join(place.root, "home");
const root = join(home, ".gvm");
const project = join(home, "a project");
const environments = join(root, "environments");

/** Variables that bash itself sets. */
const own = new Set(["_", "PWD", "OLDPWD", "SHLVL"]);

const files = {
	...gvmFiles({
		root,
		gos: ["1.21.6", "1.22.6"],
		pkgsets: { "1.21.6": ["old"], "1.22.6": ["global", "work"] },
		aliases: { stable: "go1.21.6" },
		default: "go1.22.6",
		system: join(place.root, "usr/lib/go"),
	}),
	...goroot(join(place.root, "usr/lib/go"), "1.19.8"),
	...localPkgset(project, "1.22.6", root),
	// as users write with `gvm pkgenv`, and as a newer gvm writes
	[join(environments, "go1.22.6@edited")]: `. "${environments}/go1.22.6"
export gvm_pkgset_name="edited" # ours
export GOPATH; GOPATH="$HOME/src/go:${root}/pkgsets/go1.22.6/edited:$GOPATH"
export PATH; PATH="$HOME/src/go/bin:\${PATH}"; export GOPROXY='https://proxy.example/$x'
export GOPRIVATE=git.example,~/x:~/y GOFLAGS="$GOFLAGS\${GOFLAGS:+ }-mod=mod"
unset GOBIN
export PKG_CONFIG_PATH="\${PKG_CONFIG_PATH:-/none}:\${NOTHING-}"
`,
};
place.write(
	Object.fromEntries(Object.entries(files).map(([path, content]) => [path.slice(place.root.length), content])),
);
afterAll(() => place.remove());

const hostWith = (variables: Variables) =>
	nodeHost({ variables, home, trust: trustAll, log: quietLog, storeFolder: join(place.root, ".store") });

/** The variables of a program started from bash after bash sourced the file. */
function sourcedByBash(file: string, base: Variables): Variables {
	const { stdout, status, stderr } = spawnSync(
		"bash",
		["--noprofile", "--norc", "-c", '. "$1"; env -0', "bash", file],
		{
			env: base,
			encoding: "utf8",
		},
	);
	if (status !== 0) throw new Error(stderr);
	const pairs = stdout.split("\0").filter(Boolean);
	const entries = pairs.map((pair): [string, string] => {
		const at = pair.indexOf("=");
		return [pair.slice(0, at), pair.slice(at + 1)];
	});
	return Object.fromEntries(entries.filter(([name]) => !own.has(name)));
}

async function rows(variables: Variables): Promise<readonly GoEnvironment[]> {
	const host = hostWith(variables);
	const found: GoEnvironment[] = [];
	for (const list of [
		gvmProvider.discoverMachine(host, { searchPaths: [] }, signal),
		gvmProvider.discoverFolder(host, project, { searchPaths: [] }, signal),
	]) {
		for await (const one of list) if (one.kind === "environment") found.push(one.environment);
	}
	return found;
}

/** The same by core; removes GOROOT, which gvm sets and the program finds. */
async function activated(environment: GoEnvironment, base: Variables): Promise<Variables> {
	const host = hostWith(base);
	const context = {
		host,
		providers: [gvmProvider],
		goToolchain: { value: "inherit", isDefault: false },
		knowledge,
	} as const;
	const { activation } = await activateEnvironment(context, environment, base, signal);
	return applied(host, base, activation);
}

const withoutGoroot = ({ GOROOT: _, ...others }: Variables): Variables => others;

const fileOf = ({ folder, name }: GoEnvironment): string =>
	join(folder === undefined ? root : join(folder, ".gvm_local"), "environments", name);

const path = process.env["PATH"] ?? "/usr/bin:/bin";
const clean: Variables = { HOME: home, PATH: path, LANG: "C" };
const states: Readonly<Record<string, Variables>> = {
	clean,
	"with lists set": {
		...clean,
		LD_LIBRARY_PATH: "/a:/b",
		DYLD_LIBRARY_PATH: "/d",
		PKG_CONFIG_PATH: "/p",
		XDG_DATA_DIRS: "/usr/share",
	},
	"with empty values": { ...clean, LD_LIBRARY_PATH: "", PKG_CONFIG_PATH: "", GOFLAGS: "" },
	"with values that it overwrites": {
		...clean,
		GOPATH: "/mine",
		GOROOT: "/other",
		GOBIN: "/b",
		GOFLAGS: "-v",
		GOPROXY: "off",
	},
	"with gvm's own entries and doubles": {
		...clean,
		PATH: `${root}/bin:${path}:${root}/bin:${root}/gos/go1.22.6/bin::/x`,
		PKG_CONFIG_PATH: "/p:",
	},
	"with odd characters": { ...clean, PATH: `/a b:/c$d:/e\\f:/ü:${path}`, PKG_CONFIG_PATH: '/"q":/`x`' },
};

describe.skipIf(!bash)("activation equals bash that sources the environment file, variable by variable", async () => {
	const all = await rows(clean);
	it("finds the rows that are compared", () => {
		expect(all.map(({ name }) => name)).toEqual([
			"go1.21.6",
			"go1.21.6@old",
			"go1.22.6",
			"go1.22.6@edited",
			"go1.22.6@work",
			"system",
			"go1.22.6@local",
		]);
	});
	for (const [state, base] of Object.entries(states)) {
		it.each(all)(`${state}: $name`, async (environment) => {
			const expected = sourcedByBash(fileOf(environment), base);
			expect(expected["GOROOT"]).not.toBe(base["GOROOT"]);
			// programs treat an empty list like an unset one
			const nonEmpty = (variables: Variables): Variables =>
				Object.fromEntries(
					Object.entries(variables).filter(
						([name, value]) => value !== "" || !listVariables.some((list) => list === name),
					),
				);
			expect(nonEmpty(await activated(environment, base))).toEqual(nonEmpty(withoutGoroot(expected)));
		});
	}
});

describe.skipIf(!bash)(
	"from nested states: what gvm put there is gone, and the target is as from the user's own variables",
	async () => {
		const all = await rows(clean);
		const user: Variables = { ...clean, LD_LIBRARY_PATH: "/mine", XDG_DATA_DIRS: "/usr/share" };
		for (const active of all) {
			it.each(all)(`${active.name} → $name`, async (target) => {
				const nested = sourcedByBash(fileOf(active), user);
				const left = await leftBy(gvmProvider, hostWith(nested), nested);
				expect(left).toEqual(user);
				expect(await activated(target, nested)).toEqual(withoutGoroot(sourcedByBash(fileOf(target), user)));
			});
		}

		it("two environments one after the other, as `cd` into a folder with .go-version leaves them", async () => {
			const [first, second] = [join(environments, "go1.21.6@old"), join(environments, "go1.22.6@work")];
			const nested = sourcedByBash(second, sourcedByBash(first, user));
			const left = await leftBy(gvmProvider, hostWith(nested), nested);
			// $GVM_ROOT/bin is the same entry for both: only that of the active environment is known to belong to it
			expect({ ...left, PATH: "" }).toEqual({ ...user, PATH: "" });
			expect(
				left["PATH"]
					?.split(":")
					.filter((entry) => entry !== join(root, "bin"))
					.join(":"),
			).toBe(path);
		});
	},
);

/** A pseudo-random generator, so that a failure can be reproduced. */
function numbers(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

/** Random lines in the forms that users and gvm write. */
function randomFile(next: (below: number) => number): string {
	const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
	const name = (): string => pick(["A", "B", "GOPATH", "PATH", "UNSET", "EMPTY", "HOME"]);
	const expansion = (depth: number): string => {
		const form = next(depth > 2 ? 2 : 5);
		if (form === 0) return `$${name()}`;
		if (form === 1) return `\${${name()}}`;
		const word = pick([`:${expansion(depth + 1)}`, "w", "", "/x:y", expansion(depth + 1)]);
		return `\${${name()}${pick([":", ""])}${pick(["+", "-"])}${word}}`;
	};
	const part = (): string => {
		const bare = pick(["/usr/x", "a:b", "v1.2", "%+@,", "~/x", "x=y", "a#b"]);
		const text = (): string => pick(["", "a b", ";", "#x", "é", "\\$A", '\\"', "\\\\", "\\x", "'", "\n", expansion(0)]);
		return pick([() => bare, () => expansion(0), () => `"${text()}${text()}"`, () => "'$A \"'", () => "\\ "])();
	};
	const value = (): string => Array.from({ length: next(4) }, part).join("");
	const line = (): string => {
		const [target, word] = [pick(["A", "B", "GOPATH", "C"]), value()];
		return pick([
			`export ${target}; ${target}=${word}`,
			`export ${target}=${word}`,
			`${target}=${word}`,
			`export ${target}=${word} D=${value()}`,
			`  export ${target}=${word} # note "`,
			`export ${target}+=${word};`,
			`# export ${target}=1`,
			`unset ${target}`,
			"",
		]);
	};
	return Array.from({ length: 8 }, line).join("\n");
}

it.skipIf(!bash)("assignments of all shapes give what bash gives", async () => {
	const next = numbers(20261125);
	const folder = join(place.root, "random");
	mkdirSync(folder);
	const base: Variables = { HOME: "/home/$u", PATH: path, A: "a", EMPTY: "", GOPATH: "/g 1:/g2" };
	const host = hostWith(base);
	for (let index = 0; index < 150; index++) {
		const file = join(folder, String(index));
		const text = randomFile(next);
		writeFileSync(file, text);
		const ours = await sourcedFile(host, file, base);
		expect({ text, variables: ours?.variables, unread: ours?.unread }).toEqual({
			text,
			variables: sourcedByBash(file, base),
			unread: [],
		});
	}
});
