import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { commands, Uri, window } from "vscode";
import type { GoEnvironmentsApi } from "../../../media/api.d.ts";
import { extension, folder, newer, older, printedIn, selection } from "./inHost.ts";

const root = process.env["GO_ENVIRONMENTS_TEST_CONDA"] ?? "";
const which = process.env["GO_ENVIRONMENTS_TEST_WINDOW"] ?? "";
const active = process.env["CONDA_DEFAULT_ENV"] ?? "";
const isInitialized = which.endsWith("Init") || which.startsWith("init");
/** With `conda init` in the start-up file the terminal has the function; otherwise it is sourced. */
const conda = isInitialized ? ":" : `. "${root}/etc/profile.d/conda.sh"`;

/** `batch` accepts either Go. */
const build = "(cd ../batch && go build -o /dev/null . && echo built)";

const version = (of: string): string => `go version go${of}`;

describe(`terminals of a window beside conda: ${which}`, () => {
	const api = folder("api");
	let model: GoEnvironmentsApi;

	before(async () => {
		model = await extension().activate();
		await window.showTextDocument(Uri.joinPath(api.uri, "api.go"));
	});

	/** The lines that a new terminal of the folder prints, including errors. */
	async function lines(...commandsOf: readonly string[]): Promise<readonly string[]> {
		return (await printedIn(api.uri, [conda, ...commandsOf].join("; "))).split("\n");
	}

	async function use(reference: string, name: string): Promise<void> {
		await commands.executeCommand("goEnvironments.use", { folder: api.uri.fsPath, reference });
		const isWanted = (environment: string | undefined): boolean => environment === name;
		await selection(model, api.uri, (now) => now.isActive && isWanted(now.environment?.name), reference);
	}

	const environment = 'echo "$CONDA_DEFAULT_ENV $CONDA_SHLVL"';
	/** The conda environment that stays active in a terminal with an SDK. */
	const staying = which === "base" || which === "baseAndInit" || which === "goAndInit" ? "base 1" : " 0";

	async function hasSdk(): Promise<void> {
		const pythonOf = staying === "base 1" ? [`${root}/bin/python`] : [];
		const look = pythonOf.length > 0 ? ["command -v python"] : [];
		assert.deepEqual(
			await lines(
				...["go version", environment, ...look],
				...["conda activate python", environment, "command -v python", "go version", build],
				...["conda deactivate", environment, build, 'echo "${CI_ONLY-none}"'],
			),
			[
				...[`${version(newer)} linux/amd64`, staying, ...pythonOf],
				...[staying === "base 1" ? "python 2" : "python 1", `${process.env["CONDA_ENVS_DIRS"]}/python/bin/python`],
				...[`${version(newer)} linux/amd64`, "built"],
				// a variable stays if VS Code cannot unset it and the meaning of an empty value is unknown
				...[staying, "built", active === "ci" ? "1" : "none"],
			],
		);
	}

	it("have the folder's SDK, conda works in them, and an environment without Go stays", async () => {
		await selection(model, api.uri, ({ isActive }) => isActive, "the environment of api");
		assert.equal(active, which === "goAndInit" ? "ci" : which === "initWithoutBase" ? "" : "base");
		await hasSdk();
	});

	it("have a conda environment that is selected, and its own commands leave and find it", async () => {
		await use("conda:ci", "ci");
		assert.deepEqual(
			await lines(
				...["go version", environment, build, 'echo "$CI_ONLY"'],
				...["conda activate python", environment, "conda deactivate", environment],
				...["go version", build],
			),
			[
				...[`${version(older)} linux/amd64`, "ci 1", "built", "1"],
				...["python 2", "ci 1"],
				...[`${version(older)} linux/amd64`, "built"],
			],
		);
	});

	it("have the SDK again after a switch back", async () => {
		await use(newer, `go${newer}`);
		await hasSdk();
	});
});
