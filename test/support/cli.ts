import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Ajv } from "ajv";
import { type Content, goroot, temporaryFolder, writeContent } from "./machine.ts";

const root = resolve(import.meta.dirname, "../..");
let built: string | undefined;

/** The CLI as shipped: dist/cli.js if it is newer than its sources, else built now to another folder. */
export function cliProgram(): string {
	if (built !== undefined) return built;
	const dist = join(root, "dist", "cli.js");
	if (isNewer(dist)) {
		built = dist;
		return dist;
	}
	const folder = mkdtempSync(join(tmpdir(), "ge-cli-"));
	process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
	execFileSync(process.execPath, ["esbuild.mjs", "--out", folder], { cwd: root, stdio: "ignore" });
	built = join(folder, "cli.js");
	return built;
}

function isNewer(file: string): boolean {
	const time = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
	const sources = ["src", "media"].flatMap((name) =>
		readdirSync(join(root, name), { recursive: true, encoding: "utf8" }).map((below) => join(root, name, below)),
	);
	return [...sources, join(root, "package.json")].every((source) => statSync(source).mtimeMs < time);
}

export interface CliRun {
	/** null if a signal ended it. */
	readonly status: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface CliOptions {
	/** The working directory; default: the home folder. */
	readonly folder?: string;
	readonly variables?: Readonly<Record<string, string>>;
	readonly input?: string;
	/** Sends the CLI what Ctrl+C sends. */
	readonly interrupt?: AbortSignal;
}

/** A home folder in which the CLI runs as a real process. */
export interface Home {
	readonly home: string;
	/** Paths start with `~/`. */
	write(files: Readonly<Record<string, Content>>): void;
	place(path: string): string;
	/** The files of a folder. */
	files(path: string): readonly string[];
	/** The CLI's bundle. */
	readonly program: string;
	/** The CLI's variables by default. */
	readonly variables: Readonly<Record<string, string>>;
	run(words: readonly string[], options?: CliOptions): Promise<CliRun>;
	/** The JSON that a run printed. */
	json(words: readonly string[], options?: CliOptions): Promise<Json>;
	remove(): void;
}

export type Json = Readonly<Record<string, unknown>>;

/** How an answer violates the shipped schema (`list`); undefined if it is valid. */
export function misfit(schema: string, answer: unknown): string | undefined {
	const ajv = new Ajv({ allowUnionTypes: true });
	const file = join(root, "media", "schemas", `${schema}.schema.json`);
	const fits = ajv.validate(JSON.parse(readFileSync(file, "utf8")), answer);
	return fits ? undefined : ajv.errorsText();
}

/** A GOROOT whose go prints `go version go1.22.5` and its own path. */
export const speakingGoroot = (at: string, version: string): Record<string, Content> => ({
	...goroot(at, version),
	[`${at}/bin/go`]: { program: `#!/bin/sh\necho "go version go${version} $0"\n` },
});

/** A conda prefix with a Go and, by name, scripts in activate.d. */
export const condaFiles = (
	prefix: string,
	version: string,
	scripts: Readonly<Record<string, string>> = {},
): Record<string, Content> => ({
	[`${prefix}/conda-meta/history`]: "",
	...speakingGoroot(`${prefix}/go`, version),
	[`${prefix}/bin/go`]: { link: "../go/bin/go" },
	...Object.fromEntries(
		Object.entries(scripts).map(([name, text]) => [`${prefix}/etc/conda/activate.d/${name}`, text]),
	),
});

/** An SDK in the home folder, as created by `go1.22.5 download`. */
export const sdkFiles = (version: string): Record<string, Content> => ({
	...speakingGoroot(`~/sdk/go${version}`, version),
	[`~/sdk/go${version}/.unpacked-success`]: "",
});

export function temporaryHome(files: Readonly<Record<string, Content>> = {}): Home {
	const home = temporaryFolder();
	const place = (path: string): string => (path.startsWith(home) ? path : join(home, path.replace(/^~\/?/, "")));
	const variables = { HOME: home, PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8", USER: "u", LOGNAME: "u" };
	const run = (words: readonly string[], options: CliOptions = {}): Promise<CliRun> =>
		ran([cliProgram(), ...words], {
			folder: options.folder ?? home,
			variables: { ...variables, ...options.variables },
			input: options.input ?? "",
			...(options.interrupt === undefined ? {} : { interrupt: options.interrupt }),
		});
	const write = (more: Readonly<Record<string, Content>>): void => {
		for (const [path, content] of Object.entries(more)) writeContent(place(path), content);
	};
	write(files);
	return {
		home,
		place,
		write,
		files: (path) => readdirSync(place(path)).map((name) => join(place(path), name)),
		program: cliProgram(),
		variables,
		run,
		async json(words, options) {
			const { stdout } = await run(words, options);
			return JSON.parse(stdout) as Json;
		},
		remove: () => rmSync(home, { recursive: true, force: true }),
	};
}

type WholeOptions = Required<Omit<CliOptions, "interrupt">> & Pick<CliOptions, "interrupt">;

function ran(words: readonly string[], { folder, variables, input, interrupt }: WholeOptions): Promise<CliRun> {
	return new Promise((done, fail) => {
		const child = spawn(process.execPath, words, { cwd: folder, env: variables });
		interrupt?.addEventListener("abort", () => child.kill("SIGINT"));
		let stdout = "";
		let stderr = "";
		child.stdout.setEncoding("utf8").on("data", (part: string) => (stdout += part));
		child.stderr.setEncoding("utf8").on("data", (part: string) => (stderr += part));
		child.on("error", fail);
		child.on("close", (status, signal) => done({ status, signal, stdout, stderr }));
		child.stdin.on("error", () => {}); // it did not read all of its input
		child.stdin.end(input);
	});
}
