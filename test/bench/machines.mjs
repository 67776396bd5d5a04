// The machines for measurements: built once, kept in the cache folder of tests.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cachedFolder } from "../tools/cacheFolder.mjs";

/** Increase it if the output of test/fixtures changes. */
const edition = 1;

/** `environments` of conda with 250 records each, every `withoutGo`th without Go, and the given numbers of gvm installations and SDKs. */
export async function machineOf({ writeMachine, pathsOf }, environments, gvm, sdks, withoutGo = 0) {
	const name = `machine/${edition}-${environments}-${withoutGo}-${gvm}-${sdks}`;
	const folder = await cachedFolder(name, (place) => {
		console.error(`building a machine with ${environments} conda environments…`);
		const home = join(place, "home");
		const target = { platform: "linux", path: pathsOf("linux"), home, place: (path) => path };
		const conda = { environments, records: 250, withoutGo };
		const fixture = writeMachine(target, { conda, gvm, sdks });
		writeFileSync(join(place, "fixture.json"), JSON.stringify(fixture));
	});
	const home = join(folder, "home");
	const fixture = JSON.parse(readFileSync(join(folder, "fixture.json"), "utf8"));
	const variables = { HOME: home, PATH: "/usr/bin:/bin", XDG_STATE_HOME: join(folder, "state") };
	// the working directory of programs: an empty folder without requirements
	const project = join(home, "project");
	mkdirSync(project, { recursive: true });
	return { home, variables, started: { env: variables, cwd: project }, ...fixture };
}

/** A host with empty caches for that machine. */
export function hostOf({ nodeHost, nodeDisk }, { home, variables }, disk = nodeDisk) {
	const log = { debug() {}, info() {}, warn() {}, error() {} };
	return nodeHost({ variables, home, log, disk, trust: { allows: () => true } });
}

/** All rows of a machine, with empty caches. */
export async function listed(subject, machine, providers = subject.providers, disk = subject.nodeDisk) {
	const request = { host: hostOf(subject, machine, disk), providers, options: { searchPaths: [] } };
	const listings = await subject.discover({ ...request, signal: new AbortController().signal });
	return [...listings.values()].flatMap(({ state }) => state.environments);
}
