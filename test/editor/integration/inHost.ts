import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "mocha";
import {
	extensions,
	RelativePattern,
	type Terminal,
	type Uri,
	version,
	type WorkspaceFolder,
	window,
	workspace,
} from "vscode";
import type { ApiSelection, GoEnvironmentsApi } from "../../../media/api.d.ts";

export const newer = process.env["GO_ENVIRONMENTS_TEST_NEWER"] ?? "";
export const older = process.env["GO_ENVIRONMENTS_TEST_OLDER"] ?? "";

/** Polls until `check` returns a value; the error names what was expected. */
export async function until<T>(what: string, check: () => T | undefined | Promise<T | undefined>): Promise<T> {
	const deadline = Date.now() + 30_000;
	for (;;) {
		const value = await check();
		if (value !== undefined) return value;
		assert.ok(Date.now() < deadline, `waited in vain for ${what}`);
		await new Promise((done) => setTimeout(done, 50));
	}
}

export function extension() {
	const found = extensions.getExtension<GoEnvironmentsApi>("go-environments.go-environments");
	assert.ok(found, "the extension is not there");
	return found;
}

export function folder(name: string): WorkspaceFolder {
	const found = workspace.workspaceFolders?.find((candidate) => candidate.name === name);
	assert.ok(found, `there is no folder ${name}`);
	return found;
}

/** Waits until a folder has the wanted selection. */
export function selection(
	api: GoEnvironmentsApi,
	place: Uri,
	isWanted: (selection: ApiSelection) => boolean,
	what: string,
): Promise<ApiSelection> {
	return until(what, () => {
		const now = api.selection(place);
		return now !== undefined && isWanted(now) ? now : undefined;
	});
}

/** The next terminal that is opened, except hidden ones. */
export function nextTerminal(): Promise<Terminal> {
	return new Promise((done) => {
		const subscription = window.onDidOpenTerminal((terminal) => {
			if ("hideFromUser" in terminal.creationOptions && terminal.creationOptions.hideFromUser === true) return;
			subscription.dispose();
			done(terminal);
		});
	});
}

const scratch = mkdtempSync(join(tmpdir(), "ge-"));
let serial = 0;

const [major = 0, minor = 0] = version.split(".").map(Number);
/** Whether a terminal has its own folder's variables in a remote window. */
export const hasOwnVariablesOfFolders = major > 1 || minor >= 110;
/** The reason for skipping tests if it has not. */
export const withoutVariablesOfFolders = `VS Code ${version} gives terminals of a remote window another folder's variables`;

/** Skips the current test; the summary of the run shows the reason. */
export function skip(context: Context, reason: string): never {
	Object.assign(context.test ?? {}, { reason });
	return context.skip();
}

/**
 * Makes the folder's file the active editor: in a remote window, such as code-server's, VS Code before 1.110 gives terminals
 * and tasks the variables of the active editor's folder (microsoft/vscode#293628).
 */
export async function makeActive(place: Uri): Promise<void> {
	if (hasOwnVariablesOfFolders) return;
	const [file] = await workspace.findFiles(new RelativePattern(place, "*.go"));
	assert.ok(file);
	await window.showTextDocument(file);
}

/** The output of a command that is typed into a new terminal of a folder. */
export async function printedIn(place: Uri, command: string): Promise<string> {
	await makeActive(place);
	const terminal = window.createTerminal({ cwd: place });
	try {
		terminal.show(true);
		return await printed(terminal, command);
	} finally {
		terminal.dispose();
	}
}

export async function printed(terminal: Terminal, command: string): Promise<string> {
	serial += 1;
	const file = join(scratch, `${serial}.txt`);
	// renamed, because an existing file may be incomplete
	terminal.sendText(`(${command}) > ${file}.part 2>&1; mv ${file}.part ${file}`);
	await until(`${command} in a terminal`, () => existsSync(file) || undefined);
	// VS Code restarts a shell that ends within 500 ms
	await new Promise((done) => setTimeout(done, 600));
	return readFileSync(file, "utf8").trim();
}

/**
 * Running processes that the extension host started, by command line. Excludes VS Code's own search (ripgrep), which looks for
 * the files of activation events at any time.
 */
export function children(): readonly string[] {
	if (process.platform !== "linux") return [];
	return readdirSync("/proc").flatMap((name) => {
		try {
			const status = readFileSync(`/proc/${name}/status`, "utf8");
			const isOfHost = /^PPid:\t(\d+)$/m.exec(status)?.[1] === String(process.pid);
			const program = /^Name:\t(.+)$/m.exec(status)?.[1]; // also exists for a zombie process
			if (!isOfHost || program === "rg") return [];
			return [`${program} ${readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ")}`];
		} catch {
			return [];
		}
	});
}
