// The looks at the disk that a listing of conda environments cannot do without, with nothing around them: is it an environment,
// is its Go a link (what it reads may lie in a workspace folder), what version, is the program there. Seven system calls for
// each prefix; what they take is the machine's. Started as a program it makes them for the prefixes of one `envs`, once.
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
