// Runs tests in the extension host of a code-server, and reports how they ended.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCodeServer } from "./codeServer.mjs";
import { injectDevelopmentOptions, launchBrowser, newPage, workbenchUrl } from "./workbench.mjs";

const wrapper = join(import.meta.dirname, "testsWrapper.cjs");

/** Exit codes other than those of the tests (0 passed, 1 failed). */
const exitCodes = { hostEnded: 95, browserGone: 96, pageCrashed: 97, harness: 98, timeout: 99, signal: 130 };

/**
 * Resolves to `{ code, reason }`. Options: those of startCodeServer, target (folder, .code-workspace or none), extensions,
 * tests, timeoutMs, verbose, keep, screenshot, signal.
 */
export async function runExtensionTests(options) {
	const folder = mkdtempSync(join(tmpdir(), "ge-"));
	const output = printedFile(join(folder, "output"));
	const settledFile = join(folder, "settled");
	const { outcome, settle } = outcomeOf(options);
	const env = {
		...options.env,
		CODE_SHIM_OUT: output.file,
		CODE_SHIM_DONE: settledFile,
		CODE_SHIM_TESTS: options.tests,
	};
	let server;
	let browser;
	const open = async () => {
		server = await startCodeServer({ ...options, env });
		browser = await launchBrowser();
		const page = await newPage(browser);
		browser.on("disconnected", () => settle(exitCodes.browserGone, "the browser went away"));
		page.on("crash", () => settle(exitCodes.pageCrashed, "the workbench page crashed"));
		await page.exposeFunction("codeAutomationLog", (type, values) => {
			if (options.verbose) console.error(`[${type}]`, ...values);
		});
		await page.exposeFunction("codeAutomationExit", async (code) => {
			if (options.screenshot) await page.screenshot({ path: options.screenshot }).catch(() => {});
			// an extension host that crashes is reported as 0
			if (code === 0 && !existsSync(settledFile)) {
				settle(exitCodes.hostEnded, "the extension host ended before the tests did");
			} else settle(code);
		});
		const { extensions, tests } = options;
		await injectDevelopmentOptions(page, server, { extensions, tests: tests && wrapper });
		await page.goto(workbenchUrl(server, options.target));
	};
	const opening = open().catch((cause) => settle(exitCodes.harness, cause.stack));

	const result = await outcome;
	await browser?.close().catch(() => {});
	await opening;
	await browser?.close().catch(() => {});
	await server?.stop();
	output.end();
	rmSync(folder, { recursive: true, force: true });
	if (options.keep) console.error(`kept ${server?.root}`);
	else if (server) rmSync(server.root, { recursive: true, force: true });
	return result;
}

function outcomeOf({ timeoutMs = 300_000, signal }) {
	let settle;
	const settled = new Promise((done) => {
		settle = (code, reason) => done({ code, reason });
	});
	const timer = setTimeout(() => settle(exitCodes.timeout, `no end after ${timeoutMs} ms`), timeoutMs);
	signal?.addEventListener("abort", () => settle(exitCodes.signal, String(signal.reason)));
	return { settle, outcome: settled.finally(() => clearTimeout(timer)) };
}

/** Prints the text of a file while it grows. */
function printedFile(file) {
	writeFileSync(file, "");
	let printed = 0;
	const print = () => {
		const output = readFileSync(file);
		process.stdout.write(output.subarray(printed));
		printed = output.length;
	};
	const timer = setInterval(print, 100);
	return {
		file,
		end() {
			clearInterval(timer);
			print();
		},
	};
}
