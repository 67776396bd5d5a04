import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Activated } from "../../src/core/activation.ts";
import type { GoEnvironment } from "../../src/core/environment.ts";
import type { Fault } from "../../src/core/fault.ts";
import type { Host } from "../../src/core/host.ts";
import { createModel, type Model } from "../../src/core/model/model.ts";
import type { Progress } from "../../src/core/operation.ts";
import { refusalOf } from "../../src/core/selection/selectionOf.ts";
import { nodeHost } from "../../src/host/nodeHost.ts";
import { waitingText } from "../../src/present/texts/selectionText.ts";
import { evaluateShell } from "../../src/providers/flake/evaluateShell.ts";
import { flakeProvider } from "../../src/providers/flake/flakeProvider.ts";
import { knowledge } from "../../src/specifications/knowledge.ts";
import { discoveredIn } from "../support/discovered.ts";
import { isAlive } from "../support/isAlive.ts";
import { goroot, machine, quietLog, temporaryFolder, trustAll, writeContent } from "../support/machine.ts";

/** Recorded: test/recorded/nixErrors.ts says how. */
const recorded = readFileSync(join(import.meta.dirname, "../recorded/nixDevShell.json"), "utf8");

let root: string;
let host: Host;
const at = (...parts: string[]): string => join(root, ...parts);

