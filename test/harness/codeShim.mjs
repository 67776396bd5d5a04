#!/usr/bin/env node
// Stands in for the desktop `code`: accepts the arguments of @vscode/test-electron's runTests() and uses code-server.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runCodeServer } from "./codeServer.mjs";
import { runExtensionTests } from "./extensionTests.mjs";

const text = { type: "string" };
const several = { type: "string", multiple: true };
const { values, positionals } = parseArgs({
	strict: false,
	allowPositionals: true,
	options: {
		extensionDevelopmentPath: several,
		extensionTestsPath: text,
		"user-data-dir": text,
		"extensions-dir": text,
		"folder-uri": text,
		"file-uri": text,
		"install-extension": several,
	},
});

if ("version" in values || "list-extensions" in values || "install-extension" in values) {
	const desktopOnly = /^--(no-sandbox|disable-gpu|disable-updates|skip-|disable-workspace-trust)/;
	process.exit(await runCodeServer(process.argv.slice(2).filter((argument) => !desktopOnly.test(argument))));
}

const file = (name) => (name?.startsWith("file:") ? fileURLToPath(name) : name && resolve(name));
const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stopping.abort(signal));
process.stdout.on("error", () => stopping.abort("standard output went away"));

const { CODE_SHIM_TIMEOUT_MS: timeout, CODE_SHIM_HOME: home, CODE_SHIM_SCREENSHOT: screenshot } = process.env;
const { code, reason } = await runExtensionTests({
	target: file(values["folder-uri"] ?? values["file-uri"] ?? positionals[0]),
	extensions: values.extensionDevelopmentPath?.map(file),
	tests: file(values.extensionTestsPath),
	userDataDir: file(values["user-data-dir"]),
	extensionsDir: file(values["extensions-dir"]),
	home,
	screenshot,
	trust: process.env.CODE_SHIM_TRUST === "1",
	timeoutMs: timeout === undefined ? undefined : Number(timeout),
	verbose: process.env.CODE_SHIM_VERBOSE === "1",
	keep: process.env.CODE_SHIM_KEEP === "1",
	signal: stopping.signal,
});
if (reason !== undefined) console.error(`codeShim: ${reason}`);
process.exit(code);
