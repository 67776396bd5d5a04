// Only the disk operations that a listing of conda environments requires: is it an environment, is its Go a link (its content
// may then be in a workspace folder), its version, does the program exist. Seven system calls per prefix; their time depends on
// the machine alone. Run as a program, it does them once for the prefixes of one `envs`.
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";

const quietly = { throwIfNoEntry: false };
const bytes = Buffer.allocUnsafe(4096);

export function bareLooks(prefixes) {
	for (const prefix of prefixes) {
		statSync(`${prefix}/conda-meta/history`, quietly);
		lstatSync(`${prefix}/go`, quietly);
		const file = openSync(`${prefix}/go/VERSION`, constants.O_RDONLY | constants.O_NONBLOCK);
		fstatSync(file);
		readSync(file, bytes, 0, bytes.length, 0);
		closeSync(file);
		statSync(`${prefix}/bin/go`, quietly);
	}
}

const [, script, envs] = process.argv;
if (script === import.meta.filename && envs !== undefined) {
	bareLooks(readdirSync(envs).map((name) => join(envs, name)));
}
