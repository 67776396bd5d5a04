import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseSync } from "oxc-parser";
import { expect, it } from "vitest";
import { specificationKinds } from "../../src/core/specification.ts";
import { providers } from "../../src/providers/index.ts";

const source = resolve(import.meta.dirname, "../../src");

/** Capabilities in the order of ARCHITECTURE.md's diagram: each may import those before it. */
const capabilities = ["shell", "goroot", "gomod", "conda", "tools", "specifications"];

interface Import {
	readonly file: string;
	readonly target: string;
	readonly isType: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
	.filter((name) => /\.ts$/.test(name))
	.map((name) => name.replaceAll("\\", "/"));

const imports: Import[] = files.flatMap((file) => {
	const path = join(source, file);
	const { staticImports, staticExports, dynamicImports } = parseSync(path, readFileSync(path, "utf8")).module;
	const text = readFileSync(path, "utf8");
	const fromImports = staticImports.map(({ moduleRequest, entries }) => ({
		target: moduleRequest.value,
		isType: entries.length > 0 && entries.every((entry) => entry.isType),
	}));
	const fromExports = staticExports.flatMap(({ entries }) =>
		entries.flatMap(({ moduleRequest, isType }) => (moduleRequest ? [{ target: moduleRequest.value, isType }] : [])),
	);
	const fromCalls = dynamicImports.map(({ moduleRequest }) => ({
		target: text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
		isType: false,
	}));
	return [...fromImports, ...fromExports, ...fromCalls].map(({ target, isType }) => ({
		file,
		target: target.startsWith(".") ? relative(source, resolve(dirname(path), target)).replaceAll("\\", "/") : target,
		isType,
	}));
});

const isLocal = (target: string): boolean => files.includes(target);
const layer = (file: string): string => (file.includes("/") ? (file.split("/")[0] ?? "") : "root");
const provider = (file: string): string => (/^providers\/[^/]+\//.test(file) ? (file.split("/")[1] ?? "") : "");

function mayImport(file: string, target: string): boolean {
	const from = layer(file);
	const to = layer(target);
	if (from === to && from !== "providers") return true;
	const at = capabilities.indexOf(from);
	const below = at < 0 ? capabilities : capabilities.slice(0, at);
	switch (from) {
		case "core":
			return false;
		case "host":
			return to === "core";
		case "providers":
			if (to === "providers") return file === "providers/index.ts" || provider(file) === provider(target);
			return to === "core" || capabilities.includes(to);
		case "operations":
		case "present":
			return to === "core" || capabilities.includes(to);
		case "cli":
			return to !== "editor" && to !== "root";
		case "editor":
			return to !== "cli" && to !== "root";
		case "root":
			return true;
		default:
			return at >= 0 && (to === "core" || below.includes(to));
	}
}

it("every import goes up the list of layers", () => {
	const wrong = imports.filter(({ file, target }) => isLocal(target) && !mayImport(file, target));
	expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
	expect(imports.length).toBeGreaterThan(20);
});

/** The subfolders of a layer, each of which may import those before it. All may use files outside the subfolders. */
const rooms: Readonly<Record<string, readonly string[]>> = {
	core: ["versions", "requirements", "discovery", "selection", "activation", "settings", "model"],
	present: [
		"escaping",
		"faults",
		"texts",
		"cli",
		"diagnostics",
		"status",
		"terminals",
		"sidebar",
		"picker",
		"creation",
	],
};
/** The contracts of core use the types of these folders. */
const wordsOfContracts = ["versions", "requirements"];

const room = (file: string): string | undefined => (file.split("/").length > 2 ? file.split("/")[1] : undefined);

it("the rooms of a layer import each other in one order", () => {
	const wrong = imports.filter(({ file, target }) => {
		const order = rooms[layer(file)];
		if (order === undefined || layer(file) !== layer(target) || !isLocal(target)) return false;
		const [from, to] = [room(file), room(target)];
		if (to === undefined || from === to) return false;
		return from === undefined ? !wordsOfContracts.includes(to) : order.indexOf(from) < order.indexOf(to);
	});
	expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
});

it("every room has its place in that order", () => {
	for (const [name, order] of Object.entries(rooms)) {
		const there = new Set(files.filter((file) => layer(file) === name).flatMap((file) => room(file) ?? []));
		expect(there).toEqual(new Set(order));
	}
});

/** Files that create the host of a face, or run before or without one. */
const compositionsOfHost = [
	"cli/main.ts", // for the start and the end of the process
	"cli/session.ts",
	"editor/services/editorHost.ts",
	"uninstall.ts",
];

it("a face reaches the machine through Host: only its composition imports the implementation", () => {
	const users = imports.filter(({ file, target }) => layer(target) === "host" && layer(file) !== "host");
	expect(new Set(users.map(({ file }) => file))).toEqual(new Set(compositionsOfHost));
});

/** Files that import the list of providers and pass it on. */
const compositions = ["extension.ts", "cli/place.ts"];

it("only the composition of a face takes the list of providers", () => {
	const takers = imports.filter(({ target }) => target === "providers/index.ts").map(({ file }) => file);
	expect(new Set(takers)).toEqual(new Set(compositions));
});

/** The editor feature of a file; all features share `services`. */
const feature = (file: string): string | undefined =>
	layer(file) === "editor" && file.split("/").length > 2 ? file.split("/")[1] : undefined;

it("features of the editor know the services and no other feature, and services know no feature", () => {
	const wrong = imports.filter(({ file, target }) => {
		if (layer(file) !== "editor" || layer(target) !== "editor" || !isLocal(target)) return false;
		return feature(target) !== feature(file) && feature(target) !== "services";
	});
	expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
});

it("every feature of the editor is registered in extension.ts, by its register.ts alone", () => {
	const folders = new Set(files.flatMap((file) => feature(file) ?? []));
	const registers = [...folders].filter((name) => name !== "services").map((name) => `editor/${name}/register.ts`);
	const known = imports.filter(({ file, target }) => file === "extension.ts" && feature(target) !== undefined);
	const named = known.map(({ target }) => target).filter((target) => feature(target) !== "services");
	expect(registers.length).toBeGreaterThan(5);
	expect(new Set(named)).toEqual(new Set(registers));
	expect(files.filter((file) => layer(file) === "editor" && feature(file) === undefined)).toEqual([]);
});

/** The subfolders of the feature `terminals`, each of which may import those before it; its register.ts combines them. */
const terminalRooms = ["variables", "open", "check", "outdated"];
const terminalRoom = (file: string): string | undefined => /^editor\/terminals\/(\w+)\//.exec(file)?.[1];

it("the rooms of terminals import each other in one order", () => {
	const wrong = imports.filter(({ file, target }) => {
		const [from, to] = [terminalRoom(file), terminalRoom(target)];
		if (from === undefined || layer(target) !== "editor" || feature(target) !== "terminals") return false;
		return to === undefined || terminalRooms.indexOf(from) < terminalRooms.indexOf(to);
	});
	expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
	expect(new Set(files.flatMap((file) => terminalRoom(file) ?? []))).toEqual(new Set(terminalRooms));
});

/** Strings, templates, regular expressions and keys of a file, without comments. */
function literalsIn(file: string): readonly string[] {
	const path = join(source, file);
	const literals: string[] = [];
	const visit = (node: unknown): void => {
		if (typeof node !== "object" || node === null) return;
		literals.push(...literalOf(node));
		for (const child of Object.values(node)) visit(child);
	};
	visit(parseSync(path, readFileSync(path, "utf8")).program);
	return literals;
}

function literalOf(node: object): readonly string[] {
	if (!("type" in node)) return [];
	if (node.type === "Literal" && "regex" in node) return [(node.regex as { readonly pattern: string }).pattern];
	if (node.type === "Literal" && "value" in node) return typeof node.value === "string" ? [node.value] : [];
	if (node.type === "TemplateElement" && "value" in node) return [(node.value as { readonly raw: string }).raw];
	return node.type === "Property" && "key" in node ? keyOf(node.key as object) : [];
}

const keyOf = (key: object): readonly string[] => ("name" in key && typeof key.name === "string" ? [key.name] : []);

/** Texts outside the providers that contain a provider's name, by file. No rule depends on them. */
const namesOfProviders: Readonly<Record<string, readonly string[]>> = {
	// examples of user input
	"cli/help.ts": [
		"A version (1.22, latest), a name (ci, go1.22.6), provider:name (conda:ci), a path, .#shell, or inherited (also: system).",
	],
	"cli/verbs/use.ts": ["go-environments use conda:ci ~/work/app", "Use the conda environment “ci” in another folder."],
	"editor/picker/askForPath.ts": [
		"A GOROOT, its bin folder, a go program, or a conda environment. ~ is the home folder.",
		"sdk", // golang.org/dl's folder, in an example
	],
	"present/picker/pickerRows.ts": ["a GOROOT, a go program, or a conda environment"],
	// a reader of a tool's file names the tool and the reference that the file asks for
	"specifications/environmentYml.ts": ["“{0}” is not a valid name of a conda environment.", "conda:"],
	"specifications/flakeNix.ts": ["flake"],
	"specifications/goPkgset.ts": ["gvm", "gvm:go"],
	"specifications/goVersionFile.ts": ["gvm"],
	// a setting of a provider's own
	"core/settings/settingNames.ts": ["conda.program"],
	"conda/environmentName.ts": [".conda", "“{0}” is not a valid name of a conda environment."],
	// two tools in each other's way, named to the user
	"operations/doctor/managerFindings.ts": [
		"The conda environment {0} with Go {1} is active, but gvm puts its own Go first on PATH: {2}.",
		"Run `conda activate` after gvm, or select one of the two for the folder.",
	],
	// file names
	"conda/condaRange.ts": ["\\.(?:conda|tar\\.bz2)$"],
	"gomod/moduleFiles.ts": ["conda-meta"],
	"goroot/gorootOfProgram.ts": ["conda-meta", "sdk"],
};

it("only providers know a provider by its name, and files that say why", () => {
	const named = new RegExp(`\\b(?:${providers.map(({ name }) => name).join("|")})\\b`);
	const isKind = (text: string): boolean => specificationKinds.some((kind) => text === kind);
	const others = files.filter((file) => layer(file) !== "providers");
	const found = others.flatMap((file) => {
		const texts = literalsIn(file).filter((text) => named.test(text) && !isKind(text) && !isPathOfImport(text));
		return texts.length === 0 ? [] : [[file, [...new Set(texts)]] as const];
	});
	expect(Object.fromEntries(found)).toEqual(namesOfProviders);
	expect(literalsIn("providers/conda/condaProvider.ts")).toContain("conda");
});

const isPathOfImport = (text: string): boolean => /^\.{1,2}\/.*\.ts$/.test(text);

it("only the editor knows vscode, only the host touches files and processes, core knows no Node", () => {
	const machine = /^(node:(child_process|fs|fs\/promises|net|tls|http|https|os)|execa)$/;
	const wrong = imports.filter(({ file, target }) => {
		const from = layer(file);
		if (target === "vscode") return from !== "editor" && file !== "extension.ts";
		if (machine.test(target)) return from !== "host" && !(from === "cli" && target === "node:os");
		return target.startsWith("node:") && !["host", "cli", "editor", "root"].includes(from);
	});
	expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
});

it("no file imports itself by a detour, not even for a type", () => {
	const edges = new Map<string, string[]>();
	for (const { file, target } of imports) {
		if (isLocal(target)) edges.set(file, [...(edges.get(file) ?? []), target]);
	}
	const done = new Set<string>();
	const cycles: string[] = [];
	const visit = (file: string, trail: readonly string[]): void => {
		if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(" → "));
		if (trail.includes(file) || done.has(file)) return;
		for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
		done.add(file);
	};
	for (const file of files) visit(file, []);
	expect(cycles).toEqual([]);
});

it("every file imported exists", () => {
	const missing = imports.filter(({ target }) => target.endsWith(".ts") && !existsSync(join(source, target)));
	expect(missing).toEqual([]);
});

it("only src/shell tells shells by their names", () => {
	const shell = /^(?:bash|zsh|fish|pwsh|powershell)(?:\.exe)?$/;
	// conda's activation scripts are written for bash
	const others = files.filter((file) => layer(file) !== "shell" && file !== "providers/conda/sourceScripts.ts");
	const wrong = others.flatMap((file) =>
		literalsIn(file)
			.filter((text) => shell.test(text))
			.map(() => file),
	);
	expect(wrong).toEqual([]);
	expect(literalsIn("shell/shellKind.ts").some((text) => shell.test(text))).toBe(true);
});
