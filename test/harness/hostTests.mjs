// Tests inside an extension host: one runTests() call for a desktop VS Code and for code-server behind the shim.
//
// VSCODE_TEST_EXECUTABLE names a desktop VS Code's binary, VSCODE_TEST_DESKTOP a version to download ("stable", "1.100.0").
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { quietSettings, runFolder } from "./codeServer.mjs";

const shim = join(import.meta.dirname, "codeShim.mjs");
const entry = join(import.meta.dirname, "mochaRun.cjs");
const { VSCODE_TEST_EXECUTABLE: desktop, VSCODE_TEST_DESKTOP: version } = process.env;

/** True if tests run in a desktop VS Code: Restricted Mode is not tested there, and there is no browser to click in. */
export const isDesktop = Boolean(desktop || version);

/** Installs a .vsix: a desktop through its own command line script; the shim handles it itself. */
function install(executable, profile, vsix) {
	const [program] = executable === shim ? [shim] : resolveCliArgsFromVSCodeExecutablePath(executable);
	const options = { stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" };
	const { status } = spawnSync(program, [...profile, "--install-extension", vsix], options);
	if (status !== 0) throw new Error(`--install-extension ${vsix} ended with ${status}`);
}

/**
 * Runs the files (CommonJS) with mocha in an extension host. Options: `files`, `target` (folder or .code-workspace),
 * `extension` (under development), `vsix` (installed in addition), `env`, `home`, `trust`, `settings`. Resolves to mocha's
 * counts; a run that ended otherwise (see extensionTests.mjs) counts as one failure with its reason.
 */
export async function runInExtensionHost(options) {
	const run = runFolder();
	const resultFile = join(run, "result.json");
	const profile = [`--user-data-dir=${join(run, "u")}`, `--extensions-dir=${join(run, "e")}`];
	mkdirSync(join(run, "u", "User"), { recursive: true });
	writeFileSync(join(run, "u", "User", "settings.json"), JSON.stringify({ ...quietSettings, ...options.settings }));
	const home = options.home === undefined ? {} : { HOME: options.home, USERPROFILE: options.home };
	try {
		const executable = desktop ?? (version ? await downloadAndUnzipVSCode(version) : shim);
		if (options.vsix !== undefined) install(executable, profile, options.vsix);
		await runTests({
			vscodeExecutablePath: executable,
			extensionDevelopmentPath: options.extension,
			extensionTestsPath: entry,
			// otherwise a desktop reads PATH from a login shell; the shim never does
			launchArgs: [options.target, "--force-disable-user-env", ...profile],
			extensionTestsEnv: {
				...(isDesktop ? home : {}),
				...(options.home === undefined ? {} : { CODE_SHIM_HOME: options.home }),
				...(options.trust === true ? { CODE_SHIM_TRUST: "1" } : {}),
				...options.env,
				GO_ENVIRONMENTS_TEST_FILES: JSON.stringify(options.files),
				GO_ENVIRONMENTS_TEST_RESULT: resultFile,
			},
		});
		return readResult(resultFile);
	} catch (cause) {
		const result = existsSync(resultFile) ? readResult(resultFile) : undefined;
		if (result !== undefined && result.failed.length > 0) return result;
		const reason = `the run ended with ${cause.code ?? cause.message}`;
		return { passed: 0, failed: [reason], skipped: [] };
	} finally {
		rmSync(run, { recursive: true, force: true, maxRetries: 5 });
	}
}

const readResult = (file) => JSON.parse(readFileSync(file, "utf8"));
