// Used as extensionTestsPath in the extension host: writes output to a file, and proves that run() settled.
const fs = require("node:fs");
const { Writable } = require("node:stream");
const { format } = require("node:util");

const { CODE_SHIM_OUT: outputFile, CODE_SHIM_DONE: settledFile, CODE_SHIM_TESTS: tests } = process.env;
const write = (text) => fs.appendFileSync(outputFile, text);

// VS Code defines console's methods with a setter that ignores values, and write() of the streams cannot be redefined.
const redefine = (object, key, value) =>
	Object.defineProperty(object, key, { value, writable: true, configurable: true });
for (const method of ["log", "info", "warn", "error", "debug", "trace"]) {
	redefine(console, method, (...values) => write(`${format(...values)}\n`));
}
for (const stream of ["stdout", "stderr"]) {
	redefine(process, stream, new Writable({ write: (chunk, _encoding, done) => done(write(chunk)) }));
}

exports.run = async () => {
	let outcome = "failed";
	try {
		await require(tests).run();
		outcome = "ok";
	} finally {
		// without this file an exit code of 0 is not trusted
		fs.writeFileSync(settledFile, outcome);
	}
};
