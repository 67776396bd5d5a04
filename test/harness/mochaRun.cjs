// Runs mocha over files and counts: inside an extension host (run) and in a Node of our own (runMocha).
const { writeFileSync } = require("node:fs");
const Mocha = require("mocha");

/**
 * `{ passed, failed: [name], skipped: [{ name, reason }] }`, as summed up by test/run.mjs. A test gives the reason of a skip by
 * `this.test.reason = "…"` before `this.skip()`.
 */
exports.runMocha = async (files, options = {}) => {
	const mocha = new Mocha({ timeout: 60_000, color: false, slow: 20_000, ...options });
	for (const file of files) mocha.addFile(file);
	await mocha.loadFilesAsync();
	const result = { passed: 0, failed: [], skipped: [] };
	await new Promise((done) => {
		const runner = mocha.run(done);
		runner.on("pass", () => {
			result.passed += 1;
		});
		runner.on("fail", (test) => result.failed.push(test.fullTitle()));
		// with `retries`: report unstable tests
		runner.on("retry", (test, cause) =>
			console.log(`    failed once, tried again: ${test.fullTitle()}: ${cause.message}`),
		);
		runner.on("pending", (test) => result.skipped.push({ name: test.fullTitle(), reason: test.reason ?? "" }));
	});
	return result;
};

/** The extensionTestsPath: rejects if a test failed. */
exports.run = async () => {
	// the actual versions, which may differ from the requested ones
	console.log(`VS Code ${require("vscode").version}, Node ${process.versions.node}`);
	const { GO_ENVIRONMENTS_TEST_FILES: files = "[]", GO_ENVIRONMENTS_TEST_RESULT: resultFile } = process.env;
	const result = await exports.runMocha(JSON.parse(files));
	if (resultFile) writeFileSync(resultFile, JSON.stringify(result));
	if (result.failed.length > 0) throw new Error(`${result.failed.length} tests failed`);
};