beforeEach(() => {
	root = temporaryFolder();
	const variables = { PATH: `${at("bin")}:/usr/bin:/bin`, HOME: at("home"), TRACE: at("trace") };
	host = nodeHost({ variables, home: at("home"), trust: trustAll, log: quietLog, storeFolder: at("our store") });
	for (const [file, content] of Object.entries(goroot(at("store/go/share/go"), "1.25.6"))) writeContent(file, content);
	mkdirSync(at("store/go/bin"));
	symlinkSync("../share/go/bin/go", at("store/go/bin/go"));
	writeContent(at("w/.git/HEAD"), "");
	writeContent(
		at("w/flake.nix"),
		"{ outputs = _: { devShells.x86_64-linux.ci = 1; devShells.x86_64-linux.default = 1; }; }\n",
	);
	writeContent(at("w/flake.lock"), "{}");
	writeContent(at("w/main.go"), "package main\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const variablesOf = (more: object = {}): object => ({
	PATH: { type: "exported", value: at("store/go/bin") },
	GOFLAGS: { type: "exported", value: "-mod=readonly" },
	HOME: { type: "exported", value: "/homeless-shelter" },
	...more,
});

/** A nix that makes a new generation of the profile, as real Nix does, and traces its arguments. */
function nix(variables: object = variablesOf(), before = ""): void {
	writeContent(at("shell.json"), JSON.stringify({ bashFunctions: {}, variables }));
	writeContent(at("bin/nix"), {
		program: `#!/bin/bash
printf '%s\\n' "$PWD" "XDG_DATA_HOME=$XDG_DATA_HOME" "$@" >> "$TRACE"
echo --- >> "$TRACE"
${before}
while [ "$1" != --profile ]; do shift; done
echo "building '/nix/store/x-go.drv'..." >&2
n=1; while [ -e "$2-$n-link" ] || [ -L "$2-$n-link" ]; do n=$((n + 1)); done
cp ${at("shell.json")} ${at("store")}/env-$n
ln -s ${at("store")}/env-$n "$2-$n-link"
ln -sfn "\${2##*/}-$n-link" "$2"
`,
	});
}

const runs = (): readonly string[] =>
	existsSync(at("trace"))
		? readFileSync(at("trace"), "utf8")
				.split("---\n")
				.filter((run) => run !== "")
		: [];

async function rowOf(name = "#ci"): Promise<GoEnvironment> {
	const { environments } = await discoveredIn(flakeProvider, host, at("w"));
	const row = environments.find((one) => one.name === name);
	if (row === undefined) throw new Error(`no ${name}`);
	return row;
}

async function activated(signal = new AbortController().signal, told: Progress[] = []): Promise<Activated> {
	const done = await flakeProvider.activate?.(host, await rowOf(), host.variables, signal, (one) => told.push(one));
	if (done === undefined) throw new Error("no activation");
	return done;
}

const links = (): readonly string[] => {
	const [folder = ""] = readdirSync(at("our store/flakes"));
	return readdirSync(at("our store/flakes", folder)).sort();
};

describe("a devShell", () => {
	it("is evaluated by one run of Nix in the flake's folder, which accepts and writes nothing", async () => {
		nix();
		const told: Progress[] = [];
		const { activation, toolchain } = await activated(undefined, told);
		const [run = "", ...others] = runs();
		expect(others).toEqual([]);
		const words = run.trim().split("\n");
		const profile = words[words.indexOf("--profile") + 1] ?? "";
		expect(words.filter((word) => word !== profile)).toEqual([
			at("w"),
			`XDG_DATA_HOME=${at("our store/flakes/no-data")}`,
			...["--extra-experimental-features", "nix-command flakes", "print-dev-env", "--json", "--print-build-logs"],
			...[
				"--no-eval-cache",
				"--no-write-lock-file",
				"--no-update-lock-file",
				"--no-use-registries",
				"--no-accept-flake-config",
			],
			...["--no-allow-import-from-derivation", "--profile"],
			'.#devShells.x86_64-linux."ci"',
		]);
		expect(existsSync(at("our store/flakes/no-data"))).toBe(false);
		expect(told.map(({ stage, line }) => line ?? stage)).toEqual([
			"Evaluating “#ci” with Nix…",
			"building '/nix/store/x-go.drv'...",
		]);
		expect(activation).toEqual({
			lists: { PATH: { prepend: [at("store/go/bin")], drop: [] } },
			variables: { GOFLAGS: "-mod=readonly" },
			terminal: {},
		});
		const goroot = at("store/go/share/go");
		expect(toolchain).toEqual({ kind: "known", version: "1.25.6", goroot, program: at("store/go/bin/go") });
	});

	it("is not evaluated again while its inputs and its result are there, by another window neither", async () => {
		nix();
		const first = await activated();
		expect((await rowOf()).toolchain).toEqual(first.toolchain);
		expect((await rowOf("#default")).toolchain).toEqual({ kind: "unknown" });
		writeFileSync(at("w/main.go"), "package main // changed\n");
		expect(await activated()).toEqual(first);
		const other = { ...host.variables, PATH: "/opt/bin", GOFLAGS: "" };
		const { signal } = new AbortController();
		const second = await flakeProvider.activate?.(host, await rowOf(), other, signal);
		expect(second).toEqual(first);
		expect(runs()).toHaveLength(1);
		expect(await flakeProvider.isEvaluated?.(host, await rowOf())).toBe(true);
	});

	it.each([
		["flake.nix", "{ outputs = _: { devShells.x86_64-linux.ci = 2; }; }\n"],
		["flake.lock", '{ "changed": true }'],
		["go.mod", "module x\n"],
		["nix/go.nix", "{ }: { a = 2; }"],
		["data/versions.json", "[2]"],
	])("is evaluated again where %s has changed, and the earlier result is let go", async (file, text) => {
		writeContent(at("w/nix/go.nix"), "{ }: builtins.fromJSON (builtins.readFile ../data/versions.json)");
		writeContent(at("w/data/versions.json"), "[1]");
		nix();
		await activated();
		expect(links()).toEqual(["profile", "profile-1-link", "shell.json"]);
		writeContent(at("w", file), text);
		expect(await flakeProvider.isEvaluated?.(host, await rowOf())).toBe(false);
		expect((await rowOf()).toolchain).toEqual({ kind: "unknown" });
		await activated();
		expect([runs().length, links()]).toEqual([2, ["profile", "profile-2-link", "shell.json"]]);
	});

	it.each([
		["in a string", `"\${./.}/v.txt"`],
		["in a string with a function", `"\${toString ../.}/nix/v.txt"`],
		["after a sum", `(./. + "/v.txt")`],
		["after a sum of paths", `(./. + /v.txt)`],
		["after a sum with a folder", `(toString (../nix) + "/v.txt")`],
		["after a sum with a folder above", `(../nix + "/v.txt")`],
		["of the flake, in a string", `"\${self}/nix/v.txt"`],
		["of the flake, with its path", `(inputs.self.outPath + "/nix/v.txt")`],
	])("has the file as an input that a file in a subfolder names %s", async (_, name) => {
		writeContent(at("w/nix/go.nix"), `{ inputs, self }: { a = builtins.readFile ${name}; }`);
		writeContent(at("w/nix/v.txt"), "1");
		expect(await flakeProvider.inputs?.(host, await rowOf())).toContain(at("w/nix/v.txt"));
	});

	it("has a file as an input that is named and does not exist yet", async () => {
		writeContent(at("w/nix/go.nix"), "{ }: if builtins.pathExists ../local.json then 1 else 2");
		expect(await flakeProvider.inputs?.(host, await rowOf())).toContain(at("w/local.json"));
	});

	it("is evaluated again where its result was collected", async () => {
		nix();
		await activated();
		rmSync(at("store/env-1"));
		await activated();
		expect(runs()).toHaveLength(2);
	});

	it("stays as it was where an evaluation fails, is killed midway, or is cancelled with all that it started", async () => {
		nix();
		const first = await activated();
		const before = readFileSync(at("w/flake.nix"), "utf8");
		writeFileSync(at("w/flake.nix"), `${before}# changed\n`);
		nix(variablesOf(), "kill -9 $$");
		await expect(activated()).rejects.toMatchObject({ fault: { kind: "activation-failed" } });
		nix(variablesOf(), `sleep 60 & echo $! > ${at("child")}; echo started >&2; wait`);
		const stop = new AbortController();
		const cancelled = flakeProvider.activate?.(host, await rowOf(), host.variables, stop.signal, ({ line }) => {
			if (line === "started") stop.abort();
		});
		await expect(cancelled).rejects.toMatchObject({ fault: { kind: "cancelled" } });
		const child = Number(readFileSync(at("child"), "utf8"));
		await expect.poll(() => isAlive(child)).toBe(false);
		writeFileSync(at("w/flake.nix"), before);
		const count = runs().length;
		expect([await activated(), runs().length]).toEqual([first, count]);
	});

	it("has a time limit", async () => {
		nix(variablesOf(), "while :; do echo y; done");
		const request = { host, environment: await rowOf(), base: host.variables, signal: new AbortController().signal };
		await expect(evaluateShell({ ...request, timeoutMs: 300 })).rejects.toMatchObject({
			fault: { kind: "timed-out", message: "Evaluating “#ci” timed out after 0.3 s and was stopped." },
		});
	});

	it("says what went wrong, however much was written before and after", async () => {
		nix(variablesOf(), 'seq 200000 >&2; echo "error: boo" >&2; seq 1000 >&2; seq 200000; exit 1');
		await expect(activated()).rejects.toMatchObject({ fault: { message: "“#ci” could not be evaluated: boo" } });
	});

	it.each([
		["without an error", "x", ""],
		["of an error", "x", "error: "],
		["of blanks", " ", ""],
		["that begin like a sentence of Nix", "creating directory experimental Nix feature Did you mean ", "error: "],
		["that look like places", "«/a", ""],
	])("says what went wrong where it wrote long lines %s", async (_, part, before) => {
		const line = before + part.repeat(65_000 / part.length);
		writeContent(at("lines"), `${Array.from({ length: 8 }, () => line).join("\n")}\n`);
		nix(variablesOf(), `cat ${at("lines")} >&2; exit 1`);
		const failed = await activated().catch((cause: { fault: Fault }) => cause.fault);
		if (!("message" in failed)) throw new Error("no fault");
		expect(failed.message).toMatch(/“#ci”/);
		expect(failed.message.length).toBeLessThan(310);
	});

	it("is evaluated once more where its files changed meanwhile, and then told so", async () => {
		nix(variablesOf(), `echo '#' >> ${at("w/flake.nix")}`);
		await expect(activated()).rejects.toMatchObject({ fault: { kind: "conflict" } });
		expect(runs()).toHaveLength(2);
	});

	it("may build while it is evaluated once the user agreed", async () => {
		const ifd =
			"error: cannot build 'x' during evaluation because the option 'allow-import-from-derivation' is disabled";
		nix(variablesOf(), `[[ "$*" != *--no-allow-import* ]] || { echo "${ifd}" >&2; exit 1; }`);
		await expect(activated()).rejects.toMatchObject({ fault: { kind: "not-allowed" } });
		await flakeProvider.allowBuilds?.(host, await rowOf("#default"));
		expect((await activated()).toolchain.kind).toBe("known");
		await host.store.clear();
		await expect(activated()).rejects.toMatchObject({ fault: { kind: "not-allowed" } });
	});

	it("notes at its row a hook that is not run and settings that are not accepted, and says it at no activation", async () => {
		const untrusted = "warning: ignoring untrusted flake configuration setting 'extra-substituters'";
		nix(variablesOf({ shellHook: { type: "exported", value: " export A=1 " } }), `echo "${untrusted}" >&2`);
		const before = (await rowOf()).notes;
		const { warnings, activation } = await activated();
		expect(warnings).toEqual([]);
		expect(activation.variables).not.toHaveProperty("A");
		expect((await rowOf()).notes).toEqual([
			"The shellHook of “#ci” is not run: what it sets is missing. Set variables in `env` of mkShell instead, or use `nix develop` in a terminal.",
			"Settings of Nix in the flake are not used: extra-substituters.",
			...before,
		]);
		expect((await rowOf("#default")).notes).toEqual(before);
	});

	it("cannot be activated without a Go, and is listed without one then", async () => {
		nix(variablesOf({ PATH: { type: "exported", value: "/nowhere" } }));
		const remedy = { text: "Add `pkgs.go` to its packages.", action: { kind: "open", file: at("w/flake.nix") } };
		const fault = { message: "“#ci” has no Go.", remedies: [remedy, {}] };
		await expect(activated()).rejects.toMatchObject({ fault });
		const row = await rowOf();
		expect(row.toolchain).toEqual({ kind: "none" });
		expect(refusalOf(row)).toMatchObject(fault);
	});

	it.each([
		["is no JSON", "{"],
		["has another form", '{ "variables": 1 }'],
	])("is refused where its result %s", async (_, text) => {
		nix();
		writeContent(at("shell.json"), text);
		await expect(activated()).rejects.toMatchObject({ fault: { kind: "activation-failed" } });
	});

	it("is that of an old flake, which has one", async () => {
		const missing = "error: flake 'x' does not provide attribute 'devShells'";
		nix(variablesOf(), `[[ "$*" != *devShells* ]] || { echo "${missing}" >&2; exit 1; }`);
		const { signal } = new AbortController();
		await flakeProvider.activate?.(host, await rowOf("#default"), host.variables, signal);
		expect(runs()[1]).toContain(".#devShell.x86_64-linux\n");
		await expect(activated()).rejects.toMatchObject({ fault: { message: expect.stringContaining("no devShell") } });
	});

	it("is let go with its flake", async () => {
		nix();
		await activated();
		writeContent(at("other/flake.nix"), readFileSync(at("w/flake.nix"), "utf8"));
		rmSync(at("w"), { recursive: true });
		const { environments } = await discoveredIn(flakeProvider, host, at("other"));
		const [row] = environments;
		if (row === undefined) throw new Error("no row");
		await flakeProvider.activate?.(host, row, host.variables, new AbortController().signal);
		const all = readdirSync(at("our store/flakes")).map((folder) => readdirSync(at("our store/flakes", folder)));
		expect(all.filter((names) => names.length > 0)).toEqual([["profile", "profile-1-link", "shell.json"]]);
	});

	it("says how much is copied where git tracks nothing", async () => {
		rmSync(at("w/.git"), { recursive: true });
		writeContent(at("w/node_modules/big"), new Uint8Array(60 << 20));
		nix();
		const told: Progress[] = [];
		await activated(undefined, told);
		expect(told[0]?.stage).toBe(`Copying ${at("w")}, 60 MB, because Git does not track it…`);
	});

	it("needs Nix", async () => {
		// a machine of its own: this one may have Nix in a usual place
		const made = machine({ files: { "/w/flake.nix": readFileSync(at("w/flake.nix"), "utf8") } });
		const [row] = (await discoveredIn(flakeProvider, made.host, "/w")).environments;
		if (row === undefined) throw new Error("no row");
		const { signal } = new AbortController();
		const done = flakeProvider.activate?.(made.host, row, made.host.variables, signal);
		await expect(done).rejects.toMatchObject({
			fault: {
				message: "“#default” cannot be evaluated: Nix was not found.",
				remedies: [{ action: { kind: "copy", text: "https://nixos.org/download" } }, {}],
			},
		});
		made.remove();
	});

	it("is not evaluated in a folder that is not trusted", async () => {
		nix();
		const row = await rowOf();
		const { variables } = host;
		const trust = { allows: ({ kind }: { readonly kind: string }) => kind === "machine" };
		host = nodeHost({ variables, home: at("home"), trust, log: quietLog, storeFolder: at("our store") });
		const { signal } = new AbortController();
		await expect(flakeProvider.activate?.(host, row, variables, signal)).rejects.toMatchObject({
			fault: { kind: "not-allowed" },
		});
		expect(runs()).toEqual([]);
	});
});

describe("a window whose folder uses a devShell", () => {
	const models: Model[] = [];
	afterEach(() => {
		for (const model of models.splice(0)) model.dispose();
	});

	async function opened(): Promise<Model> {
		const goToolchain = { value: "local", isDefault: true } as const;
		const settings = () => ({ order: ["flake"], searchPaths: [], goToolchain });
		const model = createModel({ host, providers: [flakeProvider], knowledge, settings, mayActivate: () => true });
		models.push(model);
		model.addFolder(at("w"));
		await model.reread();
		return model;
	}

	/** The activation of the folder, its Go, whether that meets go.mod, and how often Nix ran so far. */
	function stateOf(model: Model): readonly unknown[] {
		const { selection, activation, requirements } = model.folder(at("w")) ?? {};
		const go = selection?.kind === "chosen" ? selection.environment.toolchain : undefined;
		const version = go?.kind === "known" ? go.version : go?.kind;
		return [activation?.kind, version, requirements?.[0]?.met, runs().length];
	}

	it("keeps it over a restart, and evaluates only when somebody asks", async () => {
		writeContent(at("w/go.mod"), "module x\n\ngo 1.25\n");
		nix(variablesOf({ API_TOKEN: { type: "exported", value: "secret" } }));
		const first = await opened();
		await first.pick(at("w"), await rowOf());
		expect(stateOf(first)).toEqual(["active", "1.25.6", true, 1]);
		first.dispose();
		// with variables that our store does not keep
		const second = await opened();
		expect(stateOf(second)).toEqual(["active", "1.25.6", true, 1]);
		const { activation } = second.folder(at("w")) ?? {};
		expect(activation).toMatchObject({ activated: { activation: { variables: { API_TOKEN: "secret" } } } });
		writeFileSync(at("w/flake.nix"), `${readFileSync(at("w/flake.nix"), "utf8")}# changed\n`);
		await second.reread(at("w"));
		expect(stateOf(second)).toEqual(["outdated", "1.25.6", true, 1]);
		second.dispose();
		const third = await opened();
		expect(stateOf(third)).toEqual(["outdated", "1.25.6", true, 1]);
		await third.activate(at("w"));
		expect(stateOf(third)).toEqual(["active", "1.25.6", true, 2]);
	});

	it("evaluates again what is active, where somebody asks", async () => {
		nix();
		const model = await opened();
		await model.pick(at("w"), await rowOf());
		await model.activate(at("w"));
		expect(stateOf(model)).toEqual(["active", "1.25.6", undefined, 2]);
		await model.reread(at("w"));
		expect(stateOf(model)).toEqual(["active", "1.25.6", undefined, 2]);
	});

	it("does not trust the result of a flake with more folders than are read beyond its process", async () => {
		for (let index = 0; index < 2100; index++) mkdirSync(at("w/d", String(index)), { recursive: true });
		nix();
		const first = await opened();
		await first.pick(at("w"), await rowOf());
		await first.reread(at("w"));
		expect(stateOf(first)).toEqual(["active", "1.25.6", undefined, 1]);
		expect((await rowOf()).notes[0]).toMatch(/^The flake has more Nix files or folders than are compared\./);
		first.dispose();
		const second = await opened();
		expect(stateOf(second)).toEqual(["outdated", "1.25.6", undefined, 1]);
		const state = second.folder(at("w"));
		expect(state && waitingText(state)).toMatch(/^Files of this environment may have changed/);
		await second.activate(at("w"));
		expect(stateOf(second)).toEqual(["active", "1.25.6", undefined, 2]);
		await second.activate(at("w"));
		expect(stateOf(second)).toEqual(["active", "1.25.6", undefined, 3]);
		// as exec and env do
		expect(await activated()).toMatchObject({ hasMoreInputs: true });
		expect(runs()).toHaveLength(4);
	});

	it("does not take another devShell of the flake for one that is gone", async () => {
		nix();
		const model = await opened();
		await model.pick(at("w"), await rowOf());
		writeFileSync(at("w/flake.nix"), "{ outputs = _: { devShells.x86_64-linux.default = 1; }; }\n");
		await model.reread(at("w"));
		expect(model.folder(at("w"))?.selection).toMatchObject({ kind: "missing", reference: `flake:${at("w")}#ci` });
	});
});

describe("the variables of a devShell", () => {
	it("are the project's, as Nix 2.8 tells them, in front of the user's lists", async () => {
		nix();
		const text = recorded.replaceAll("/nix/store/x3lgb2swcipn91xiz3wkbhc78d4kccwi-go-1.25.6", at("store/go"));
		writeContent(at("shell.json"), text);
		const { activation } = await activated();
		expect(activation).toEqual({
			lists: {
				PATH: {
					prepend: [at("store/go/bin"), "/nix/store/lkp6fhrbwbpi4lii95n7zsrh619m26qa-staticcheck-2025.1.1/bin"],
					drop: [],
				},
			},
			variables: {
				CGO_ENABLED: "0",
				GOFLAGS: "-mod=readonly",
				GOTOOLCHAIN: "local",
				IN_NIX_SHELL: "impure",
				NIX_CFLAGS_COMPILE: "",
				NIX_LDFLAGS: "",
				SOURCE_DATE_EPOCH: "315532800",
			},
			terminal: {},
		});
	});

	it("extend XDG_DATA_DIRS without duplicates, and replace other lists, as nix develop does", async () => {
		nix(
			variablesOf({
				XDG_DATA_DIRS: { type: "exported", value: "/s/share:/usr/share" },
				PKG_CONFIG_PATH: { type: "exported", value: "/s/pc" },
				SSL_CERT_FILE: { type: "exported", value: "/own.crt" },
				NIX_SSL_CERT_FILE: { type: "exported", value: "/no-cert-file.crt" },
				buildPhase: { type: "exported", value: "x" },
				lower: { type: "var", value: "x" },
				"BASH_FUNC_x%%": { type: "exported", value: "x" },
			}),
		);
		const base = { ...host.variables, XDG_DATA_DIRS: "/usr/share:/mine", PKG_CONFIG_PATH: "/usr/pc" };
		const { signal } = new AbortController();
		const done = await flakeProvider.activate?.(host, await rowOf(), base, signal);
		expect(done?.activation.lists).toMatchObject({
			XDG_DATA_DIRS: { prepend: ["/s/share"], drop: [] },
			PKG_CONFIG_PATH: { prepend: ["/s/pc"], drop: ["/usr/pc"] },
		});
		expect(done?.activation.variables).toEqual({ GOFLAGS: "-mod=readonly", SSL_CERT_FILE: "/own.crt" });
	});
});
