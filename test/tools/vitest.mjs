// Runs vitest on the given folders and writes what passed, failed and was skipped, with reasons, to the file of `--counts`.
import { writeFileSync } from "node:fs";
import { startVitest } from "vitest/node";

const [file, ...suites] = process.argv.slice(2);

const counts = { passed: 0, failed: [], skipped: [] };

function countModule(module) {
	const file = module.relativeModuleId;
	for (const test of module.children.allTests()) {
		const { state, note } = test.result();
		const name = `${file} > ${test.fullName}`;
		if (state === "passed") counts.passed++;
		else if (state === "failed") counts.failed.push(name);
		else counts.skipped.push({ name, reason: note ?? "" });
	}
	for (const suite of module.children.allSuites()) {
		if (suite.errors().length > 0) counts.failed.push(`${file} > ${suite.fullName}: before or after its tests`);
	}
	if (module.errors().length > 0) counts.failed.push(`${file} could not be run`);
}

const reporter = {
	onTestRunEnd(modules, unhandled) {
		for (const module of modules) countModule(module);
		for (const { message } of unhandled) counts.failed.push(`an error outside of tests: ${message}`);
		writeFileSync(file, JSON.stringify(counts));
	},
};

const run = await startVitest(
	"test",
	suites.map((suite) => `test/${suite}/`),
	{ watch: false, passWithNoTests: true, reporters: ["default", reporter] },
);
await run.close();
